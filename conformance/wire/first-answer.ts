import { type Contract, KitError } from '../../spec/index.js';
import type { TestCase } from '../cases/case.js';
import { kindOf, kindsOf, parseJson } from './answer.js';
import { type Credentials, credentialVariables } from './credentials.js';
import { redirectOf } from './redirect.js';
import { namesGoodTenant } from './request.js';
import {
  acceptsTls,
  closesAfterHandshake,
  createProxyError,
  describeCloseAfterHandshake,
} from './require-reachable.js';
import type { NoAnswer, ReceivedAnswer } from './send.js';
import type { TargetTls } from './target-tls.js';
import { describeConnectionProblem } from './unreachable.js';

/** The server that a run expects to answer. */
export interface ExpectedServer {
  /** The address of the operation. */
  readonly operation: URL;
  readonly target: URL;
  readonly proxy?: URL;
  readonly tls?: TargetTls;
  readonly contract: Contract;
  readonly credentials: Credentials;
  /** Sends a GET, which a server charges nowhere: the API takes POST only. */
  readonly get: (url: URL) => Promise<ReceivedAnswer | NoAnswer>;
}

/** What the first answers of a run show of the server. */
export interface ServerConfirmation {
  /**
   * Examines an answer, until one of them shows that the API answers and that it accepts the credentials.
   *
   * @throws KitError `setup` with the remedy when judging makes no sense
   */
  readonly examine: (testCase: TestCase, answer: ReceivedAnswer | NoAnswer) => Promise<void>;
  /** Whether an answer said that it comes from the kit's mock. */
  readonly isKitMock: () => boolean;
}

/**
 * Creates the examination of the first answers of a run, the control's among them. A redirect, TLS behind a plain http
 * address, a proxy that requires a password, a wrong path and refused credentials say nothing about the contract.
 */
export function createServerConfirmation(server: ExpectedServer): ServerConfirmation {
  const isPageElsewhere = createPageTest(server);
  let isConfirmed = false;
  let isTenantConfirmed = false;
  let isAlive = false;
  let isKitMock = false;
  return {
    isKitMock: () => isKitMock,
    examine: async (testCase, answer) => {
      if ('transportError' in answer) {
        if (!isAlive) await requireLife(server, answer);
        isAlive = true;
        return;
      }
      isAlive = true;
      isKitMock ||= 'x-mock-request-id' in answer.headers;
      if (!isConfirmed) isConfirmed = await requireExpectedServer(testCase, server, answer, isPageElsewhere);
      if (isTenantConfirmed || !namesGoodTenant(testCase)) return;
      // A contract may give other kinds the same body, which then says nothing of the credentials.
      const [kind, ...others] = kindsOf(parseJson(answer.text), server.contract);
      if (kind === 'invalid-credentials' && others.length === 0) throw createRefusedError(server);
      isTenantConfirmed = true;
    },
  };
}

/** Distinguishes a server that gives no answer to anything from one that fails at a request. */
async function requireLife(
  { operation, target, proxy, tls = {}, get }: ExpectedServer,
  answer: NoAnswer,
): Promise<void> {
  const problem = describeConnectionProblem(answer.cause, { role: 'target', url: target });
  if (problem !== undefined) throw new KitError('setup', problem, { cause: answer.cause });
  if (proxy && /\b407\b/.test(answer.transportError)) throw createProxyError(proxy, 407, target.host);
  // A TLS server closes the connection as soon as it reads plain HTTP, so a time-out has another cause.
  if (!isTimeOut(answer.cause)) await requireNoTls(target, proxy);
  if (!('transportError' in (await get(operation)))) return;
  if (!proxy && target.protocol === 'https:' && (await closesAfterHandshake(target, tls)))
    throw new KitError('setup', describeCloseAfterHandshake(target, tls), { cause: answer.cause });
  throw new KitError(
    'setup',
    `${operation.href}: ${answer.transportError}, and gives no answer to a GET either; see the server's log, or correct --target`,
    { cause: answer.cause },
  );
}

/** Returns whether the answer settles that the expected server sent it. */
async function requireExpectedServer(
  testCase: TestCase,
  { operation, target, proxy, contract }: ExpectedServer,
  answer: ReceivedAnswer,
  isPageElsewhere: PageTest,
): Promise<boolean> {
  const { request } = testCase;
  if (proxy && answer.status === 407) throw createProxyError(proxy, 407, target.host);
  const body = parseJson(answer.text);
  if (answer.status === 400 && body === undefined) await requireNoTls(target, proxy);
  const isPost = !('raw' in request) || request.raw.method === 'POST';
  const redirect = redirectOf(target, contract.path, answer);
  // A server may redirect another method to a page of its own. That is for the checks to judge.
  if (redirect && (isPost || redirect.isOtherServer))
    throw new KitError(
      'setup',
      `${target.href}: redirects (${answer.status}, Location: ${redirect.location}), and a redirected POST may lose its body; ${redirect.remedy}`,
    );
  // Some frameworks answer an incomplete request with 404 or a page, so only a complete one tells the address.
  const isAnswerOfApi = kindOf(body, contract) !== undefined;
  if (!isAnswerOfApi && !('raw' in request)) {
    if (answer.status === 404)
      throw new KitError(
        'setup',
        `${operation.href}: answers 404, so the API is not at this path; ${remedyFor(target)}`,
      );
    if (body === undefined && (await isPageElsewhere(answer)))
      throw new KitError(
        'setup',
        `${operation.href}: answers ${answer.status} with an HTML page, there as at any other path, so it is not the API; ${remedyFor(target)}`,
      );
  }
  return isPost;
}

type PageTest = (answer: ReceivedAnswer) => Promise<boolean>;

/**
 * Creates a test whether an answer is an HTML page that the server, or a gateway before it, sends at any path: a login
 * page, a web application, a gateway without a server behind it. A server of the API may answer one request with a page.
 */
function createPageTest({ operation, get }: ExpectedServer): PageTest {
  let elsewhere: Promise<ReceivedAnswer | NoAnswer> | undefined;
  return async (answer) => {
    if (!isPage(answer)) return false;
    elsewhere ??= get(new URL('/eendigo-kit-no-such-path', operation));
    const other = await elsewhere;
    return !('transportError' in other) && isPage(other) && other.status === answer.status;
  };
}

function isPage({ headers, text }: ReceivedAnswer): boolean {
  return (
    /^\s*<(!doctype\s+html|html)\b/i.test(text) ||
    (/\bhtml\b/i.test(headers['content-type'] ?? '') && /^\s*</.test(text))
  );
}

/** UAT has `/demo` before the operation's path, and production nothing. */
function remedyFor({ origin, pathname }: URL): string {
  const other = /\/demo\/?$/.test(pathname) ? pathname.replace(/\/demo\/?$/, '') : '/demo';
  return `correct --target, e.g. --target ${origin}${other}`;
}

function createRefusedError({ operation, credentials }: ExpectedServer): KitError {
  const { code, key } = credentialVariables;
  return new KitError(
    'setup',
    credentials.isAssumed
      ? `${operation.href}: does not know ${credentials.funded.code}, the tenant of the kit's mock (it answers invalid-credentials); set ${code} and ${key} to a tenant of this server`
      : `${operation.href}: refuses the credentials (it answers invalid-credentials); correct ${code} and ${key}`,
  );
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
