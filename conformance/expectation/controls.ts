import type { RequestPlan, TestCase } from '../cases/case.js';

/**
 * The cases among those of a run whose requests differ from that of a case in one point less. Without them an answer says
 * nothing of that point: a server that refuses every request refuses this one too. Empty for a case whose request is the
 * good one, which differs in nothing.
 */
export function controlsOf(testCase: TestCase, ofRun: readonly TestCase[]): readonly TestCase[] {
  const differences = differencesOf(testCase);
  if (isGoodRequest(testCase)) return [];
  const closest = ofRun.filter((other) => {
    const fewer = differencesOf(other);
    return fewer.length === differences.length - 1 && fewer.every((difference) => differences.includes(difference));
  });
  return closest.length > 0 ? closest : ofRun.filter(isGoodRequest);
}

/** Whether a case sends the good request itself, which differs in nothing. */
export function isGoodRequest(testCase: TestCase): boolean {
  return differencesOf(testCase).length === 0;
}

/** In what a request differs from the good one, one word each. */
function differencesOf({ tenant = 'funded', request, search }: TestCase): readonly string[] {
  if (search) return ['pictures of many sizes'];
  if ('raw' in request) return ['not a form'];
  return [...(tenant === 'funded' ? [] : [`tenant ${tenant}`]), ...planDifferences(request)];
}

function planDifferences(plan: RequestPlan): readonly string[] {
  return Object.entries(plan).flatMap(([what, changes]) =>
    typeof changes === 'object'
      ? Object.entries(changes).map(([name, change]) => `${what} ${name} ${JSON.stringify(change)}`)
      : [`${what} ${changes}`],
  );
}
