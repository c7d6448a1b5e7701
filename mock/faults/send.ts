import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Answer } from '../../spec/index.js';
import { spoil, type WireAnswer } from './answer-faults.js';
import { type Fault, faultSpecs } from './fault.js';

/** Waits before a request's body is read, where the fault is to stall the upload: what is not read piles up at the client. */
export async function beforeReading(response: ServerResponse, fault: Fault | undefined): Promise<void> {
  if (fault?.type === 'stall-upload')
    await waitUnlessClosed(response, fault.ms ?? faultSpecs['stall-upload'].parameters.ms.default);
}

/**
 * Sends an answer, with a fault done to it if one is given. Returns whether an answer was sent to its end:
 * false when the fault cut it off, or when the client went away first.
 */
export async function sendAnswer(response: ServerResponse, answer: Answer, fault?: Fault): Promise<boolean> {
  // As text, which leaves in one write with the head; a buffer takes two.
  if (fault === undefined || fault.type === 'stall-upload') return send(response, answer);
  const whole: WireAnswer = { ...answer, body: Buffer.from(answer.body) };
  switch (fault.type) {
    case 'delay':
      await waitUnlessClosed(response, fault.ms ?? faultSpecs.delay.parameters.ms.default);
      return send(response, whole);
    case 'slow-body':
      return dribble(response, whole, fault.rate ?? faultSpecs['slow-body'].parameters.rate.default);
    case 'reset':
      response.socket?.resetAndDestroy();
      return false;
    case 'reset-body':
      await sendHalf(response, whole);
      response.socket?.resetAndDestroy();
      return false;
    case 'empty-reply':
      response.socket?.end();
      return false;
    case 'garbage':
      response.socket?.end(Buffer.from('\x00\x17HTP/!.! ??? \xff\xfe{{{\r\n\r\n\x07', 'latin1'));
      return false;
    case 'chunk-error':
      response.socket?.end(chunkError(whole));
      return false;
    case 'wrong-length':
      await sendHalf(response, { ...whole, body: Buffer.concat([whole.body, whole.body]) });
      response.socket?.end();
      return false;
    case 'truncated-json':
    case 'wrong-content-type':
    case 'server-error':
    case 'bad-gateway':
    case 'unavailable':
    case 'gateway-timeout':
    case 'gzip':
    case 'extra-keys':
    case 'duplicate-keys':
    case 'missing-trx-no':
    case 'header-case':
    case 'byte-order-mark':
    case 'utf-16':
      return send(response, spoil(answer, fault.type, 0));
    case 'too-many-requests':
      return send(
        response,
        spoil(answer, fault.type, fault.seconds ?? faultSpecs[fault.type].parameters.seconds.default),
      );
  }
}

function writeHead(response: ServerResponse, { status, headers, body }: Answer | WireAnswer): void {
  // Not through Express, which would add a charset to the content type that the contract does not show.
  response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) });
}

async function send(response: ServerResponse, answer: Answer | WireAnswer): Promise<boolean> {
  if (response.destroyed) return false;
  writeHead(response, answer);
  return finish(response, answer.body);
}

function finish(response: ServerResponse, last: Buffer | string): Promise<boolean> {
  return new Promise((resolve) => {
    response.once('close', () => {
      resolve(response.writableFinished);
    });
    response.end(last);
  });
}

/** Sends the head and half of the body, and waits until they have left. */
async function sendHalf(response: ServerResponse, answer: WireAnswer): Promise<void> {
  if (response.destroyed) return;
  writeHead(response, answer);
  await new Promise((resolve) => {
    response.once('close', resolve);
    response.write(answer.body.subarray(0, Math.floor(answer.body.length / 2)), resolve);
  });
}

/** Sends the body ten times a second, a tenth of the rate each time. */
async function dribble(response: ServerResponse, answer: WireAnswer, rate: number): Promise<boolean> {
  if (response.destroyed) return false;
  writeHead(response, answer);
  const step = Math.max(1, Math.ceil(rate / 10));
  const pause = (1000 * step) / rate;
  let sent = 0;
  for (; sent + step < answer.body.length; sent += step) {
    response.write(answer.body.subarray(sent, sent + step));
    await waitUnlessClosed(response, pause);
    if (response.destroyed) return false;
  }
  return finish(response, answer.body.subarray(sent));
}

/** An answer in chunks, the second of which has a length that is no number. */
function chunkError({ status, headers, body }: WireAnswer): Buffer {
  const half = body.subarray(0, Math.floor(body.length / 2));
  const lines = Object.entries({ ...headers, 'Transfer-Encoding': 'chunked' }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  const head = [`HTTP/1.1 ${status} OK`, ...lines, '', half.length.toString(16), ''].join('\r\n');
  return Buffer.concat([Buffer.from(head), half, Buffer.from('\r\nnot-a-length\r\n')]);
}

/** Waits, but no longer than the client does. */
async function waitUnlessClosed(response: ServerResponse, ms: number): Promise<void> {
  const ended = new AbortController();
  await Promise.race([
    wait(ms, undefined, { signal: ended.signal }).catch(() => {}),
    once(response, 'close', { signal: ended.signal }).catch(() => {}),
  ]);
  ended.abort();
}
