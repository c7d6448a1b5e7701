// A whole client under test in Node.js, with nothing but fetch: copy it, or put your own client's call in place of
// `call` and keep the rest.
import { openAsBlob } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';

/** Bytes of an answer that are read at most, unpacked. The contract's answers have a few hundred. */
const mostBytes = 1_000_000;

/** The failures that have a message, by that message. A Map, because an object also answers to `constructor`. */
const kinds = new Map([
  ['Insufficient balance', 'insufficient-balance'],
  ['Parameter invalid, please check your request', 'parameter-invalid'],
  ['Invalid API key or tenant code', 'invalid-credentials'],
  ['Input Image Invalid', 'face-compare-error'],
  ['Image too large', 'image-too-large'],
]);

/**
 * Sends the request once. Throws when no whole answer comes within `timeoutMs`, counted from the look-up of the host to
 * the last byte of the body.
 */
async function call({ baseUrl, path, request, timeoutMs }) {
  const form = new FormData();
  for (const [name, value] of Object.entries(request))
    if (typeof value === 'string') form.append(name, value);
    else form.append(name, await openAsBlob(value.file), value.filename);
  const signal = AbortSignal.timeout(timeoutMs);
  const response = await fetch(baseUrl + path, {
    method: 'POST',
    // No Content-Type of our own: fetch adds the one that names the boundary.
    body: form,
    // Followed, a redirect would take the pictures and the key to a host that nobody chose.
    redirect: 'error',
    signal,
  });
  const bytes = await bytesOf(response, signal);
  return {
    trxNo: response.headers.get('X-Trx-No'),
    text: textOf(bytes, response.headers.get('Content-Type') ?? ''),
  };
}

/** The whole body, however it dribbles in. Throws when it is too large or comes too late. */
async function bytesOf(response, signal) {
  const chunks = [];
  let size = 0;
  const sink = new WritableStream({
    write(chunk) {
      size += chunk.length;
      if (size > mostBytes) throw new Error(`the answer has more than ${mostBytes} bytes`);
      chunks.push(chunk);
    },
  });
  // Not `response.text()`: it has no bound, and takes every body for UTF-8. The signal stands here again because Node.js
  // may forget fetch's own while a body comes slowly (nodejs/node#55428).
  await response.body?.pipeTo(sink, { signal });
  return Buffer.concat(chunks);
}

/** The body as text. A wrong byte costs one character and not the whole answer, which may have been charged. */
function textOf(bytes, contentType) {
  const start = bytes.toString('hex', 0, 3);
  // A byte order mark says more than the header.
  if (start === 'efbbbf') return new TextDecoder('utf-8').decode(bytes);
  if (start.startsWith('fffe')) return new TextDecoder('utf-16le').decode(bytes);
  if (start.startsWith('feff')) return new TextDecoder('utf-16be').decode(bytes);
  const [, charset = 'utf-8'] = /;\s*charset="?([^";\s]+)/i.exec(contentType) ?? [];
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    // A charset that does not exist. JSON is UTF-8.
    return new TextDecoder('utf-8').decode(bytes);
  }
}

/** Reads an answer by its body alone: the document gives no HTTP status. Throws when it is none of the service's. */
function understand({ trxNo, text }) {
  const body = JSON.parse(text);
  switch (String(body?.status).toLowerCase()) {
    case 'success': {
      const result = Array.isArray(body.result) ? body.result[0] : body.result;
      const { compare, similarity, threshold } = result.face_compare;
      const { live, score } = result.face_liveness;
      // A success without its verdicts and figures says nothing, and must not be taken for one.
      for (const value of [compare, similarity, threshold, live, score])
        if (typeof value !== 'string') throw new Error('a success whose result is not whole');
      const others = texts({ date: body.date ?? body.datetime, message: body.message });
      return {
        outcome: 'success',
        kind: 'success',
        fields: { ...others, compare, similarity, threshold, live, score, trxNo },
      };
    }
    case 'failed': {
      // A liveness error is the only failure with `error` and `result`. A message that is new has no kind, and is kept.
      const isLiveness = 'error' in body || 'result' in body;
      const kind = isLiveness ? 'liveness-error' : (kinds.get(body.message) ?? null);
      const fields = texts({ date: body.datetime ?? body.date, message: body.error ?? body.message });
      return { outcome: 'service-error', kind, fields };
    }
    default:
      throw new Error('JSON that is no answer of the service');
  }
}

/** Values that are not text become null: the report takes no others. */
function texts(values) {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? value : null]),
  );
}

const given = JSON.parse(await readFile(process.env.EENDIGO_KIT_CASE, 'utf8'));
let report;
try {
  report = understand(await call(given));
} catch (error) {
  // Not sent again: the first request may have been charged. What fetch calls "fetch failed" has its reason as cause.
  report = { outcome: 'transport-error', reason: [error, error.cause].filter(Boolean).join(': ') };
}
await writeFile(process.env.EENDIGO_KIT_RESULT, JSON.stringify(report));
