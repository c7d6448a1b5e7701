import type { Contract } from '../../../spec/index.js';
import { defaultScenario } from '../../../spec/index.js';
import type { Case } from '../../cases/case.js';
import { isObject } from '../../wire/answer.js';
import { failed, inconclusive, notApplicable, passed, show } from '../check.js';
import { kindSeen, seen } from '../observations.js';
import type { ServerCheck, ServerContext } from './context.js';

/** Checks on what HTTP carries, and on which kind it is. */
export const httpChecks: readonly ServerCheck[] = [
  {
    id: 'http-status',
    title: 'the HTTP status is the one of the kind',
    source: { ambiguity: 'http-status' },
    // A wrong method has a status of its own, which says nothing about the kinds'.
    observe: (context) =>
      hasWrongMethod(context.case, context.contract)
        ? seen('wrong-method', `${nameOf(context)} ${context.answer.status}`)
        : seen('http-status', `${context.shape} ${context.answer.status}`),
    judge: ({ answer: { status }, contract, case: of, shape }) => {
      const expected = hasWrongMethod(of, contract)
        ? contract.decisions.wrongMethod.status
        : contract.scenarios.get(defaultScenario(shape))?.status;
      if (status === expected) return passed;
      // The document states no status, so one that a client can live with is a reading; a server's fault is none.
      const readable = status >= 200 && status < 500;
      return (readable ? inconclusive : failed)(String(expected), String(status));
    },
  },
  {
    id: 'content-type',
    title: 'the content type is JSON',
    source: { ambiguity: 'response-content-type' },
    observe: ({ answer }) => seen('response-content-type', answer.headers['content-type'] ?? 'none'),
    judge: ({ answer: { headers } }) => {
      const got = headers['content-type'];
      return got?.split(';')[0]?.trim().toLowerCase() === 'application/json'
        ? passed
        : inconclusive('application/json', show(got));
    },
  },
  {
    id: 'body-json',
    title: 'the body is a JSON object',
    source: { requirements: ['one-of-the-kinds'] },
    // The check of the kind does not apply then.
    observe: (context) => (isObject(context.body) ? [] : kindSeen(context.case, nameOf(context))),
    judge: ({ answer, body }) => (isObject(body) ? passed : failed('a JSON object', show(answer.text.slice(0, 200)))),
  },
  {
    id: 'kind',
    title: 'the answer is of the expected kind',
    source: ({ openKind, requirements }) => (openKind ? { ambiguity: openKind } : { requirements }),
    observe: (context) => kindSeen(context.case, nameOf(context)),
    judge: ({ body, kind, case: { kind: expected, openKind } }) => {
      if (kind === expected || !isObject(body)) return kind === expected ? passed : notApplicable;
      if (kind === undefined) return failed(expected, `none of the seven kinds: ${show(body)}`);
      return (openKind ? inconclusive : failed)(expected, kind);
    },
  },
];

function nameOf({ kind, body }: ServerContext): string {
  return kind ?? (isObject(body) ? 'none of the seven' : 'no JSON');
}

function hasWrongMethod({ request }: Case, { method }: Contract): boolean {
  return 'raw' in request && request.raw.method !== method;
}
