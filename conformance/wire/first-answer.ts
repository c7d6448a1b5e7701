import { type Contract, KitError } from '../../spec/index.js';
import type { TestCase } from '../cases/case.js';
import { parseJson } from './answer.js';
import { acceptsTls, createProxyError } from './require-reachable.js';
import type { NoAnswer, ReceivedAnswer } from './send.js';
import { describeConnectionProblem } from './unreachable.js';

/** The server that a run expects to answer. */
export interface ExpectedServer {
  readonly target: URL;
  readonly proxy?: URL;
  readonly contract: Contract;
}

/**
 * Creates a check on the first answers of a run, until one of them shows that the expected server sent it. A redirect, TLS
 * behind a plain http address, and a proxy that requires a password say nothing about the contract.
 *
 * @throws KitError `setup` with the remedy, from the returned function
 */
export function createServerConfirmation(
  server: ExpectedServer,
): (testCase: TestCase, answer: ReceivedAnswer | NoAnswer) => Promise<void> {
  let isConfirmed = false;
  return async (testCase, answer) => {
    if (!isConfirmed) isConfirmed = await requireExpectedServer(testCase, server, answer);
  };
}

/** Returns whether the answer settles the question. */
async function requireExpectedServer(
  { request }: TestCase,
  { target, proxy, contract }: ExpectedServer,
  answer: ReceivedAnswer | NoAnswer,
): Promise<boolean> {
  if ('transportError' in answer) {
    const problem = describeConnectionProblem(answer.cause, { role: 'target', url: target });
    if (problem !== undefined) throw new KitError('setup', problem, { cause: answer.cause });
    if (proxy && /\b407\b/.test(answer.transportError)) throw createProxyError(proxy, 407, target.host);
    // A TLS server closes the connection as soon as it reads plain HTTP, so a time-out has another cause.
    if (!isTimeOut(answer.cause)) await requireNoTls(target, proxy);
    return false;
  }
  if (proxy && answer.status === 407) throw createProxyError(proxy, 407, target.host);
  if (answer.status === 400 && parseJson(answer.text) === undefined) await requireNoTls(target, proxy);
  const isPost = !('raw' in request) || request.raw.method === 'POST';
  const redirect = redirectOf(target, contract.path, answer);
  // A server may redirect another method to a page of its own. That is for the checks to judge.
  if (redirect && (isPost || redirect.isOtherServer))
    throw new KitError(
      'setup',
      `${target.href}: redirects (${answer.status}, Location: ${redirect.location}), and a redirected POST may lose its body; ${redirect.remedy}`,
    );
  return isPost;
}

function isTimeOut(cause: unknown): boolean {
  return cause instanceof Error && cause.name === 'TimeoutError';
}

async function requireNoTls(target: URL, proxy: URL | undefined): Promise<void> {
  if (target.protocol !== 'http:' || proxy || !(await acceptsTls(target))) return;
  throw new KitError(
    'setup',
    `${target.origin}: speaks HTTPS, not plain HTTP; give --target https://${target.host}${target.pathname.replace(/\/$/, '')}`,
  );
}

interface Redirect {
  readonly location: string;
  readonly remedy: string;
  /** Whether it leads to the same operation on another host, port or scheme. */
  readonly isOtherServer: boolean;
}

function redirectOf(target: URL, path: string, { status, headers }: ReceivedAnswer): Redirect | undefined {
  const { location } = headers;
  if (![301, 302, 303, 307, 308].includes(status) || location === undefined) return undefined;
  const answerDirectly = 'have the server answer there itself';
  const url = URL.canParse(location, target) ? new URL(location, target) : undefined;
  if (!url) return { location: 'no address', remedy: answerDirectly, isOtherServer: false };
  const isOperation = url.pathname.replace(/\/$/, '').endsWith(path);
  const base = isOperation ? url.pathname.replace(/\/$/, '').slice(0, -path.length) : url.pathname;
  const newTarget = `${url.origin}${base}`;
  return {
    // Without the query, which may hold a session or a token.
    location: `${url.origin}${url.pathname}`,
    remedy:
      isOperation && newTarget !== target.href.replace(/\/$/, '')
        ? `give --target ${newTarget}`
        : `${answerDirectly}, or correct --target`,
    isOtherServer: isOperation && url.origin !== target.origin,
  };
}
