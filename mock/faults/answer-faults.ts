import { STATUS_CODES } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Answer } from '../../spec/index.js';
import { faultSpec } from './fault-spec.js';
import { isRedirected, redirectTarget } from './redirect.js';
import type { WireAnswer } from './wire.js';

type Headers = WireAnswer['headers'];

/** Faults that change the answer, not how it is sent. */
export const answerFaults = {
  'truncated-json': faultSpec({
    isAnswerReadable: false,
    summary: 'complete as HTTP, but the JSON is cut off in the middle',
    parameters: {},
    change: (answer) => {
      const bytes = Buffer.from(answer.body);
      return { ...answer, body: bytes.subarray(0, Math.floor(bytes.length / 2)) };
    },
  }),
  'wrong-content-type': faultSpec({
    isAnswerReadable: true,
    summary: 'the JSON is declared as text/html',
    parameters: {},
    change: (answer) => withHeader(answer, 'Content-Type', 'text/html; charset=utf-8'),
  }),
  'server-error': faultSpec({
    isAnswerReadable: false,
    summary: 'status 500 with an HTML page',
    parameters: {},
    change: (answer) => page(answer, 500, 'Internal Server Error'),
  }),
  'bad-gateway': faultSpec({
    isAnswerReadable: false,
    summary: "status 502 with a gateway's HTML page",
    parameters: {},
    change: (answer) => page(answer, 502, 'Bad Gateway'),
  }),
  unavailable: faultSpec({
    isAnswerReadable: false,
    summary: "status 503 with a gateway's HTML page, and Retry-After of `seconds` if these are not 0",
    parameters: { seconds: { default: 0, minimum: 0, maximum: 86_400 } },
    change: (answer, { seconds }) => {
      const unavailable = page(answer, 503, 'Service Temporarily Unavailable');
      return seconds === 0 ? unavailable : withHeader(unavailable, 'Retry-After', String(Math.round(seconds)));
    },
  }),
  'gateway-timeout': faultSpec({
    isAnswerReadable: false,
    summary: "status 504 with a gateway's HTML page; with `delay` after that time, as gateways do",
    parameters: {},
    change: (answer) => page(answer, 504, 'Gateway Time-out'),
  }),
  'too-many-requests': faultSpec({
    isAnswerReadable: false,
    summary: 'status 429 with Retry-After of `seconds`',
    parameters: { seconds: { default: 30, minimum: 0, maximum: 86_400 } },
    change: (answer, { seconds }) =>
      withHeader(page(answer, 429, 'Too Many Requests'), 'Retry-After', String(Math.round(seconds))),
  }),
  redirect: faultSpec({
    isAnswerReadable: false,
    summary:
      'a redirect with `status` 307 or another to the same operation under another host name (`localhost` for `127.0.0.1` and ' +
      'back; other hosts stay the same): a client that follows it sends pictures and key there, and gets an answer',
    parameters: { status: { default: '307', words: ['301', '302', '303', '307', '308'] } },
    change: (answer, { status }, request) => {
      if (isRedirected(request)) return answer;
      const code = Number(status);
      return withHeader(page(answer, code, STATUS_CODES[code] ?? ''), 'Location', redirectTarget(request));
    },
  }),
  gzip: faultSpec({
    isAnswerReadable: true,
    summary: 'the body is gzipped, even if the client does not accept gzip',
    parameters: {},
    change: (answer) => ({ ...withHeader(answer, 'Content-Encoding', 'gzip'), body: gzipSync(answer.body) }),
  }),
  'corrupt-gzip': faultSpec({
    isAnswerReadable: false,
    summary: 'the body is declared as gzip, but cannot be decompressed',
    parameters: {},
    change: (answer) => {
      const body = gzipSync(answer.body);
      // The first byte after the gzip header: an invalid block type.
      body[10] = 0xff;
      return { ...withHeader(answer, 'Content-Encoding', 'gzip'), body };
    },
  }),
  'extra-keys': faultSpec({
    isAnswerReadable: true,
    summary: 'the body has keys that the document does not show',
    parameters: {},
    change: (answer) => ({ ...answer, body: withMore(answer.body, '"requestId":"7f3a","elapsed_ms":12') }),
  }),
  'duplicate-keys': faultSpec({
    isAnswerReadable: true,
    summary: 'the first key of the body is repeated, first with another value',
    parameters: {},
    change: (answer) => ({
      ...answer,
      body: answer.body.replace(/^\{\s*("[^"]*")/, '{$1:"","note":"said twice",$1'),
    }),
  }),
  'key-order': faultSpec({
    isAnswerReadable: true,
    summary: 'the keys of the body have another order than the document shows, at every level',
    parameters: {},
    change: (answer) => rewritten(answer, (value) => JSON.stringify(reversed(value))),
  }),
  'white-space': faultSpec({
    isAnswerReadable: true,
    summary: 'the JSON is laid out on several lines, with white space before and after it',
    parameters: {},
    change: (answer) => rewritten(answer, (value) => `\r\n ${JSON.stringify(value, null, '\t')}\r\n\r\n`),
  }),
  'escaped-texts': faultSpec({
    isAnswerReadable: true,
    summary: 'every character of a key or a value is written as a JSON escape, such as \\u0053 for S',
    parameters: {},
    change: (answer) =>
      rewritten(answer, (value) =>
        JSON.stringify(value).replaceAll(
          /"((?:[^"\\]|\\.)*)"/g,
          (quoted) => `"${escaped(String(JSON.parse(quoted)))}"`,
        ),
      ),
  }),
  'missing-trx-no': faultSpec({
    isAnswerReadable: true,
    summary: 'X-Trx-No is missing',
    parameters: {},
    change: (answer) => ({ ...answer, headers: without(answer.headers, 'x-trx-no') }),
  }),
  'byte-order-mark': faultSpec({
    isAnswerReadable: true,
    summary: 'the body begins with a byte order mark',
    parameters: {},
    change: (answer) => ({ ...answer, body: `\ufeff${answer.body}` }),
  }),
  'utf-16': faultSpec({
    isAnswerReadable: true,
    summary: 'the body is in UTF-16, and declared so',
    parameters: {},
    change: (answer) => ({
      ...withHeader(answer, 'Content-Type', 'application/json; charset=utf-16le'),
      body: Buffer.from(answer.body, 'utf16le'),
    }),
  }),
  'latin-1': faultSpec({
    isAnswerReadable: true,
    summary: 'the body is in Latin-1, with an extra key that shows it; `says` is the declared charset',
    parameters: { says: { default: 'utf-8', words: ['utf-8', 'iso-8859-1'] } },
    change: (answer, { says }) => ({
      ...withHeader(answer, 'Content-Type', `application/json; charset=${says}`),
      body: Buffer.from(withMore(answer.body, '"served_by":"Café"'), 'latin1'),
    }),
  }),
};

/** Returns an error page as a gateway or server sends it. The mock's own headers are kept. */
function page({ headers }: Answer, status: number, words: string): WireAnswer {
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
  const ours = Object.entries(headers).filter(([name]) => /^(x-mock-|preference-applied$)/i.test(name));
  return { status, headers: { 'Content-Type': 'text/html', ...Object.fromEntries(ours) }, body: lines.join('\r\n') };
}

/** Rewrites a JSON body. Leaves another body, such as the printed sample, as it is. */
function rewritten(answer: Answer, write: (value: unknown) => string): WireAnswer {
  try {
    return { ...answer, body: write(JSON.parse(answer.body)) };
  } catch {
    return answer;
  }
}

/** Reverses the order of the keys in a JSON value, at every level. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]) => [key, reversed(inner)])
      .reverse(),
  );
}

/** Writes each UTF-16 unit of a text as a JSON escape. */
function escaped(text: string): string {
  return Array.from({ length: text.length }, (_, index) => {
    const unit = text.charCodeAt(index).toString(16);
    return `\\u${unit.padStart(4, '0')}`;
  }).join('');
}

/** Appends keys to a JSON body. */
function withMore(body: string, keys: string): string {
  return body.replace(/\}\s*$/, `,${keys}}`);
}

/** Returns an answer with this header added or replaced. */
function withHeader<A extends WireAnswer>(answer: A, name: string, value: string): A {
  return { ...answer, headers: { ...without(answer.headers, name.toLowerCase()), [name]: value } };
}

/** Returns headers without this one, in any case. */
function without(headers: Headers, name: string): Headers {
  return Object.fromEntries(Object.entries(headers).filter(([key]) => key.toLowerCase() !== name));
}
