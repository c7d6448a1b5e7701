import { type Contract, KitError } from '../../spec/index.js';
import type { Case } from '../cases/case.js';
import { parseJson } from './answer.js';
import { acceptsTls, proxyRefuses } from './reach.js';
import type { NoAnswer, ReceivedAnswer } from './send.js';
import { connectionProblem } from './unreachable.js';

/**
 * Makes sure by a run's first answers that they come from the place that was meant, and returns whether that is settled:
 * one that sends the run elsewhere, that speaks TLS where plain HTTP was said, or that comes from a proxy which wants a
 * password, says nothing of the contract.
 *
 * @throws KitError `setup` with the remedy
 */
export async function requireRightPlace(
  { request }: Case,
  { target, proxy, contract }: { readonly target: URL; readonly proxy?: URL; readonly contract: Contract },
  answer: ReceivedAnswer | NoAnswer,
): Promise<boolean> {
  if ('transportError' in answer) {
    const problem = connectionProblem(answer.cause, { role: 'target', url: target });
    if (problem !== undefined) throw new KitError('setup', problem, { cause: answer.cause });
    if (proxy && /\b407\b/.test(answer.transportError)) throw proxyRefuses(proxy, 407, target.host);
    // A server that speaks TLS does not wait for the rest of what it cannot read.
    if (!isTimeOut(answer.cause)) await refuseTlsBehindHttp(target, proxy);
    return false;
  }
  if (proxy && answer.status === 407) throw proxyRefuses(proxy, 407, target.host);
  if (answer.status === 400 && parseJson(answer.text) === undefined) await refuseTlsBehindHttp(target, proxy);
  const isPost = !('raw' in request) || request.raw.method === 'POST';
  const elsewhere = redirectOf(target, contract.path, answer);
  // Of another method it may be what the server makes of that method, unless the operation is on another server.
  if (elsewhere && (isPost || elsewhere.isOtherServer))
    throw new KitError(
      'setup',
      `${target.href}: redirects (${answer.status}, Location: ${elsewhere.location}), and a redirected POST may lose its body; ${elsewhere.remedy}`,
    );
  return isPost;
}

function isTimeOut(cause: unknown): boolean {
  return cause instanceof Error && cause.name === 'TimeoutError';
}

async function refuseTlsBehindHttp(target: URL, proxy: URL | undefined): Promise<void> {
  if (target.protocol !== 'http:' || proxy || !(await acceptsTls(target))) return;
  throw new KitError(
    'setup',
    `${target.origin}: speaks HTTPS, not plain HTTP; give --target https://${target.host}${target.pathname.replace(/\/$/, '')}`,
  );
}

interface Elsewhere {
  readonly location: string;
  readonly remedy: string;
  /** Whether it is the same operation on another host, port or scheme. */
  readonly isOtherServer: boolean;
}

function redirectOf(target: URL, path: string, { status, headers }: ReceivedAnswer): Elsewhere | undefined {
  const { location } = headers;
  if (![301, 302, 303, 307, 308].includes(status) || location === undefined) return undefined;
  const serve = 'have the server answer there itself';
  const url = URL.canParse(location, target) ? new URL(location, target) : undefined;
  if (!url) return { location: 'no address', remedy: serve, isOtherServer: false };
  const isOperation = url.pathname.replace(/\/$/, '').endsWith(path);
  const base = isOperation ? url.pathname.replace(/\/$/, '').slice(0, -path.length) : url.pathname;
  const other = `${url.origin}${base}`;
  return {
    // Without its query, which may hold what a session or a login was given.
    location: `${url.origin}${url.pathname}`,
    remedy:
      isOperation && other !== target.href.replace(/\/$/, '')
        ? `give --target ${other}`
        : `${serve}, or correct --target`,
    isOtherServer: isOperation && url.origin !== target.origin,
  };
}
