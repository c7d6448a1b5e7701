import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Contract, livenessErrorText, type ResponseKind } from '../../spec/index.js';
import { kindOf, parseJson } from '../wire/answer.js';

/** An answer on its way from the mock to the suite, free to be spoilt. */
export interface MutableAnswer {
  status: number;
  headers: Record<string, string>;
  text: string;
  /** The parsed body; written back after the deviation. */
  body: Record<string, unknown>;
  readonly kind: ResponseKind | undefined;
  /** How many answers came before this one. */
  readonly count: number;
}

/** Spoils an answer in place. `cut` closes the connection in place of an answer. */
type Deviation = (answer: MutableAnswer) => 'cut' | undefined;

/** A server that keeps the contract but for one deviation, and the check that must catch it. */
export interface BrokenServer {
  readonly id: string;
  /** Check that names the deviation. */
  readonly caughtBy: string;
  /** What that check must say. */
  readonly outcome: 'failed' | 'inconclusive';
  /** Cases whose answers show it. */
  readonly cases: readonly string[];
  readonly deviate: Deviation;
}

const success = ['success-all-parts'];
const twoSuccesses = ['success-all-parts', 'success-again'];
const notMatched = ['success-not-matched'];
const liveness = ['selfie-no-face'];
const failure = ['credentials-wrong-key'];

const onBody =
  (change: (body: Record<string, unknown>) => void): Deviation =>
  ({ body }) => {
    change(body);
    return undefined;
  };
const set = (key: string, value: unknown): Deviation => onBody((body) => Object.assign(body, { [key]: value }));
const without = (key: string): Deviation => onBody((body) => Reflect.deleteProperty(body, key));
const renamed = (from: string, to: string): Deviation =>
  onBody((body) => {
    Object.assign(body, { [to]: body[from] });
    Reflect.deleteProperty(body, from);
  });
/** The same keys with the first one last. */
function moveFirstToEnd(body: Record<string, unknown>): void {
  const [[first, value] = []] = Object.entries(body);
  if (first === undefined) return;
  Reflect.deleteProperty(body, first);
  body[first] = value;
}
const inResult = (group: string, change: (inner: object) => void): Deviation =>
  onBody((body) => change((body['result'] as Record<string, object>)[group] ?? {}));
const compare = (key: string, value: unknown): Deviation =>
  inResult('face_compare', (inner) => Object.assign(inner, { [key]: value }));
const live = (key: string, value: unknown): Deviation =>
  inResult('face_liveness', (inner) => Object.assign(inner, { [key]: value }));
const answering = (change: (answer: MutableAnswer) => Partial<MutableAnswer>): Deviation => {
  return (answer) => {
    Object.assign(answer, change(answer));
    return undefined;
  };
};
const status = (code: number): Deviation => answering(() => ({ status: code }));
const header = (name: string, value: (answer: MutableAnswer) => string): Deviation =>
  answering((answer) => ({ headers: { ...answer.headers, [name]: value(answer) } }));
const trxNo = (value: string): Deviation => header('X-Trx-No', () => value);

const failing = (id: string, caughtBy: string, cases: readonly string[], deviate: Deviation): BrokenServer => ({
  id,
  caughtBy,
  outcome: 'failed',
  cases,
  deviate,
});
/** Deviates in what the document leaves open: no failure, and no pass either. */
const doubtful = (id: string, caughtBy: string, cases: readonly string[], deviate: Deviation): BrokenServer => ({
  ...failing(id, caughtBy, cases, deviate),
  outcome: 'inconclusive',
});

const html = '<html><body>Unauthorized</body></html>';
const wrongDay = 'Mon, 14 Apr 2022 03:56:41 GMT';
const otherFailure = { status: 'FAILED', message: 'Insufficient balance' };

/** Every broken server. For each check on a server there is at least one. */
export const brokenServers: readonly BrokenServer[] = [
  doubtful('has a clock that stands still', 'date-now', success, set('date', 'Thu, 14 Apr 2022 03:56:41 GMT')),
  doubtful('writes its keys in another order', 'key-order', failure, onBody(moveFirstToEnd)),
  failing('closes the connection', 'answered', success, () => 'cut'),
  failing('answers with status 500', 'http-status', failure, status(500)),
  doubtful('answers failures with status 400', 'http-status', failure, status(400)),
  doubtful(
    'calls its JSON text/html',
    'content-type',
    success,
    header('Content-Type', () => 'text/html'),
  ),
  failing(
    'sends an HTML page for a failure',
    'body-json',
    failure,
    answering(() => ({ text: html })),
  ),
  failing(
    "sends the sample's trailing comma",
    'body-json',
    success,
    answering(({ text }) => ({ text: `${text.slice(0, -1)},}` })),
  ),
  failing(
    'mixes up its failures',
    'kind',
    failure,
    answering(() => ({ body: otherFailure })),
  ),
  failing('answers with a message of its own', 'message', failure, set('message', 'Access denied')),
  failing('adds a key', 'keys', success, set('requestId', '1')),
  failing('leaves result out of a liveness error', 'keys', liveness, without('result')),
  failing('sends figures as numbers', 'value-types', success, live('score', 0.9852)),
  failing('sends verdicts as booleans', 'value-types', success, compare('compare', true)),
  failing('spells status Failed', 'status-word', failure, set('status', 'Failed')),
  failing('spells status SUCCESS', 'status-word', success, set('status', 'SUCCESS')),
  failing('puts a text into the message of a success', 'message-empty', success, set('message', 'OK')),
  failing('trims the error text', 'error-text', liveness, set('error', livenessErrorText.trim())),
  doubtful('sends one part of the error text', 'error-text', liveness, set('error', 'The light is too dim')),
  failing('writes date where datetime belongs', 'date-key', liveness, renamed('datetime', 'date')),
  failing('writes datetime where date belongs', 'date-key', success, renamed('date', 'datetime')),
  failing('writes the time as ISO 8601', 'date-format', success, set('date', '2022-04-14T03:56:41Z')),
  failing('names the wrong day of the week', 'date-format', success, set('date', wrongDay)),
  doubtful(
    'sends result as a list',
    'result-shape',
    success,
    onBody((body) => Object.assign(body, { result: [body['result']] })),
  ),
  failing(
    'leaves the threshold out',
    'threshold',
    success,
    inResult('face_compare', (inner) => Reflect.deleteProperty(inner, 'threshold')),
  ),
  doubtful('has another threshold', 'threshold', success, compare('threshold', '0.75')),
  failing('rounds the similarity to two decimals', 'figures', success, compare('similarity', '0.84')),
  failing('writes true in small letters', 'compare-word', success, compare('compare', 'true')),
  failing('finds every pair matching', 'compare-word', notMatched, compare('compare', 'True')),
  failing('finds nobody live', 'live-word', success, live('live', 'False')),
  doubtful('compares against a threshold of its own', 'compare-agrees', success, compare('similarity', '0.70000')),
  failing('fills the figures of a liveness error', 'empty-result', liveness, live('score', '0.00000')),
  failing(
    'forgets X-Trx-No on success',
    'x-trx-no-present',
    success,
    answering(({ headers: { 'X-Trx-No': _, ...headers } }) => ({ headers })),
  ),
  failing('sends X-Trx-No on failures', 'x-trx-no-absent', failure, trxNo('10999')),
  failing('puts letters into X-Trx-No', 'x-trx-no-number', success, trxNo('TRX-10877')),
  failing('repeats X-Trx-No', 'x-trx-no-fresh', twoSuccesses, trxNo('10877')),
  doubtful(
    'counts X-Trx-No down',
    'x-trx-no-increasing',
    twoSuccesses,
    header('X-Trx-No', ({ count }) => String(10_877 - count)),
  ),
];

/** Starts a broken server in front of a sound one. `await using` closes it. */
export async function startBrokenServer(
  sound: string,
  { deviate }: BrokenServer,
  contract: Contract,
): Promise<AsyncDisposable & { readonly url: string }> {
  let count = 0;
  const server = createServer((incoming, outgoing) => {
    forward(sound, incoming, (answer) => {
      const body = parseJson(answer.text);
      const spoilt: MutableAnswer = {
        ...answer,
        body: body as MutableAnswer['body'],
        kind: kindOf(body, contract),
        count: count++,
      };
      const before = spoilt.text;
      if (deviate(spoilt) === 'cut') outgoing.socket?.destroy();
      else write(outgoing, { ...spoilt, text: spoilt.text === before ? JSON.stringify(spoilt.body) : spoilt.text });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

type Relayed = Pick<MutableAnswer, 'status' | 'headers' | 'text'>;

function forward(sound: string, incoming: IncomingMessage, done: (answer: Relayed) => void): void {
  const upstream = request(
    `${sound}${incoming.url}`,
    { method: incoming.method, headers: incoming.headers },
    (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const { 'x-trx-no': trxNo, 'content-type': type = '' } = response.headers;
        const headers = { 'Content-Type': type, ...(typeof trxNo === 'string' ? { 'X-Trx-No': trxNo } : {}) };
        done({ status: response.statusCode ?? 0, headers, text: Buffer.concat(chunks).toString() });
      });
    },
  );
  incoming.pipe(upstream);
}

function write(outgoing: ServerResponse, { status, headers, text }: Relayed): void {
  outgoing.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(text) });
  outgoing.end(text);
}
