import { gzipSync } from 'node:zlib';
import type { Answer } from '../../spec/index.js';
import type { FaultName } from './fault.js';

/** An answer as bytes. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** The faults that change what is answered, and leave how it is sent alone. */
export type AnswerFault = Exclude<
  FaultName,
  | 'delay'
  | 'stall-upload'
  | 'slow-body'
  | 'reset'
  | 'reset-body'
  | 'empty-reply'
  | 'garbage'
  | 'chunk-error'
  | 'wrong-length'
>;

/** Does a fault to an answer. `seconds` is what `too-many-requests` tells to wait. */
export function spoil(answer: Answer, fault: AnswerFault, seconds: number): WireAnswer {
  const { status, headers, body } = answer;
  const bytes = Buffer.from(body);
  switch (fault) {
    case 'truncated-json':
      return { status, headers, body: bytes.subarray(0, Math.floor(bytes.length / 2)) };
    case 'wrong-content-type':
      return { status, headers: { ...headers, 'Content-Type': 'text/html; charset=utf-8' }, body: bytes };
    case 'server-error':
      return page(500, 'Internal Server Error');
    case 'bad-gateway':
      return page(502, 'Bad Gateway');
    case 'unavailable':
      return page(503, 'Service Temporarily Unavailable');
    case 'gateway-timeout':
      return page(504, 'Gateway Time-out');
    case 'too-many-requests': {
      const limited = page(429, 'Too Many Requests');
      return { ...limited, headers: { ...limited.headers, 'Retry-After': String(seconds) } };
    }
    case 'gzip':
      return { status, headers: { ...headers, 'Content-Encoding': 'gzip' }, body: gzipSync(bytes) };
    case 'extra-keys':
      return { status, headers, body: Buffer.from(body.replace(/\}\s*$/, ',"requestId":"7f3a","elapsed_ms":12}')) };
    case 'duplicate-keys':
      return { status, headers, body: Buffer.from(body.replace(/^\{\s*("[^"]*")/, '{$1:"","note":"said twice",$1')) };
    case 'missing-trx-no':
      return { status, headers: without(headers, 'X-Trx-No'), body: bytes };
    case 'header-case':
      return { status, headers: lowerCase(headers), body: bytes };
    case 'byte-order-mark':
      return { status, headers, body: Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]) };
    case 'utf-16':
      return {
        status,
        headers: { ...headers, 'Content-Type': 'application/json; charset=utf-16le' },
        body: Buffer.from(body, 'utf16le'),
      };
  }
}

/** The page that a gateway or a server puts in place of an answer. */
function page(status: number, words: string): WireAnswer {
  const title = `${status} ${words}`;
  const lines = [
    '<html>',
    `<head><title>${title}</title></head>`,
    '<body>',
    `<center><h1>${title}</h1></center>`,
    '</body>',
    '</html>',
    '',
  ];
  return { status, headers: { 'Content-Type': 'text/html' }, body: Buffer.from(lines.join('\r\n')) };
}

function without(headers: WireAnswer['headers'], name: string): WireAnswer['headers'] {
  return Object.fromEntries(Object.entries(headers).filter(([key]) => key !== name));
}

function lowerCase(headers: WireAnswer['headers']): WireAnswer['headers'] {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
