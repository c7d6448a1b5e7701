// A client under test in Node.js, with nothing but fetch. Replace `call` by your own client's call and keep the rest.
import { openAsBlob } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';

const given = JSON.parse(await readFile(process.env.EENDIGO_KIT_CASE, 'utf8'));

/** Sends the request once. Throws when no whole HTTP answer comes in time. */
async function call() {
  const form = new FormData();
  for (const [name, value] of Object.entries(given.request))
    if (typeof value === 'string') form.append(name, value);
    else form.append(name, await openAsBlob(value.file), value.filename);
  const response = await fetch(given.baseUrl + given.path, {
    method: 'POST',
    body: form,
    signal: AbortSignal.timeout(given.timeoutMs),
  });
  return { trxNo: response.headers.get('X-Trx-No'), text: await response.text() };
}

/** The failures that have a message, by that message. */
const kinds = {
  'Insufficient balance': 'insufficient-balance',
  'Parameter invalid, please check your request': 'parameter-invalid',
  'Invalid API key or tenant code': 'invalid-credentials',
  'Input Image Invalid': 'face-compare-error',
  'Image too large': 'image-too-large',
};

/** Reads an answer. Throws when it is none of the contract's. */
function understand({ trxNo, text }) {
  const body = JSON.parse(text);
  const result = Array.isArray(body.result) ? body.result[0] : body.result;
  if (body.status === 'Success') {
    const { compare, similarity, threshold } = result.face_compare;
    const { live, score } = result.face_liveness;
    const fields = { date: body.date, message: body.message, compare, similarity, threshold, live, score, trxNo };
    return { outcome: 'success', kind: 'success', fields };
  }
  const kind = 'error' in body ? 'liveness-error' : kinds[body.message];
  if (!kind) throw new Error(`an answer of no known kind: ${text.slice(0, 100)}`);
  const fields = { message: body.error ?? body.message, date: body.datetime ?? null };
  return { outcome: 'service-error', kind, fields };
}

let report;
try {
  report = understand(await call());
} catch (error) {
  // Not sent again: the first request may have been charged.
  report = { outcome: 'transport-error', reason: String(error) };
}
await writeFile(process.env.EENDIGO_KIT_RESULT, JSON.stringify(report));
