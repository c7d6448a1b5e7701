import type { Answer } from '../../spec/index.js';
import type { Fault } from '../faults/index.js';
import type { JournalAnswer, Violation } from '../schemas/journal-types.js';
import type { RequestedScenario } from './scenarios/channels.js';

/** The headers that the mock may add to an answer. */
export const mockHeaderNames = [
  'X-Mock-Request-Id',
  'X-Mock-Scenario',
  'X-Mock-Selected-By',
  'X-Mock-Fault',
  'X-Mock-Violations',
  'X-Mock-Warnings',
  'X-Mock-Hint',
  'X-Mock-Explain',
] as const;

type MockHeaders = Partial<Record<(typeof mockHeaderNames)[number] | 'Preference-Applied', string>>;

/** The values in the headers, apart from the origin of the answer. */
export interface MockHeaderInput {
  readonly id: string;
  readonly violations: readonly Violation[];
  readonly fault: Fault | undefined;
  readonly requested: RequestedScenario | undefined;
  readonly hint: string | undefined;
  /** Returns the address of the inspector and the admin API of the session. */
  readonly adminUrl: () => string;
}

/** Adds the `X-Mock-*` headers that explain an answer. Its body stays exactly what the vendor would send. */
export function withMockHeaders(
  answer: Answer,
  { scenario, selectedBy }: Pick<JournalAnswer, 'scenario' | 'selectedBy'>,
  { id, violations, fault, requested, hint, adminUrl }: MockHeaderInput,
): Answer {
  const added: MockHeaders = {
    'X-Mock-Request-Id': id,
    ...(scenario ? { 'X-Mock-Scenario': scenario } : {}),
    ...(selectedBy ? { 'X-Mock-Selected-By': selectedBy } : {}),
    ...(fault ? { 'X-Mock-Fault': fault.type } : {}),
    // RFC 7240: confirms that the preference was applied.
    ...(scenario && requested?.channel === 'prefer' ? { 'Preference-Applied': `example=${requested.name}` } : {}),
    ...findingHeaders(violations, { id, hint, adminUrl }),
  };
  return { ...answer, headers: { ...answer.headers, ...added } };
}

/** Returns the headers on what is wrong with a request. */
export function findingHeaders(
  violations: readonly Violation[],
  { id, hint, adminUrl }: Pick<MockHeaderInput, 'id' | 'hint' | 'adminUrl'>,
): MockHeaders {
  const warnings = violations.filter(({ outcome }) => outcome === 'accepted').length;
  return {
    // A count, not a list: lists of violations have exceeded the 8 KB that clients allow for headers.
    'X-Mock-Violations': String(violations.length - warnings),
    ...(warnings === 0 ? {} : { 'X-Mock-Warnings': String(warnings) }),
    ...(hint === undefined ? {} : { 'X-Mock-Hint': hint }),
    ...(violations.length === 0 ? {} : { 'X-Mock-Explain': `${adminUrl()}#/requests/${id}` }),
  };
}
