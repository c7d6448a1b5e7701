// Clients that keep the contract except for one defect: `node client.mjs <defect>`. Each defect replaces one step of a
// conforming client: what it sends, how it sends it, or what it reads from the answer.
import { openAsBlob } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { faultClients } from './clients/fault-clients.mjs';

const testCase = JSON.parse(await readFile(process.env.EENDIGO_KIT_CASE, 'utf8'));

const conforming = {
  async form() {
    const form = new FormData();
    for (const [name, value] of Object.entries(testCase.request)) await this.part(form, name, value);
    return form;
  },
  async part(form, name, value) {
    if (typeof value === 'string') form.append(name, value);
    else form.append(name, await openAsBlob(value.file), value.filename);
  },
  async once() {
    const signal = AbortSignal.timeout(testCase.timeoutMs);
    const init = { method: 'POST', body: await this.form(), redirect: 'error', signal, ...this.init };
    const response = await fetch(testCase.baseUrl + testCase.path, init);
    return { response, text: await this.text(response, signal) };
  },
  async text(response, signal) {
    const decoder = new TextDecoder();
    let text = '';
    const sink = new WritableStream({
      write(chunk) {
        text += decoder.decode(chunk, { stream: true });
      },
    });
    await response.body.pipeTo(sink, { signal });
    return text;
  },
  send() {
    return this.once();
  },
  parse(text) {
    return JSON.parse(text);
  },
  read({ response, text }) {
    const body = this.parse(text);
    if (body.status === 'Success') {
      const { face_compare, face_liveness } = body.result;
      const trxNo = response.headers.get('X-Trx-No');
      const fields = { date: body.date, message: body.message, ...face_compare, ...face_liveness, trxNo };
      return { outcome: 'success', kind: 'success', fields };
    }
    const kind = body.error ? 'liveness-error' : kindOf(body.message);
    return {
      outcome: 'service-error',
      kind,
      fields: { message: body.error ?? body.message, date: body.datetime ?? null },
    };
  },
  onTrouble(error) {
    return { outcome: 'transport-error', reason: String(error) };
  },
  async run() {
    try {
      return this.read(await this.send());
    } catch (error) {
      return this.onTrouble(error);
    }
  },
  report(report) {
    return writeFile(process.env.EENDIGO_KIT_RESULT, JSON.stringify(report));
  },
};

function kindOf(message) {
  const kinds = {
    'Insufficient balance': 'insufficient-balance',
    'Parameter invalid, please check your request': 'parameter-invalid',
    'Invalid API key or tenant code': 'invalid-credentials',
    'Input Image Invalid': 'face-compare-error',
    'Image too large': 'image-too-large',
  };
  if (!kinds[message]) throw new Error(`unknown message ${message}`);
  return kinds[message];
}

const defects = {
  'retries-after-time-out': {
    send() {
      return this.once().catch(() => this.once());
    },
  },
  'follows-redirects': { init: { redirect: 'follow' } },
  'limits-each-read': {
    // Like a socket's own time limit, which restarts with each byte.
    async once() {
      const limit = new AbortController();
      let timer = setTimeout(() => limit.abort(), testCase.timeoutMs);
      const init = { method: 'POST', body: await this.form(), redirect: 'error', signal: limit.signal };
      const response = await fetch(testCase.baseUrl + testCase.path, init);
      let text = '';
      for await (const chunk of response.body) {
        clearTimeout(timer);
        timer = setTimeout(() => limit.abort(), testCase.timeoutMs);
        text += Buffer.from(chunk).toString();
      }
      clearTimeout(timer);
      return { response, text };
    },
  },
  'sends-what-it-refuses': {
    async run() {
      await this.send();
      return { outcome: 'rejected-locally', reason: 'the photo is too large' };
    },
  },
  'success-on-truncated-json': {
    parse(text) {
      // A lenient parser closes open strings and objects.
      try {
        return JSON.parse(text);
      } catch {
        const [compare = ''] = /"face_compare":\{[^}]*/.exec(text) ?? [];
        return { status: 'Success', date: '', message: '', result: { face_compare: { compare }, face_liveness: {} } };
      }
    },
    read(answer) {
      const { outcome, kind } = conforming.read.call(this, answer);
      return outcome === 'success' && answer.text.endsWith('}')
        ? conforming.read.call(this, answer)
        : { outcome, kind };
    },
  },
};

const byName = new Map(faultClients.map((entry) => [entry.name, entry]));

const [, , defect] = process.argv;
if (!(defect in defects) && !byName.has(defect))
  throw new Error(
    `there is no defect ${defect}; give one of ${[...Object.keys(defects), ...byName.keys()].join(', ')}`,
  );
const change = byName.get(defect)?.change({ conforming, testCase }) ?? defects[defect];
const client = { ...conforming, conforming, ...change };
await client.report(await client.run());
