import type { FixtureId } from '../../fixtures/index.js';
import type { Contract } from '../../spec/index.js';
import type { TestCase } from '../cases/case.js';
import { type Cost, costOf } from '../expectation/cost.js';
import { type PictureSource, pictureFile } from '../pictures.js';
import type { Credentials } from '../wire/credentials.js';
import { fixturesOf } from '../wire/request.js';

/** The plan of a run on a server, made before the run sends anything. */
export interface Plan {
  readonly entries: readonly PlanEntry[];
  /** The highest number of calls that the server can charge. Calls that the document leaves open count as charged. */
  readonly worstCaseBillable: number;
  /** Whether the plan skips cases that exceed the budget. */
  readonly isBudgetUsedUp: boolean;
}

/** One case of a plan. */
export interface PlanEntry {
  readonly case: TestCase;
  readonly cost: Cost;
  /** Why the run skips the case. Absent for a case that it sends. */
  readonly skipReason?: string;
}

/** The input of a plan. */
export interface PlanOptions {
  readonly cases: readonly TestCase[];
  readonly contract: Contract;
  readonly isLoopback: boolean;
  readonly credentials: Credentials;
  readonly pictures: PictureSource;
  /** The highest number of calls that may be charged. Infinity on loopback. */
  readonly maxBillable: number;
}

/** Plans a run: which cases it sends, which ones it skips and why, and what they can cost. */
export function planRun({ cases, contract, isLoopback, credentials, pictures, maxBillable }: PlanOptions): Plan {
  let worstCaseBillable = 0;
  let isBudgetUsedUp = false;
  const entries = cases.map((testCase): PlanEntry => {
    const cost = costOf(testCase, contract);
    if (testCase.tenant === 'empty' && !credentials.empty)
      return { case: testCase, cost, skipReason: 'no credentials of a tenant without balance' };
    const needsRealFace = !isLoopback && testCase.needs.includes('real-face');
    const missing = needsRealFace ? fixturesOf(testCase).filter((id) => pictures.ownFile(id) === undefined) : [];
    if (missing.length > 0) return { case: testCase, cost, skipReason: describeMissingPictures(missing, pictures) };
    const price = cost === 'free' || isLoopback ? 0 : 1;
    if (worstCaseBillable + price > maxBillable) {
      isBudgetUsedUp = true;
      return { case: testCase, cost, skipReason: `beyond the budget of ${maxBillable} billable calls` };
    }
    worstCaseBillable += price;
    return { case: testCase, cost };
  });
  return { entries, worstCaseBillable, isBudgetUsedUp };
}

function describeMissingPictures(missing: readonly FixtureId[], { folder }: PictureSource): string {
  if (folder === undefined) return 'needs pictures of a real face: give them with --fixtures';
  return `needs a real face in ${[...new Set(missing)].map(pictureFile).join(' and ')}, which ${folder} does not have`;
}

/** A plan as text, one line per case and a line with the totals. */
export function formatPlan(target: URL, { entries, worstCaseBillable }: Plan): readonly string[] {
  const skipped = entries.filter(({ skipReason }) => skipReason !== undefined).length;
  return [
    ...entries.map(({ case: { id }, cost, skipReason }) =>
      skipReason === undefined
        ? `  send  ${id}  ${cost === 'unknown' ? 'perhaps billable' : cost}`
        : `  skip  ${id}  ${skipReason}`,
    ),
    `Plan for ${target.href}: ${entries.length - skipped} requests, of which at most ${worstCaseBillable} are charged; ${skipped} skipped.`,
  ];
}
