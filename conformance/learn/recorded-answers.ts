import type { TestCase } from '../cases/case.js';
import { cases } from '../cases/index.js';
import { hasUnknownPicture, type RecordedFacts, requestFactsOf, requestName } from '../evidence/recorded-request.js';
import { countOf } from '../reports/layout.js';
import type { JsonReport } from '../reports/report-types.js';
import { readAnswer, type SeenAnswer } from './seen-answer.js';

type Exchange = NonNullable<JsonReport['exchanges']>[number];

/** The schema has the role of a tenant as a text. */
type ReadFacts = Omit<RecordedFacts, 'tenant'> & { readonly tenant: string };

/** The answers in a recording to requests of the operation. Of an unfinished answer nothing is known. */
export function recordedAnswers(exchanges: readonly Exchange[], run: string): readonly SeenAnswer[] {
  return exchanges.flatMap((exchange): SeenAnswer[] => {
    const { facts, evidence } = exchange;
    const { answer, transportError, sentAt } = evidence;
    // These two methods get no body, and browsers send them by themselves.
    const isRead = facts !== undefined && !['HEAD', 'OPTIONS'].includes(facts.method);
    if (!isRead || answer === undefined || transportError !== undefined) return [];
    const at = { run, sentAt: new Date(sentAt) };
    const known = factsFrom(facts);
    const requestFacts = requestFactsOf(known);
    if (requestFacts === undefined) {
      const standIn = requestFactsOf({ ...known, tenant: 'funded' });
      return [
        {
          ...readAnswer(caseOf(exchange), answer, { ...at, ...(standIn ? { facts: standIn } : {}) }),
          notKnown: 'outcome',
        },
      ];
    }
    const same = cases.find(({ id }) => id === exchange.case);
    const read = readAnswer(same ?? caseOf(exchange), answer, { ...at, ...(same ? {} : { facts: requestFacts }) });
    return [hasUnknownPicture(known) ? { ...read, notKnown: 'pictures' } : read];
  });
}

const roles: readonly string[] = [
  'funded',
  'empty',
  'unknown',
  'wrong-key',
  'padded-key',
  'lower-case-code',
  'other-tenants-key',
  'key-in-other-capitals',
  'key-cut-short',
  'key-with-more',
] satisfies readonly RecordedFacts['tenant'][];

/** A role that this version does not know is that of a tenant that is not known. */
function factsFrom(facts: ReadFacts): RecordedFacts {
  return { ...facts, tenant: roles.includes(facts.tenant) ? (facts.tenant as RecordedFacts['tenant']) : 'not-known' };
}

/** Stands for the case that no suite has. Requests with the same facts have the same one. */
function caseOf({ request, facts }: Exchange): TestCase {
  return {
    id: requestName(JSON.stringify(facts)),
    title: request,
    request: {},
    needs: [],
    directions: ['server'],
    requirements: [],
    ambiguities: [],
    tags: [],
  };
}

/** What a recording does not show, one line each. */
export function warningsOfRecording(file: string, exchanges: readonly Exchange[]): readonly string[] {
  const unknown = exchanges.filter(({ facts }) => facts?.tenant === 'not-known').length;
  return unknown === 0
    ? []
    : [
        `${file}: ${countOf(unknown, 'exchange')} with a tenant that no success and no --credentials vouches for: only the form of the answers counts`,
      ];
}
