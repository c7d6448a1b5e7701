import type { FixtureId } from '../../fixtures/index.js';
import type { Contract } from '../../spec/index.js';
import type { TestCase } from '../cases/case.js';
import { controlCase } from '../cases/control.js';
import { type Cost, costOf } from '../expectation/cost.js';
import { type PictureSource, pictureFile } from '../pictures.js';
import type { Credentials } from '../wire/credentials.js';
import { fixturesOf } from '../wire/request.js';
import { needsControl } from './control.js';

/** The plan of a run on a server, made before the run sends anything. */
export interface Plan {
  /** The request before the cases, which shows whether judging makes sense. Absent when no case depends on it. */
  readonly control?: PlanEntry;
  readonly entries: readonly PlanEntry[];
  /**
   * The highest number of calls that the server can charge, the control's among them. Calls that the document leaves open
   * count as charged.
   */
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
export function planRun(options: PlanOptions): Plan {
  const { cases, contract, isLoopback, credentials, maxBillable } = options;
  const priceOf = ({ cost }: PlanEntry): number => (cost === 'free' || isLoopback ? 0 : 1);
  const candidates = cases.map((testCase): PlanEntry => {
    const entry = { case: testCase, cost: costOf(testCase, contract) };
    const skipReason = whyNotSent(testCase, options);
    return skipReason === undefined ? entry : { ...entry, skipReason };
  });
  const toSend = candidates.filter(({ skipReason }) => skipReason === undefined);
  const costOfCases = toSend.reduce((sum, entry) => sum + priceOf(entry), 0);
  const isNeeded = needsControl(
    toSend.map((entry) => entry.case),
    credentials,
  );
  const control = isNeeded ? planControl(costOfCases, priceOf, options) : undefined;
  let worstCaseBillable = control && control.skipReason === undefined ? priceOf(control) : 0;
  let isBudgetUsedUp = false;
  const entries = candidates.map((entry): PlanEntry => {
    if (entry.skipReason !== undefined) return entry;
    const price = priceOf(entry);
    if (worstCaseBillable + price > maxBillable) {
      isBudgetUsedUp = true;
      return { ...entry, skipReason: `beyond the budget of ${maxBillable} billable calls` };
    }
    worstCaseBillable += price;
    return entry;
  });
  return { ...(control ? { control } : {}), entries, worstCaseBillable, isBudgetUsedUp };
}

/**
 * A budget that covers the cases alone is spent on them, and the first answers take the control's place. Where the budget
 * excludes cases anyway, the control comes first.
 */
function planControl(
  costOfCases: number,
  priceOf: (entry: PlanEntry) => number,
  { contract, maxBillable }: PlanOptions,
): PlanEntry {
  const control = { case: controlCase, cost: costOf(controlCase, contract) };
  const price = priceOf(control);
  const isCovered = costOfCases + price <= maxBillable || (costOfCases > maxBillable && maxBillable > price);
  return isCovered
    ? control
    : { ...control, skipReason: `the budget of ${maxBillable} billable calls is for the cases` };
}

function whyNotSent(testCase: TestCase, { isLoopback, credentials, pictures }: PlanOptions): string | undefined {
  if (testCase.needs.includes('empty-tenant') && !credentials.empty)
    return 'no credentials of a tenant without balance';
  if (testCase.needs.includes('loopback') && !isLoopback)
    return 'sends two calls at once, which only a server on this machine gets';
  const needsRealFace = !isLoopback && testCase.needs.includes('real-face');
  const missing = needsRealFace ? fixturesOf(testCase).filter((id) => pictures.ownFile(id) === undefined) : [];
  return missing.length > 0 ? describeMissingPictures(missing, pictures) : undefined;
}

function describeMissingPictures(missing: readonly FixtureId[], { folder }: PictureSource): string {
  if (folder === undefined) return 'needs pictures of a real face: give them with --fixtures';
  return `needs a real face in ${[...new Set(missing)].map(pictureFile).join(' and ')}, which ${folder} does not have`;
}

/** A plan as text, one line per case and a line with the totals. */
export function formatPlan(target: URL, { control, entries: cases, worstCaseBillable }: Plan): readonly string[] {
  const entries = [...(control ? [control] : []), ...cases];
  const skipped = entries.filter(({ skipReason }) => skipReason !== undefined).length;
  return [
    ...entries.map(({ case: { id, title }, cost, skipReason }) => {
      if (skipReason !== undefined) return `  skip  ${id}  ${skipReason}`;
      const price = cost === 'unknown' ? 'perhaps billable' : cost;
      // The control is in no list of cases, so the plan says what it is.
      return `  send  ${id}  ${price}${id === controlCase.id ? `: ${title}` : ''}`;
    }),
    `Plan for ${target.href}: ${entries.length - skipped} requests, of which at most ${worstCaseBillable} are charged; ${skipped} skipped.`,
  ];
}
