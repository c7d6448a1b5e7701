import type { SecondRequest } from '../cases/case.js';
import {
  createKeptConnection,
  type EncodedRequest,
  type NoAnswer,
  type ReceivedAnswer,
  type SendOptions,
  sendRequest,
} from './send.js';

/** The answer to the second request of a case that sends two. */
export interface SecondAnswer {
  readonly answer: ReceivedAnswer | NoAnswer;
  readonly how: SecondRequest;
  /** Whether the second request went over the connection of the first one. */
  readonly isOnSameConnection: boolean;
  /** Set where the client had to give up the connection: bytes that belong to no answer came over it. */
  readonly hasSurplusBytes?: true;
}

/** The answers to a case that sends two requests. */
export interface BothAnswers {
  readonly answer: ReceivedAnswer | NoAnswer;
  /** Absent when the server does not promise to keep the connection, so that the second request proves nothing. */
  readonly second?: SecondAnswer;
}

/** Sends two requests, both at the same time or one after the other over the same connection. */
export function sendBoth(
  url: URL,
  requests: readonly [EncodedRequest, EncodedRequest],
  how: SecondRequest,
  options: SendOptions,
): Promise<BothAnswers> {
  return how === 'at-once' ? sendAtOnce(url, requests, options) : sendOnOneConnection(url, requests, options);
}

async function sendAtOnce(
  url: URL,
  requests: readonly [EncodedRequest, EncodedRequest],
  options: SendOptions,
): Promise<BothAnswers> {
  const [answer, second] = await Promise.all([
    sendRequest(url, requests[0], options),
    sendRequest(url, requests[1], options),
  ]);
  return { answer, second: { answer: second, how: 'at-once', isOnSameConnection: false } };
}

async function sendOnOneConnection(
  url: URL,
  [first, next]: readonly [EncodedRequest, EncodedRequest],
  options: SendOptions,
): Promise<BothAnswers> {
  const dispatcher = await createKeptConnection(url.origin, options.tls);
  let connections = 0;
  let hasSurplusBytes = false;
  dispatcher.on('connect', () => connections++);
  dispatcher.on('disconnect', (_origin, _clients, { name }) => {
    hasSurplusBytes ||= name === 'HTTPParserError';
  });
  try {
    const answer = await sendRequest(url, first, { ...options, dispatcher });
    if ('transportError' in answer || !promisesConnection(answer)) return { answer };
    const second = await sendRequest(url, next, { ...options, dispatcher });
    const isOnSameConnection = connections === 1;
    return {
      answer,
      second: {
        answer: second,
        how: 'on-one-connection',
        isOnSameConnection,
        ...(hasSurplusBytes ? { hasSurplusBytes } : {}),
      },
    };
  } finally {
    await dispatcher.destroy();
  }
}

/** Below this time, in seconds, the client closes the connection itself, because the server might do so at any moment. */
const shortestUsefulSeconds = 3;

/** Whether an answer says in words that its connection stays open. HTTP lets a server close any other at any time. */
function promisesConnection({ headers }: ReceivedAnswer): boolean {
  const words = (headers['connection'] ?? '').toLowerCase().split(',');
  if (!words.some((word) => word.trim() === 'keep-alive')) return false;
  const [, seconds] = /timeout=(\d+)/i.exec(headers['keep-alive'] ?? '') ?? [];
  return seconds === undefined || Number(seconds) >= shortestUsefulSeconds;
}
