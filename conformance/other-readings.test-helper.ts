import {
  type Ambiguity,
  ambiguities,
  type Contract,
  documented,
  type Profile,
  type Reading,
  withReading,
} from '../spec/index.js';
import type { TestCase } from './cases/case.js';
import { coverage } from './coverage.js';
import { observedReadings } from './evidence/readings.js';
import type { CaseResult } from './evidence/verdict.js';
import { controlsOf } from './expectation/controls.js';
import { answerKind, expectationOf } from './expectation/expectation.js';
import { casesForServers, problemsIn } from './run-on-mock.test-helper.js';

/** A reading that is not the assumed one, and a profile that follows it. */
export interface OtherReading {
  readonly ambiguity: Ambiguity;
  readonly reading: Reading;
  readonly name: string;
  readonly profile: Profile;
}

/** Every reading other than the assumed one that a profile can express and that an answer can show. */
export const otherReadings: readonly OtherReading[] = ambiguities.flatMap((ambiguity) =>
  ambiguity.readings
    .filter(({ id, value, observed }) => id !== ambiguity.default && value !== undefined && observed !== undefined)
    .map((reading) => ({
      ambiguity,
      reading,
      name: `${ambiguity.id}: ${reading.id}`,
      profile: withReading(documented, ambiguity.id, reading),
    })),
);

/** The cases that show a reading, one of each kind of answer at least, with their controls. */
export function probesOf({ ambiguity }: OtherReading, contract: Contract): readonly TestCase[] {
  const covered = coverage(contract, casesForServers).ambiguities.find(({ entry }) => entry.id === ambiguity.id);
  const probing = casesForServers.filter(
    (testCase) => covered?.cases.includes(testCase.id) || isDisputed(testCase, ambiguity, contract),
  );
  const isEarly = (testCase: TestCase, at: number): boolean => {
    const kind = answerKind(testCase, contract);
    return probing.slice(0, at).filter((earlier) => answerKind(earlier, contract) === kind).length < 4;
  };
  const chosen = probing.filter((testCase, at) => testCase.ambiguities.includes(ambiguity.id) || isEarly(testCase, at));
  const referenced = chosen.flatMap(({ request }) => ('raw' in request ? [] : (request.sameRefNumberAs ?? [])));
  const controls = chosen.flatMap((testCase) => controlsOf(testCase, casesForServers));
  return casesForServers.filter(
    (testCase) => chosen.includes(testCase) || controls.includes(testCase) || referenced.includes(testCase.id),
  );
}

function isDisputed(testCase: TestCase, { id }: Ambiguity, contract: Contract): boolean {
  return expectationOf(testCase, contract).alternatives.some(({ readings }) =>
    readings.some(({ ambiguity }) => ambiguity === id),
  );
}

/** What is wrong with a run on a server of another reading, judged by the documented contract: it has to be empty. */
export function complaintsAbout(
  results: readonly CaseResult[],
  { ambiguity, reading }: OtherReading,
  contract: Contract,
): readonly string[] {
  const inconclusive = results.filter(({ verdict }) => verdict === 'inconclusive');
  const seen = observedReadings(results, contract);
  return [
    ...problemsIn(results).filter((problem) => !problem.includes(' inconclusive,')),
    ...(inconclusive.length === 0 ? ['no case is inconclusive'] : []),
    ...inconclusive
      .filter((result) => !isExplainedBy(result, ambiguity.id, contract))
      .map(({ case: { id } }) => `${id}: not for it`),
    ...seen
      .filter(({ ambiguity: id, matchesProfile }) => !matchesProfile && id !== ambiguity.id)
      .map(({ ambiguity: id, description }) => `false reading ${id}: ${description}`),
    ...(seen.find(({ ambiguity: id }) => id === ambiguity.id)?.readings.join() === reading.id
      ? []
      : [`reading ${seen.find(({ ambiguity: id }) => id === ambiguity.id)?.description}`]),
  ];
}

/** Whether the ambiguity explains every check of a case that is not passed. */
function isExplainedBy(
  { case: testCase, answered, checks }: CaseResult,
  ambiguity: string,
  contract: Contract,
): boolean {
  const causes = expectationOf(testCase, contract)
    .alternatives.filter(({ kind }) => kind === answered)
    .flatMap(({ readings }) => readings);
  return checks
    .filter(({ outcome }) => outcome !== 'passed')
    .every(
      ({ id, reading }) =>
        reading?.ambiguity === ambiguity || (id === 'kind' && causes.some((cause) => cause.ambiguity === ambiguity)),
    );
}
