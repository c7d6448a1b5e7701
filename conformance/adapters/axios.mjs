// A complete client under test in Node.js, based on axios and form-data. Copy it, or replace `call` with your own client's
// call and keep the rest.
import { readFile, writeFile } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import { createInterface } from 'node:readline';
import axios from 'axios';
import FormData from 'form-data';

/** The largest answer that the client reads, in decompressed bytes. The contract's answers have a few hundred. */
const mostBytes = 1_000_000;

/** The kind of each failure by its message. A Map, because an object also has the key `constructor`. */
const kinds = new Map([
  ['Insufficient balance', 'insufficient-balance'],
  ['Parameter invalid, please check your request', 'parameter-invalid'],
  ['Invalid API key or tenant code', 'invalid-credentials'],
  ['Input Image Invalid', 'face-compare-error'],
  ['Image too large', 'image-too-large'],
]);

/** Escapes a name for the quotes of a Content-Disposition, as browsers do. Older versions of form-data do not. */
function escaped(name) {
  return name.replaceAll('\n', '%0A').replaceAll('\r', '%0D').replaceAll('"', '%22');
}

/**
 * Sends the request once. Throws when no complete answer arrives within `timeoutMs`, from the look-up of the host to the
 * last byte of the body.
 */
async function call({ baseUrl, path, request, timeoutMs }) {
  const form = new FormData();
  for (const [name, value] of Object.entries(request))
    if (typeof value === 'string') form.append(escaped(name), value);
    else form.append(escaped(name), await readFile(value.file), { filename: escaped(value.filename) });
  const response = await axios.post(baseUrl + path, form, {
    // Following a redirect would send the pictures and the key to another host.
    maxRedirects: 0,
    // A connection of its own for each call: an idle one would keep the process from ending.
    httpAgent: new http.Agent({ keepAlive: false }),
    httpsAgent: new https.Agent({ keepAlive: false }),
    // A proxy from the environment would read them too.
    proxy: false,
    // axios decides by the HTTP status, for which the document gives no rule.
    validateStatus: () => true,
    // Bytes, because axios would turn numbers of a JSON body into other text, and return broken JSON as it is.
    responseType: 'arraybuffer',
    maxContentLength: mostBytes,
    maxBodyLength: Number.POSITIVE_INFINITY,
    // Not `timeout`, which does not cover the whole call.
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (response.status >= 300 && response.status < 400)
    throw new Error(`a redirect (HTTP ${response.status}), which is not followed`);
  const { 'x-trx-no': trxNo = null, 'content-type': contentType = '' } = response.headers;
  return { trxNo, text: textOf(response.data, contentType) };
}

/** Decodes the body. A wrong byte loses one character and not the whole answer, which the server may have charged. */
function textOf(bytes, contentType) {
  const start = bytes.toString('hex', 0, 3);
  // A byte order mark takes precedence over the header.
  if (start === 'efbbbf') return new TextDecoder('utf-8').decode(bytes);
  if (start.startsWith('fffe')) return new TextDecoder('utf-16le').decode(bytes);
  if (start.startsWith('feff')) return new TextDecoder('utf-16be').decode(bytes);
  const [, charset = 'utf-8'] = /;\s*charset="?([^";\s]+)/i.exec(contentType) ?? [];
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    // The charset is unknown. JSON is UTF-8.
    return new TextDecoder('utf-8').decode(bytes);
  }
}

/** Reads an answer by its body only, because the document gives no HTTP status. Throws for an unknown body. */
function understand({ trxNo, text }) {
  const body = JSON.parse(text);
  switch (String(body?.status).toLowerCase()) {
    case 'success': {
      const result = Array.isArray(body.result) ? body.result[0] : body.result;
      const { compare, similarity, threshold } = result.face_compare;
      const { live, score } = result.face_liveness;
      // A success with an incomplete result does not count as a success.
      for (const value of [compare, similarity, threshold, live, score])
        if (typeof value !== 'string') throw new Error('a success with an incomplete result');
      const others = texts({ date: body.date ?? body.datetime, message: body.message });
      return {
        outcome: 'success',
        kind: 'success',
        fields: { ...others, compare, similarity, threshold, live, score, trxNo },
      };
    }
    case 'failed': {
      // A liveness error is the only failure with `error` and `result`. An unknown message is reported without a kind.
      const isLiveness = 'error' in body || 'result' in body;
      const kind = isLiveness ? 'liveness-error' : (kinds.get(body.message) ?? null);
      const fields = texts({ date: body.datetime ?? body.date, message: body.error ?? body.message });
      return { outcome: 'service-error', kind, fields };
    }
    default:
      throw new Error('JSON that is not an answer of the service');
  }
}

/** Replaces values other than text by null, because a report allows only text. */
function texts(values) {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? value : null]),
  );
}

/** Makes the calls of a case. Returns its report. */
async function run(testCase) {
  try {
    // A few cases have calls to make first, without a report.
    for (const request of testCase.earlier ?? []) await call({ ...testCase, request });
    return understand(await call(testCase));
  } catch (error) {
    // Never send again: the server may have charged the first request.
    return { outcome: 'transport-error', reason: String(error) };
  }
}

/** Takes case after case from standard input: a session (`--session`). */
async function runSession() {
  const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);
  for await (const line of createInterface({ input: process.stdin })) {
    const { type, ...message } = JSON.parse(line);
    if (type === 'hello') say({ type: 'ready', name: 'axios' });
    if (type === 'case') say({ type: 'result', id: message.id, report: await run(message) });
    if (type === 'stop') return;
  }
}

const { EENDIGO_KIT_CASE: caseFile, EENDIGO_KIT_RESULT: resultFile } = process.env;
if (caseFile === undefined) await runSession();
else await writeFile(resultFile, JSON.stringify(await run(JSON.parse(await readFile(caseFile, 'utf8')))));
