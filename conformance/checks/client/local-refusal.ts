import { requirements } from '../../../spec/index.js';
import type { TestCase } from '../../cases/case.js';
import type { ClientReport } from '../../protocol/protocol.js';
import { formatList } from '../../wire/format-list.js';
import { type CheckOutcome, failed, inconclusive } from '../check.js';

/**
 * Judges a client that refused to send a case. The document's section 3 says what a photo must be, to the one who takes
 * it: a client may hold a photo against those rules itself, and against nothing else.
 */
export function judgeRefusal(testCase: TestCase, { reason }: ClientReport, expected: string): CheckOutcome {
  // In one line: it becomes part of a note.
  const actual = `rejected-locally${reason ? ` (${reason.slice(0, 300).replaceAll(/\s+/g, ' ')})` : ''}`;
  const rules = photoRules(testCase);
  if (rules.length === 0) return failed(expected, actual);
  if (testCase.kind !== 'success') {
    const note =
      `the client refused the photo itself, which section 3 lets it do (${formatList(rules)}): ${actual}; ` +
      `that it understands ${testCase.kind} was not seen`;
    return { outcome: 'passed', note };
  }
  // The photo keeps to the rules; where one of them can be read in two ways, it may do so in one of them only.
  return testCase.kindAmbiguity === undefined ? failed(expected, actual) : inconclusive(expected, actual);
}

/** The rules of section 3 that a case puts a photo of its own to. */
function photoRules({ request, requirements: named }: TestCase): readonly string[] {
  if ('raw' in request || request.files === undefined) return [];
  return requirements
    .filter(({ id, section }) => named.includes(id) && (section === '3.1' || section === '3.2'))
    .map(({ id }) => id);
}
