import type { FixtureId } from '../../fixtures/index.js';
import type { Contract } from '../../spec/index.js';
import type { TestCase } from '../cases/case.js';
import { controlCase } from '../cases/control.js';
import { type Cost, costOf, worstCaseCalls, worstCaseSearch } from '../expectation/cost.js';
import { type PictureSource, pictureFile } from '../pictures.js';
import { countOf } from '../reports/layout.js';
import type { Price } from '../reports/price.js';
import type { Credentials } from '../wire/credentials.js';
import { fixturesOf } from '../wire/request.js';
import { needsControl } from './control.js';
import { beyondBudget } from './spend/budget.js';

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
  /**
   * The highest number of calls for searches of limits, which are sent only where the answers show that a limit is elsewhere,
   * and from what the cases leave of the budget. Absent for a plan without searches.
   */
  readonly worstCaseSearches?: number;
  /** Whether the plan skips cases that exceed the budget. */
  readonly isBudgetUsedUp: boolean;
}

/** One case of a plan. */
export interface PlanEntry {
  readonly case: TestCase;
  readonly cost: Cost;
  /** The most that the server can charge for it, in calls. */
  readonly calls: number;
  /** Why the run skips the case. Absent for a case that it sends. */
  readonly skipReason?: string;
  /** Set where the worst case exceeds the budget. The run sends the case if earlier ones cost less than that. */
  readonly isBeyondBudget?: true;
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
  /** Why a case exceeds it. Default: by the number of calls. */
  readonly whyBeyond?: string;
}

/** Plans a run: which cases it sends, which ones it skips and why, and what they can cost. */
export function planRun(options: PlanOptions): Plan {
  const { cases, credentials, maxBillable, whyBeyond = beyondBudget(maxBillable) } = options;
  const candidates = cases.map((testCase): PlanEntry => {
    const entry = createEntry(testCase, options);
    const skipReason = whyNotSent(testCase, options);
    return skipReason === undefined ? entry : { ...entry, skipReason };
  });
  const sent = candidates.filter(({ skipReason }) => skipReason === undefined);
  const toSend = sent.filter((entry) => !entry.case.search);
  const searches = sent.filter((entry) => entry.case.search);
  const worstCaseSearches = searches.reduce((sum, { calls }) => sum + calls, 0);
  const costOfCases = toSend.reduce((sum, { calls }) => sum + calls, 0);
  const isNeeded = needsControl(
    toSend.map((entry) => entry.case),
    credentials,
  );
  const control = isNeeded ? planControl(costOfCases, options) : undefined;
  let worstCaseBillable = control && control.skipReason === undefined ? control.calls : 0;
  let isBudgetUsedUp = false;
  const entries = candidates.map((entry): PlanEntry => {
    if (entry.skipReason !== undefined || entry.case.search) return entry;
    if (worstCaseBillable + entry.calls > maxBillable) {
      isBudgetUsedUp = true;
      return { ...entry, skipReason: whyBeyond, isBeyondBudget: true };
    }
    worstCaseBillable += entry.calls;
    return entry;
  });
  return {
    ...(control ? { control } : {}),
    entries,
    worstCaseBillable,
    ...(searches.length > 0 ? { worstCaseSearches } : {}),
    isBudgetUsedUp,
  };
}

/**
 * A budget that covers the cases alone is spent on them, and the first answers take the control's place. Where the budget
 * excludes cases anyway, the control comes first.
 */
function planControl(costOfCases: number, options: PlanOptions): PlanEntry {
  const { maxBillable } = options;
  const control = createEntry(controlCase, options);
  const { calls } = control;
  const isCovered = costOfCases + calls <= maxBillable || (costOfCases > maxBillable && maxBillable > calls);
  return isCovered
    ? control
    : { ...control, skipReason: `the budget of ${maxBillable} billable calls is for the cases` };
}

function createEntry(testCase: TestCase, { contract, isLoopback }: PlanOptions): PlanEntry {
  const cost = costOf(testCase, contract);
  const calls = testCase.search ? worstCaseSearch(testCase) : worstCaseCalls(testCase, contract);
  return { case: testCase, cost, calls: isLoopback ? 0 : calls };
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

/** A plan as text, one line per case and a line with the totals: in calls, and in money where the price is known. */
export function formatPlan(target: URL, plan: Plan, price?: Price): readonly string[] {
  const { control, entries: cases, worstCaseBillable, worstCaseSearches = 0 } = plan;
  const entries = [...(control ? [control] : []), ...cases];
  const waiting = entries.filter(({ isBeyondBudget }) => isBeyondBudget).length;
  const skipped = entries.filter(({ skipReason }) => skipReason !== undefined).length - waiting;
  const inMoney = (calls: number): string => (price ? ` (${price.format(calls)})` : '');
  const searches = cases.filter((entry) => entry.case.search && entry.skipReason === undefined).length;
  return [
    ...entries.map((entry) => formatEntry(entry, price)),
    `Plan for ${target.href}: ${countOf(entries.length - skipped - waiting - searches, 'request')}, of which at most ${worstCaseBillable} are charged${inMoney(worstCaseBillable)}; ${skipped} skipped${waiting > 0 ? `, ${waiting} wait for budget` : ''}.`,
    ...(searches > 0
      ? [
          `${searches === 1 ? '1 search sends' : `${searches} searches send`} more only where the answers show that a limit is not the printed one: at most ${countOf(worstCaseSearches, 'charged call')}${inMoney(worstCaseSearches)}, out of what is left of the budget.`,
        ]
      : []),
  ];
}

function formatEntry(entry: PlanEntry, price: Price | undefined): string {
  const { case: testCase, cost, calls, skipReason, isBeyondBudget } = entry;
  const { id, title } = testCase;
  if (isBeyondBudget) return `  wait  ${id}  ${skipReason}; sent if earlier cases cost less than planned`;
  if (skipReason !== undefined) return `  skip  ${id}  ${skipReason}`;
  if (testCase.search) {
    const most = calls > 0 ? `at most ${calls} calls${price ? `, ${price.format(calls)}` : ''}` : 'free';
    return `  seek  ${id}  ${most}: only if the answers show another limit than the printed one`;
  }
  const words = cost === 'unknown' ? 'perhaps billable' : cost;
  const money = price && calls > 0 ? `, ${price.format(calls)}` : '';
  // The control is in no list of cases, so the plan says what it is.
  return `  send  ${id}  ${words}${money}${testCase === controlCase ? `: ${title}` : ''}`;
}
