import type { CommandIo, Contract } from '../../spec/index.js';
import type { TestCase } from '../cases/case.js';
import type { CaseResult } from '../evidence/verdict.js';
import type { KnownFailures } from '../known-failures/load.js';
import { drawnPictures, loadOwnPictures, type PictureSource } from '../pictures.js';
import { type Price, readPrice } from '../reports/price.js';
import { loadRunInputs } from '../reports/run-command.js';
import type { Credentials } from '../wire/credentials.js';
import { type Plan, planRun } from './plan.js';
import { resume } from './resumption.js';
import { loadCredentials } from './run-credentials.js';
import type { PlanFlags } from './server-flags.js';
import { beyondDay } from './spend/budget.js';
import { readSpendFile, spendFileOf } from './spend/spend-file.js';
import { spentToday } from './spend/spend-sums.js';
import { readTarget, targetPlaceOf } from './target.js';
import { applyTarget, type TargetSettings } from './targets/apply-target.js';

/** What is settled about a run before it sends anything. */
export interface PreparedRun<Flags> {
  /** The flags, with the values of the targets file where no flag is given. */
  readonly flags: Flags;
  readonly target: URL;
  /** What the targets file says beyond the flags. Absent where `--target` is an address. */
  readonly settings?: TargetSettings;
  /** Whether the server charges nothing: the target is loopback, and no targets file says that it leads to production. */
  readonly isLoopback: boolean;
  readonly contract: Contract;
  /** The cases to send, or to skip for a reason. */
  readonly cases: readonly TestCase[];
  /** The results of the run that this one resumes. */
  readonly earlier: readonly CaseResult[];
  readonly credentials: Credentials;
  readonly pictures: PictureSource;
  readonly plan: Plan;
  /** Failures that are accepted for a time. Absent for a run without a file of them. */
  readonly knownFailures?: KnownFailures;
  /** Absent when the price is not known. */
  readonly price?: Price;
  readonly spendFile: string;
}

/** How a run is prepared. */
export interface Preparation {
  /** Whether nothing is sent, so that no credentials are needed. */
  readonly isDryRun: boolean;
  /** Whether a flag is on the command line. */
  readonly isGiven: (flag: string) => boolean;
  /** Called with the target before cases, credentials and pictures are read. */
  readonly onTarget?: (target: URL, settings: TargetSettings | undefined) => Promise<void>;
}

/**
 * Reads all that a run depends on and plans it. Sends nothing.
 *
 * @throws KitError `usage` or `setup` for a flag, file or variable that is wrong
 */
export async function prepareRun<Flags extends PlanFlags & { readonly target: string }>(
  io: CommandIo,
  given: Flags,
  { isDryRun, isGiven, onTarget }: Preparation,
): Promise<PreparedRun<Flags>> {
  const { flags, settings } = await applyTarget(io, given, { isDryRun, isGiven });
  const { cases: selected, contract, knownFailures } = await loadRunInputs('server', flags);
  const target = readTarget(flags.target, contract.path);
  await onTarget?.(target, settings);
  const isLoopback = targetPlaceOf(target) === 'loopback' && settings?.production !== true;
  const { cases, earlier } =
    flags.resume === undefined
      ? { cases: selected, earlier: [] }
      : await resume(io, { file: flags.resume, target, contract, isLoopback, flags, selected });
  const price = readPrice(flags.price, flags.currency);
  const credentials =
    settings?.credentials ??
    (await loadCredentials({ env: io.env, file: flags.credentials, target: flags.target, isLoopback, isDryRun }));
  const pictures = flags.fixtures === undefined ? drawnPictures : await loadOwnPictures(flags.fixtures);
  const spendFile = spendFileOf(flags.spendFile, io.env);
  const limit = limitOf(flags, spendFile, target);
  const plan = planRun({ cases, contract, isLoopback, credentials, pictures, ...limit });
  return {
    flags,
    target,
    isLoopback,
    contract,
    cases,
    earlier,
    credentials,
    pictures,
    plan,
    spendFile,
    ...(settings ? { settings } : {}),
    ...(price ? { price } : {}),
    ...(knownFailures ? { knownFailures } : {}),
  };
}

/** The smaller of the run's budget and what the limit per day has left. */
function limitOf(
  { maxBillable = Number.POSITIVE_INFINITY, maxBillablePerDay }: PlanFlags,
  spendFile: string,
  target: URL,
): { readonly maxBillable: number; readonly whyBeyond?: string } {
  if (maxBillablePerDay === undefined) return { maxBillable };
  const left = Math.max(0, maxBillablePerDay - spentToday(readSpendFile(spendFile), target));
  return left < maxBillable ? { maxBillable: left, whyBeyond: beyondDay(maxBillablePerDay) } : { maxBillable };
}
