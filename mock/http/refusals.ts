import { STATUS_CODES } from 'node:http';
import { refusalWordings as words } from '../texts/refusal-wordings.js';
import type { Wording } from '../texts/wording.js';
import { problem } from './problem.js';
import type { Refusal } from './refusal.js';

/** Node's error for a connection without a valid request. */
interface ParseError extends Error {
  readonly code?: string | undefined;
  readonly reason?: string;
  readonly rawPacket?: Buffer;
}

/** Maps a parse error to a refusal. */
export function refusalOf({ code = '', reason, rawPacket }: ParseError): Refusal {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return {
        reason: 'headers-timeout',
        status: 408,
        text: words.slowHeaders,
      };
    case 'HPE_HEADER_OVERFLOW':
      return {
        reason: 'headers-too-large',
        status: 431,
        text: words.largeHeaders,
      };
    default:
      // The first byte of a TLS handshake.
      return rawPacket?.[0] === 0x16
        ? {
            reason: 'malformed',
            status: 400,
            text: words.noTls,
          }
        : {
            reason: 'malformed',
            status: 400,
            text: words.noHttp({ reason: reason ?? words.unparsable }),
          };
  }
}

/** Maps a failed TLS handshake to a refusal; undefined if the client just disconnected. */
export function tlsRefusalOf({ code = '' }: ParseError): Refusal | undefined {
  const refusal = (text: Wording): Refusal => ({ reason: 'tls', status: 0, text });
  if (code === 'ECONNRESET') return undefined;
  if (code === 'ERR_SSL_HTTP_REQUEST') return refusal(words.plainHttp);
  if (code === 'ERR_TLS_HANDSHAKE_TIMEOUT') return refusal(words.slowHandshake);
  if (/UNKNOWN_CA|BAD_CERTIFICATE|CERTIFICATE_UNKNOWN/.test(code)) return refusal(words.untrusted);
  return refusal(words.failedHandshake({ code }));
}

/** Returns the problem for a refusal. As all own answers of the mock it is in English. */
export function refusalAnswer({ status, text }: Refusal): ReturnType<typeof problem> {
  const { headers, ...answer } = problem(status, STATUS_CODES[status] ?? 'Refused', `${text.en}.`);
  return { ...answer, headers: { ...headers, Connection: 'close', ...(status === 503 ? { 'Retry-After': '1' } : {}) } };
}

/** Returns the same as bytes, for a connection without a response object. */
export function refusalBytes(refusal: Refusal): string {
  const { status, headers, body } = refusalAnswer(refusal);
  const lines = Object.entries({ ...headers, 'Content-Length': String(Buffer.byteLength(body)) });
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    ...lines.map(([name, value]) => `${name}: ${value}`),
    '',
    body,
  ].join('\r\n');
}
