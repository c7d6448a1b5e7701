import type { CommandIo, Contract } from '../../spec/index.js';
import type { TestCase } from '../cases/case.js';
import { readEarlierRun } from '../evidence/earlier-run.js';
import { type CaseResult, createCutShortResult } from '../evidence/verdict.js';
import { answerKind } from '../expectation/expectation.js';
import type { SelectionFlags } from '../reports/flags.js';
import { settledReason } from './run-history.js';
import { isBudgetReason } from './spend/budget.js';

/** What is left to do of a run that was cut short. */
export interface Resumption {
  /** The cases to plan now. */
  readonly cases: readonly TestCase[];
  /** The results of all other cases of the run: those it has, and why the others are not sent. */
  readonly earlier: readonly CaseResult[];
}

/** A run that goes on where an earlier one has stopped. */
export interface RunToResume {
  /** A JSON report, or the `.partial` file of a killed run. */
  readonly file: string;
  readonly target: URL;
  readonly contract: Contract;
  readonly isLoopback: boolean;
  readonly flags: SelectionFlags;
  /** The cases that the flags select. */
  readonly selected: readonly TestCase[];
}

/**
 * Finds the cases that an earlier run has left open. A case with a result is not sent again. One whose call was in flight
 * counts as charged and is not sent again either, unless `--only` names it by its whole id. Nor is one that earlier answers
 * settle. Of the others, flags select: what they leave out stays as it was, and is open where the run did not come to it.
 *
 * @throws KitError `usage` for a run on another target or under another profile, `setup` for a file that cannot be read
 */
export async function resume(io: CommandIo, run: RunToResume): Promise<Resumption> {
  const { file, target, contract, isLoopback, flags, selected } = run;
  const about = { direction: 'server', subject: target.href, profile: contract.profile } as const;
  const left = await readEarlierRun(file, about, !isLoopback);
  for (const note of left.notes) io.err(`eendigo-kit: ${note}`);
  const stuck = left.inFlight.filter((result) => !flags.only.includes(result.case.id));
  const settled = left.skipped.filter(({ reason }) => reason === settledReason);
  const done = [...left.results, ...stuck, ...settled];
  const isDone = (testCase: TestCase): boolean => done.some((result) => result.case.id === testCase.id);
  const isChosen = flags.only.length + flags.kind.length + flags.tag.length > 0;
  const open = left.cases.filter((testCase) => testCase.directions.includes('server') && !isDone(testCase));
  // A choice may name further cases, and leaves open what it does not name.
  const cases = isChosen ? selected.filter((testCase) => !isDone(testCase)) : open;
  const leftOut = open
    .filter((testCase) => !cases.includes(testCase))
    .map((testCase) => {
      const skipped = left.skipped.find((result) => result.case.id === testCase.id);
      // A new budget could send what an earlier one excluded.
      if (skipped && !isBudgetReason(skipped.reason)) return skipped;
      const planned = { case: testCase, kind: answerKind(testCase, contract) };
      return createCutShortResult(planned, 'left open: --only, --kind or --tag does not name it');
    });
  io.err(
    `eendigo-kit: resumes ${file}: ${left.results.length + settled.length} of ${left.cases.length} cases have a result, ${cases.length} are open`,
  );
  for (const { case: testCase } of stuck)
    io.err(
      `eendigo-kit: ${testCase.id} was in flight when the earlier run ended: it counts as charged and is not sent again; --only ${testCase.id} sends it`,
    );
  return {
    cases,
    earlier: [...done.map((result) => ({ ...result, kind: answerKind(result.case, contract) })), ...leftOut],
  };
}
