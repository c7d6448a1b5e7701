import { livenessErrorText, type ResponseKind } from '../../../spec/index.js';
import { type BrokenServer, brokenMock, doubtfulMock } from './broken-server.js';
import {
  changeAnswer,
  changeBody,
  changeResult,
  closeConnection,
  type Deviation,
  moveFirstKeyToEnd,
  onKinds,
  removeKey,
  renameKey,
  setCompare,
  setHeader,
  setKey,
  setLiveness,
  setStatus,
  setTrxNo,
} from './deviations.js';

/** The kinds of answers that a server gets wrong, and the cases that show it. */
interface Shown {
  readonly kinds: readonly ResponseKind[];
  readonly cases: readonly string[];
}

const success: Shown = { kinds: ['success'], cases: ['success-all-parts'] };
const twoSuccesses: Shown = { kinds: ['success'], cases: ['success-all-parts', 'success-again'] };
const notMatched: Shown = { kinds: ['success'], cases: ['success-not-matched'] };
const liveness: Shown = { kinds: ['liveness-error'], cases: ['selfie-no-face'] };
const failure: Shown = {
  kinds: ['parameter-invalid', 'invalid-credentials', 'image-too-large', 'face-compare-error'],
  cases: ['credentials-wrong-key'],
};

const failing = (id: string, check: string, { kinds, cases }: Shown, deviate: Deviation): BrokenServer =>
  brokenMock(id, check, cases, onKinds(kinds, deviate));
const doubtful = (id: string, check: string, { kinds, cases }: Shown, deviate: Deviation): BrokenServer =>
  doubtfulMock(id, check, cases, onKinds(kinds, deviate));

const html = '<html><body>Unauthorized</body></html>';
const wrongDay = 'Mon, 14 Apr 2022 03:56:41 GMT';
const otherFailure = { status: 'FAILED', message: 'Insufficient balance' };

/** Servers whose answers differ from the documented ones in one point. */
export const serversWithWrongAnswers: readonly BrokenServer[] = [
  failing('has a clock that stands still', 'date-now', success, setKey('date', 'Thu, 14 Apr 2022 03:56:41 GMT')),
  doubtful('writes its keys in another order', 'key-order', failure, moveFirstKeyToEnd),
  failing('closes the connection', 'answered', success, closeConnection),
  failing('answers with status 500', 'http-status', failure, setStatus(500)),
  doubtful('answers failures with status 400', 'http-status', failure, setStatus(400)),
  doubtful(
    'declares its JSON as text/html',
    'content-type',
    success,
    setHeader('Content-Type', () => 'text/html'),
  ),
  failing(
    'sends an HTML page for a failure',
    'body-json',
    failure,
    changeAnswer(() => ({ text: html })),
  ),
  failing(
    "sends the sample's trailing comma",
    'body-json',
    success,
    changeAnswer(({ text }) => ({ text: `${text.slice(0, -1)},}` })),
  ),
  failing(
    'mixes up its failures',
    'kind',
    failure,
    changeAnswer(() => ({ body: otherFailure })),
  ),
  failing('answers with a message of its own', 'message', failure, setKey('message', 'Access denied')),
  failing('omits the message of a success', 'keys', success, removeKey('message')),
  doubtful('adds a key', 'keys', success, setKey('requestId', '1')),
  doubtful('omits result in a liveness error', 'keys', liveness, removeKey('result')),
  failing('sends figures as numbers', 'value-types', success, setLiveness('score', 0.9852)),
  failing('sends verdicts as booleans', 'value-types', success, setCompare('compare', true)),
  failing('spells status Error', 'status-word', failure, setKey('status', 'Error')),
  doubtful('spells status Failed', 'status-word', failure, setKey('status', 'Failed')),
  doubtful('spells status SUCCESS', 'status-word', success, setKey('status', 'SUCCESS')),
  failing('puts a text into the message of a success', 'message-empty', success, setKey('message', 'OK')),
  failing('trims the error text', 'error-text', liveness, setKey('error', livenessErrorText.trim())),
  doubtful('sends one part of the error text', 'error-text', liveness, setKey('error', 'The light is too dim')),
  failing('writes time instead of date', 'date-key', success, renameKey('date', 'time')),
  doubtful('writes date instead of datetime', 'date-key', liveness, renameKey('datetime', 'date')),
  doubtful('writes datetime instead of date', 'date-key', success, renameKey('date', 'datetime')),
  failing('writes the time as ISO 8601', 'date-format', success, setKey('date', '2022-04-14T03:56:41Z')),
  failing('names the wrong day of the week', 'date-format', success, setKey('date', wrongDay)),
  doubtful(
    'sends result as a list',
    'result-shape',
    success,
    changeBody((body) => Object.assign(body, { result: [body['result']] })),
  ),
  failing(
    'omits the threshold',
    'threshold',
    success,
    changeResult('face_compare', (inner) => Reflect.deleteProperty(inner, 'threshold')),
  ),
  doubtful('has another threshold', 'threshold', success, setCompare('threshold', '0.75')),
  doubtful('rounds the similarity to two decimals', 'figures', success, setCompare('similarity', '0.84')),
  failing('writes true in lower case', 'compare-word', success, setCompare('compare', 'true')),
  failing('finds every pair matching', 'compare-word', notMatched, setCompare('compare', 'True')),
  failing('finds no selfie live', 'live-word', success, setLiveness('live', 'False')),
  failing('compares against a threshold of its own', 'compare-agrees', success, setCompare('similarity', '0.70000')),
  doubtful('fills the figures of a liveness error', 'empty-result', liveness, setLiveness('score', '0.00000')),
  failing(
    'omits X-Trx-No on success',
    'x-trx-no-present',
    success,
    changeAnswer(({ headers: { 'X-Trx-No': _, ...headers } }) => ({ headers })),
  ),
  doubtful('sends X-Trx-No on failures', 'x-trx-no-absent', failure, setTrxNo('10999')),
  failing('puts letters into X-Trx-No', 'x-trx-no-number', success, setTrxNo('TRX-10877')),
  failing('repeats X-Trx-No', 'x-trx-no-fresh', twoSuccesses, setTrxNo('10877')),
  doubtful(
    'counts X-Trx-No down',
    'x-trx-no-increasing',
    twoSuccesses,
    setHeader('X-Trx-No', ({ count }) => String(10_877 - count)),
  ),
];
