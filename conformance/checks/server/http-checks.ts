import type { Contract } from '../../../spec/index.js';
import { defaultScenario } from '../../../spec/index.js';
import type { TestCase } from '../../cases/case.js';
import { isObject } from '../../wire/answer.js';
import { failed, formatValue, inconclusive, notApplicable, passed } from '../check.js';
import { createObservation, observeKind } from '../observations.js';
import type { ServerCheck, ServerContext } from './context.js';

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
    judge: ({ answer: { status }, contract, case: testCase, shape }) => {
      const expected = hasWrongMethod(testCase, contract)
        ? contract.decisions.wrongMethod.status
        : contract.scenarios.get(defaultScenario(shape))?.status;
      if (status === expected) return passed;
      // The document states no status, so any status below 500 is a possible reading. A server error is not.
      const isReading = status >= 200 && status < 500;
      return (isReading ? inconclusive : failed)(String(expected), String(status));
    },
  },
  {
    id: 'content-type',
    title: 'the content type is JSON',
    source: { ambiguity: 'response-content-type' },
    observe: ({ answer }) => createObservation('response-content-type', answer.headers['content-type'] ?? 'none'),
    judge: ({ answer: { headers } }) => {
      const actual = headers['content-type'];
      return actual?.split(';')[0]?.trim().toLowerCase() === 'application/json'
        ? passed
        : inconclusive('application/json', formatValue(actual));
    },
  },
  {
    id: 'body-json',
    title: 'the body is a JSON object',
    source: { requirements: ['one-of-the-kinds'] },
    // The check `kind` does not apply to such a body.
    observe: (context) => (isObject(context.body) ? [] : observeKind(context.case, describeKind(context))),
    judge: ({ answer, body }) =>
      isObject(body) ? passed : failed('a JSON object', formatValue(answer.text.slice(0, 200))),
  },
  {
    id: 'kind',
    title: 'the answer has the expected kind',
    source: ({ kindAmbiguity, requirements }) => (kindAmbiguity ? { ambiguity: kindAmbiguity } : { requirements }),
    observe: (context) => observeKind(context.case, describeKind(context)),
    judge: ({ body, kind, case: { kind: expected, kindAmbiguity } }) => {
      if (kind === expected || !isObject(body)) return kind === expected ? passed : notApplicable;
      if (kind === undefined) return failed(expected, `none of the seven kinds: ${formatValue(body)}`);
      return (kindAmbiguity ? inconclusive : failed)(expected, kind);
    },
  },
];

function describeKind({ kind, body }: ServerContext): string {
  return kind ?? (isObject(body) ? 'none of the seven' : 'no JSON');
}

function hasWrongMethod({ request }: TestCase, { method }: Contract): boolean {
  return 'raw' in request && request.raw.method !== method;
}
