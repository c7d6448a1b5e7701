import type { RequestPlan, TestCase } from '../cases/case.js';
import type { AnsweredCase } from './limit-points.js';

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

/**
 * Why the answer to a request that breaks two rules says nothing of their order: the server accepts one of the two breaches
 * alone, so that it has no such rule or another limit, or answers both alike. Undefined where nothing is known against it,
 * and for any other request.
 */
export function whyNoOrder(testCase: TestCase, answers: readonly AnsweredCase[]): string | undefined {
  if (testCase.breaks === undefined) return undefined;
  const closest = controlsOf(
    testCase,
    answers.map((answer) => answer.case),
  );
  const controls = answers.filter((answer) => closest.includes(answer.case) && !isGoodRequest(answer.case));
  const accepted = controls.find(({ kind }) => kind === 'success');
  if (accepted) return `the server accepts ${accepted.case.id} alone`;
  const [one, other] = controls;
  return one && other && one.kind !== 'outside' && one.kind === other.kind
    ? `the server answers ${one.case.id} and ${other.case.id} alike`
    : undefined;
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
