import type { Contract } from '../../../spec/index.js';
import { defaultScenario } from '../../../spec/index.js';
import type { TestCase } from '../../cases/case.js';
import { isObject } from '../../wire/answer.js';
import { deviation, failed, formatValue, inconclusive, type MatchedReading, notApplicable, passed } from '../check.js';
import { createObservation } from '../observations.js';
import { readingOfDecision, readingOfObservation } from '../registered.js';
import type { ServerCheck, ServerContext } from './context.js';
import { excuseForOutside, kindCheck, observeKind } from './kind-check.js';

/** Checks on status and content type, and on the kind of the answer. */
export const httpChecks: readonly ServerCheck[] = [
  {
    id: 'http-status',
    title: 'the HTTP status is the status of the kind',
    source: { ambiguity: 'http-status' },
    // The profile gives a wrong method a status of its own.
    observe: (context) =>
      hasWrongMethod(context.case, context.contract)
        ? createObservation('wrong-method', `${describeKind(context)} ${context.answer.status}`)
        : createObservation('http-status', `${context.shape} ${context.answer.status}`),
    judge: (context) => {
      const { answer, contract, shape, expectation } = context;
      const isWrongMethod = hasWrongMethod(context.case, contract);
      const expected = isWrongMethod ? expectation.status : contract.scenarios.get(defaultScenario(shape))?.status;
      if (answer.status === expected) return passed;
      // The document states no status, so every status is possible that does not report a fault of the server.
      if (answer.status < 200 || answer.status >= 500) return failed(String(expected), String(answer.status));
      const reading = isWrongMethod
        ? readingOfDecision('wrongMethod.status', answer.status)
        : readingOfDecision(`status.${shape}`, answer.status);
      const silence: MatchedReading = { ambiguity: isWrongMethod ? 'wrong-method' : 'http-status' };
      return inconclusive(String(expected), String(answer.status), reading ?? silence);
    },
  },
  {
    id: 'content-type',
    title: 'the content type is the one of the contract',
    source: { ambiguity: 'response-content-type' },
    observe: ({ answer }) => createObservation('response-content-type', answer.headers['content-type'] ?? 'none'),
    judge: ({ answer: { headers }, contract, body }) => {
      // The check `body-json` judges a body that is no JSON.
      if (!isObject(body)) return notApplicable;
      const [expected, actual] = [contract.decisions.answers.contentType, headers['content-type']];
      if (actual !== undefined && normalised(actual) === normalised(expected)) return passed;
      const reading = readingOfObservation({ ambiguity: 'response-content-type', value: actual?.toLowerCase() ?? '' });
      return deviation(expected, actual, reading ?? { ambiguity: 'response-content-type' });
    },
  },
  {
    id: 'body-json',
    title: 'the body is a JSON object',
    source: { requirements: ['one-of-the-kinds'] },
    // The check `kind` does not apply to such a body.
    observe: (context) => (isObject(context.body) ? [] : observeKind(context)),
    judge: ({ answer, body, expectation }) => {
      if (isObject(body)) return passed;
      const excuse = excuseForOutside(expectation);
      const actual = describeText(answer.text);
      return excuse ? inconclusive('a JSON object', actual, excuse) : failed('a JSON object', actual);
    },
  },
  kindCheck,
];

/** A text that is no JSON object. Two things that a terminal does not show, or that follow too far behind, are named. */
function describeText(text: string): string {
  const shown = formatValue(text.slice(0, 200));
  if (text.startsWith('\ufeff')) return `a byte order mark before ${formatValue(text.slice(1, 200))}`;
  const end = endOfFirstValue(text);
  return end === undefined ? shown : `${shown}, with ${formatValue(text.slice(end, end + 100))} behind its first value`;
}

/** Where the first JSON value of a text ends, if more follows. */
function endOfFirstValue(text: string): number | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    const [, position] = /after JSON at position (\d+)/.exec(String(error)) ?? [];
    return position === undefined ? undefined : Number(position);
  }
}

/** A content type without the differences that HTTP gives no meaning: letter case and blanks after a semicolon. */
function normalised(contentType: string): string {
  return contentType
    .trim()
    .toLowerCase()
    .replaceAll(/\s*;\s*/g, ';');
}

function describeKind({ kind, body }: ServerContext): string {
  return kind ?? (isObject(body) ? 'none of the seven' : 'no JSON');
}

function hasWrongMethod({ request }: TestCase, { method }: Contract): boolean {
  return 'raw' in request && request.raw.method !== method;
}
