import { requirements } from '../../../spec/index.js';
import type { TestCase } from '../../cases/case.js';
import type { ClientReport } from '../../protocol/protocol.js';
import { formatList } from '../../wire/format-list.js';
import { type CheckOutcome, failed, inconclusive } from '../check.js';
import type { ClientContext } from './context.js';

/**
 * Judges a client that refused to send a request. A client may apply the photo rules of section 3 itself, and no other
 * rules.
 */
export function judgeRefusal(
  { case: testCase, kind, expectation }: ClientContext,
  { reason }: ClientReport,
  expected: string,
): CheckOutcome {
  // A note is one line.
  const actual = `rejected-locally${reason ? ` (${reason.slice(0, 300).replaceAll(/\s+/g, ' ')})` : ''}`;
  const rules = photoRules(testCase);
  if (rules.length === 0) return failed(expected, actual);
  if (kind !== 'success') {
    const note =
      `the client refused the photo itself, as section 3 allows (${formatList(rules)}): ${actual}; ` +
      `the case does not show whether it understands ${kind}`;
    return { outcome: 'passed', note };
  }
  // The photo complies with the rules. Under another reading of an ambiguous rule, it may break them.
  const [excuse] = expectation().alternatives.flatMap(({ readings }) => readings);
  return excuse === undefined ? failed(expected, actual) : inconclusive(expected, actual, excuse);
}

/** The rules of section 3 that a case tests with a photo of its own. */
function photoRules({ request, requirements: named }: TestCase): readonly string[] {
  if ('raw' in request || request.files === undefined) return [];
  return requirements
    .filter(({ id, section }) => named.includes(id) && (section === '3.1' || section === '3.2'))
    .map(({ id }) => id);
}
