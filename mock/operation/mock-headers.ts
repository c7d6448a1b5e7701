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
] as const;

type MockHeaders = Partial<Record<(typeof mockHeaderNames)[number] | 'Preference-Applied', string>>;

/** The values in the headers, apart from the origin of the answer. */
export interface MockHeaderInput {
  readonly id: string;
  readonly violations: readonly Violation[];
  readonly fault: Fault | undefined;
  readonly requested: RequestedScenario | undefined;
}

/** Adds the `X-Mock-*` headers that explain an answer. Its body stays exactly what the vendor would send. */
export function withMockHeaders(
  answer: Answer,
  { scenario, selectedBy }: Pick<JournalAnswer, 'scenario' | 'selectedBy'>,
  { id, violations, fault, requested }: MockHeaderInput,
): Answer {
  const added: MockHeaders = {
    'X-Mock-Request-Id': id,
    ...(scenario ? { 'X-Mock-Scenario': scenario } : {}),
    ...(selectedBy ? { 'X-Mock-Selected-By': selectedBy } : {}),
    ...(fault ? { 'X-Mock-Fault': fault.type } : {}),
    // RFC 7240: confirms that the preference was applied.
    ...(scenario && requested?.channel === 'prefer' ? { 'Preference-Applied': `example=${requested.name}` } : {}),
    // A count, not a list: lists of violations have exceeded the 8 KB that clients allow for headers.
    'X-Mock-Violations': String(violations.filter(({ outcome }) => outcome !== 'accepted').length),
  };
  return { ...answer, headers: { ...answer.headers, ...added } };
}
