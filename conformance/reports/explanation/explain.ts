import { builtInNames, builtInProfile, type Profile } from '../../../spec/index.js';
import type { CaseResult } from '../../evidence/verdict.js';
import { causesOf } from '../causes.js';
import { groupBy } from '../group-by.js';
import { createTimeBound, type TimeBound } from './bound.js';
import type { ExplainingDecision, Explanation } from './explanation.js';
import { type FlippedProfile, flipsOf, possibleValues } from './flips.js';
import { createRunAgain, type RunAgain } from './judge-again.js';

/** How a search for an explanation is bounded. */
export interface SearchBounds {
  readonly signal: AbortSignal;
  /** The longest time that the search computes, in milliseconds. Default: 4 seconds. */
  readonly limitMs?: number;
  /** The most decisions that an explanation changes. Default: 10. */
  readonly maxDecisions?: number;
}

/** A profile that the search has come to, with the answers judged under it. */
interface Step {
  readonly profile: Profile;
  /** Whether it builds on another profile than the run. */
  readonly isOther: boolean;
  readonly decisions: readonly ExplainingDecision[];
  readonly results: readonly CaseResult[];
}

/**
 * Searches for a profile under which the answers of a run pass that did not: the built-in ones, then one decision that
 * differs, then a few. Returns undefined when everything passed, or nothing explains what did not.
 */
export async function explainRun(
  run: readonly CaseResult[],
  profile: Profile,
  { signal, limitMs = 4000, maxDecisions = 10 }: SearchBounds,
): Promise<Explanation | undefined> {
  const again = createRunAgain(run);
  if (notPassed(again.results).length === 0) return undefined;
  const bound = createTimeBound(limitMs, signal);
  const assumed: Step = { profile, isOther: false, decisions: [], results: again.results };
  let best = assumed;
  for (const name of builtInNames.filter((builtIn) => builtIn !== profile.name)) {
    if (await bound.isOver()) break;
    const other = builtInProfile(name).profile;
    best = better(best, { profile: other, isOther: true, decisions: [], results: again.judge(other) });
  }
  if (notPassed(best.results).length > 0) {
    const values = possibleValues(again.results);
    const search = (start: Step, mayExplain: Search['mayExplain']): Promise<Step> =>
      takeSteps(start, { again, values, bound, mayExplain, maxDecisions });
    for (const start of new Set([assumed, best])) best = better(best, await search(start, () => true));
    // A decision that excuses a few failed cases among many is a coincidence. What is open may differ anywhere.
    const inconclusive = new Set(again.results.filter(({ verdict }) => verdict === 'inconclusive').map(idOf));
    if (notPassed(best.results).length * 2 > notPassed(assumed.results).length)
      best = await search(assumed, (id) => inconclusive.has(id));
  }
  const isExplanation = notPassed(best.results).length < notPassed(assumed.results).length;
  return isExplanation ? createExplanation(again, best, profile) : undefined;
}

/** What every step of a search uses. */
interface Search {
  readonly again: RunAgain;
  readonly values: ReturnType<typeof possibleValues>;
  readonly bound: TimeBound;
  /** Whether a decision may explain a case. */
  readonly mayExplain: (caseId: string) => boolean;
  readonly maxDecisions: number;
}

/** Changes one decision after the other, each time the one that explains most. */
async function takeSteps(start: Step, search: Search): Promise<Step> {
  let step = start;
  // What explains nothing at first explains nothing later, and the search need not try it again.
  const helpful = new Set<string>();
  while (step.decisions.length < search.maxDecisions && notPassed(step.results).length > 0) {
    const isFirst = step === start;
    const isTried = (flip: FlippedProfile): boolean => isFirst || helpful.has(nameOf(flip));
    const next = await nextStep(step, search, isTried, (flip) => helpful.add(nameOf(flip)));
    if (!next) break;
    step = next;
  }
  return step;
}

/** Changes the one decision that explains most. Undefined when none explains anything more. */
async function nextStep(
  step: Step,
  { again, values, bound, mayExplain }: Search,
  isTried: (flip: FlippedProfile) => boolean,
  onHelpful: (flip: FlippedProfile) => void,
): Promise<Step | undefined> {
  const samples = samplesOf(step.results);
  const before = new Map(step.results.map((result) => [idOf(result), findingsIn([result])]));
  let best: Step | undefined;
  for (const flip of flipsOf(step.profile, values)) {
    if (!isTried(flip) || step.decisions.some(({ path }) => path === flip.path)) continue;
    if (await bound.isOver()) break;
    const helps = again
      .judgeFlip({ profile: step.profile, results: samples }, flip.path, flip.profile)
      .some((result) => findingsIn([result]) < (before.get(idOf(result)) ?? 0));
    if (!helps) continue;
    onHelpful(flip);
    const next = flipped(step, flip, again, before);
    if (better(step, next) !== next || !next.decisions.at(-1)?.cases.every(mayExplain)) continue;
    best = best ? better(best, next) : next;
  }
  return best;
}

/** The first case of each kind of each cause: a decision that explains more of a cause changes one of them. */
function samplesOf(results: readonly CaseResult[]): readonly CaseResult[] {
  const ofEachKind = (concerned: readonly CaseResult[]): readonly CaseResult[] =>
    groupBy(concerned, ({ kind }) => kind).flatMap(([first]) => first ?? []);
  return [...new Set(causesOf(results).flatMap((cause) => ofEachKind(cause.results)))];
}

function flipped(
  step: Step,
  { path, value, profile }: FlippedProfile,
  again: RunAgain,
  before: ReadonlyMap<string, number>,
): Step {
  const results = again.judgeFlip(step, path, profile);
  const cases = results.filter((result) => findingsIn([result]) < (before.get(idOf(result)) ?? 0)).map(idOf);
  return { ...step, profile, decisions: [...step.decisions, { path, value, cases }], results };
}

/** The step with fewer cases that are not passed, else with fewer checks, else with fewer decisions. */
function better(one: Step, other: Step): Step {
  // Another profile and a decision over it are easier said than four decisions, and not than three.
  const counts = ({ results, decisions, isOther }: Step): readonly number[] => [
    notPassed(results).length,
    findingsIn(results),
    decisions.length + (isOther ? 2 : 0),
  ];
  const [mine, theirs] = [counts(one), counts(other)];
  const at = mine.findIndex((count, index) => count !== theirs[index]);
  return at !== -1 && (theirs[at] ?? 0) < (mine[at] ?? 0) ? other : one;
}

function createExplanation(again: RunAgain, { profile, decisions, results }: Step, assumed: Profile): Explanation {
  const remaining = notPassed(results).map(idOf);
  return {
    ...(profile.name === assumed.name ? {} : { profile: profile.name }),
    decisions,
    explained: notPassed(again.results)
      .map(idOf)
      .filter((id) => !remaining.includes(id)),
    remaining,
  };
}

const idOf = ({ case: { id } }: CaseResult): string => id;
const nameOf = ({ path, value }: FlippedProfile): string => `${path} ${JSON.stringify(value)}`;

function notPassed(results: readonly CaseResult[]): readonly CaseResult[] {
  return results.filter(({ verdict }) => verdict !== 'passed');
}

/** The number of checks that are not passed. */
function findingsIn(results: readonly CaseResult[]): number {
  return results.reduce((sum, { checks }) => sum + checks.filter(({ outcome }) => outcome !== 'passed').length, 0);
}
