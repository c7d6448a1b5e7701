import { toYaml } from '../../spec/index.js';
import type { CheckResult } from '../checks/check.js';
import { varyingParts } from '../evidence/varying.js';
import type { CaseResult } from '../evidence/verdict.js';
import { placeholder } from './load.js';

const head = `# Failures that are known, one entry for each check of a case. "actual" is a part of the actual text, in which * stands
# for any characters. A run rejects this file until each ${placeholder} is replaced: by the owner's name, by why the
# failure is accepted, and by the last day on which it is (YYYY-MM-DD).
`;

/**
 * Formats a file of known failures with every check of a run that is not passed. Entries that the run's own file has for them
 * keep owner, reason and day. In the others a person has to give these.
 */
export function toKnownFailures(results: readonly CaseResult[]): string {
  const entries = results.flatMap((result) =>
    result.checks
      .filter(({ outcome }) => outcome !== 'passed')
      .map(({ id, actual, known }: CheckResult) => ({
        case: result.case.id,
        check: id,
        owner: known?.owner ?? placeholder,
        reason: known?.reason ?? placeholder,
        expires: known?.expires ?? placeholder,
        actual: patternOf(actual ?? ''),
      })),
  );
  return `${head}${toYaml(entries)}`;
}

function patternOf(actual: string): string {
  return actual.replaceAll(varyingParts, '*') || '*';
}
