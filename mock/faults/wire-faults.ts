import { type ServerResponse, STATUS_CODES } from 'node:http';
import { faultMilliseconds, faultSpec, spreadParameters } from './fault-spec.js';
import {
  currentOutcome,
  finish,
  hangUp,
  nothingSent,
  reset,
  sendHalf,
  sentBeforeCut,
  type WireAnswer,
  waitUnlessClosed,
  writeHead,
} from './wire.js';

/** Faults that change how an answer is sent. */
export const wireFaults = {
  delay: faultSpec({
    isAnswerReadable: true,
    summary:
      'the answer is delayed by `ms`; with `spread` evenly from `ms` to `ms` + `spread` (uniform), around `ms` with ' +
      'that deviation (normal), or around `ms` with a long tail, one in six beyond `ms` + `spread` (lognormal)',
    parameters: { ms: faultMilliseconds(1000), ...spreadParameters },
  }),
  'stall-upload': faultSpec({
    isAnswerReadable: true,
    summary:
      'the body is not read for `ms`, and 100 Continue is withheld; the kernel still accepts a small body (some hundred ' +
      'KB on a fast line)',
    parameters: { ms: faultMilliseconds(1000) },
    before: (response, { ms }) => waitUnlessClosed(response, ms),
  }),
  'slow-body': faultSpec({
    isAnswerReadable: true,
    summary: 'the body is sent slowly, at `rate` bytes per second',
    parameters: { rate: { default: 50, minimum: 1, maximum: 1_000_000 } },
    send: async (response, answer, { rate }) => {
      if (!writeHead(response, answer)) return currentOutcome(response);
      const body = Buffer.from(answer.body);
      // A tenth of the rate, ten times a second.
      const step = Math.max(1, Math.ceil(rate / 10));
      let sent = 0;
      for (; sent + step < body.length; sent += step) {
        response.write(body.subarray(sent, sent + step));
        await waitUnlessClosed(response, (1000 * step) / rate);
        if (response.destroyed) return sentBeforeCut(response, answer);
      }
      return finish(response, body.subarray(sent));
    },
  }),
  chunked: faultSpec({
    isAnswerReadable: true,
    summary: 'the body is sent in chunks of `bytes`, without Content-Length',
    parameters: { bytes: { default: 7, minimum: 1, maximum: 1_000_000 } },
    send: async (response, { status, headers, body: whole }, { bytes }) => {
      if (response.destroyed || response.headersSent) return currentOutcome(response);
      response.writeHead(status, { ...headers, 'Transfer-Encoding': 'chunked' });
      const body = Buffer.from(whole);
      let sent = 0;
      for (; sent + bytes < body.length; sent += bytes) response.write(body.subarray(sent, sent + bytes));
      return finish(response, body.subarray(sent));
    },
  }),
  'stall-body': faultSpec({
    isAnswerReadable: false,
    summary: 'half of the body is sent, then nothing for `ms`, then the connection is closed',
    parameters: { ms: faultMilliseconds(60_000) },
    send: async (response, answer, { ms }) => {
      await sendHalf(response, answer);
      await waitUnlessClosed(response, ms);
      hangUp(response);
      return sentBeforeCut(response, answer);
    },
  }),
  reset: faultSpec({
    isAnswerReadable: false,
    summary: 'the connection is reset without an answer',
    parameters: {},
    send: async (response) => {
      reset(response);
      return nothingSent;
    },
  }),
  'reset-body': faultSpec({
    isAnswerReadable: false,
    // Node ends the stream before it resets the connection, so a fast reader sees a close instead of a reset.
    summary: 'the connection is reset in the middle of the body',
    parameters: {},
    send: async (response, answer) => {
      await sendHalf(response, answer);
      reset(response);
      return sentBeforeCut(response, answer);
    },
  }),
  'empty-reply': faultSpec({
    isAnswerReadable: false,
    summary: 'the connection is closed without an answer',
    parameters: {},
    send: async (response) => {
      hangUp(response);
      return nothingSent;
    },
  }),
  garbage: faultSpec({
    isAnswerReadable: false,
    summary: 'the answer is not HTTP',
    parameters: {},
    send: async (response) => {
      hangUp(response, Buffer.from('\x00\x17HTP/!.! ??? \xff\xfe{{{\r\n\r\n\x07', 'latin1'));
      return nothingSent;
    },
  }),
  'chunk-error': faultSpec({
    isAnswerReadable: false,
    summary: 'a chunked body whose second chunk is malformed',
    parameters: {},
    send: async (response, answer) => {
      if (response.destroyed || response.headersSent) return currentOutcome(response);
      hangUp(response, chunkError({ ...answer, headers: { ...setHeaders(response), ...answer.headers } }));
      return { status: answer.status, whole: false };
    },
  }),
  'wrong-length': faultSpec({
    isAnswerReadable: false,
    summary: 'Content-Length `promises` more bytes than are sent, or less',
    parameters: { promises: { default: 'more', words: ['more', 'less'] } },
    send: async (response, answer, { promises }) => {
      const length = Buffer.byteLength(answer.body);
      const promised = promises === 'more' ? length * 2 : Math.floor(length / 2);
      if (!writeHead(response, answer, promised)) return currentOutcome(response);
      await new Promise((resolve) => {
        response.once('close', resolve);
        response.write(answer.body, resolve);
      });
      hangUp(response);
      return sentBeforeCut(response, answer);
    },
  }),
  'header-case': faultSpec({
    isAnswerReadable: true,
    summary: 'all header names are in `case` case',
    parameters: { case: { default: 'lower', words: ['lower', 'upper'] } },
    send: async (response, answer, given) => {
      if (response.destroyed || response.headersSent) return currentOutcome(response);
      // Headers that Node would add; it omits those that are present.
      const whole = {
        Date: new Date().toUTCString(),
        ...setHeaders(response),
        ...answer.headers,
        'Content-Length': String(Buffer.byteLength(answer.body)),
        Connection: response.shouldKeepAlive ? 'keep-alive' : 'close',
      };
      const cased = (name: string): string => (given.case === 'lower' ? name.toLowerCase() : name.toUpperCase());
      const headers = Object.fromEntries(Object.entries(whole).map(([name, value]) => [cased(name), value]));
      response.writeHead(answer.status, headers);
      return finish(response, answer.body);
    },
  }),
};

/** Returns headers set earlier on the response, such as CORS headers. */
function setHeaders(response: ServerResponse): WireAnswer['headers'] {
  return Object.fromEntries(Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]));
}

/** Returns a chunked answer whose second chunk has an invalid length. */
function chunkError({ status, headers, body }: WireAnswer): Buffer {
  const bytes = Buffer.from(body);
  const half = bytes.subarray(0, Math.floor(bytes.length / 2));
  const lines = Object.entries({ ...headers, 'Transfer-Encoding': 'chunked' }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, ...lines, '', half.length.toString(16), ''];
  return Buffer.concat([Buffer.from(head.join('\r\n'), 'latin1'), half, Buffer.from('\r\nnot-a-length\r\n')]);
}
