import type { Command } from 'commander';
import { type CommandIo, exitCodes } from '../../spec/index.js';
import type { TestCase } from '../cases/case.js';
import { openBaseline } from '../drift/compare-with-baseline.js';
import { withEvidenceFile } from '../evidence/evidence-file.js';
import { type LeakGate, withoutLeaks } from '../evidence/leak-gate.js';
import { requireReports } from '../reports/flags.js';
import { reportRun } from '../reports/report-run.js';
import { createRunProgress } from '../reports/run-progress.js';
import type { RunReport } from '../reports/run-report.js';
import { createDrawingProgress } from '../wire/drawing.js';
import { openPictureFolder } from '../wire/picture-folder.js';
import { keepPictures } from './keep-pictures.js';
import { formatPlan } from './plan.js';
import { type PreparedRun, prepareRun } from './prepare-run.js';
import { createRunGate } from './run-gate.js';
import type { ServerRunOptions } from './run-options.js';
import { proxiesFor } from './run-proxy.js';
import { createServerCommand, givenIn, type ServerFlags } from './server-flags.js';
import { runServerCases } from './server-run.js';
import { type CallBudget, createBudget } from './spend/budget.js';
import type { Price } from './spend/price.js';
import { openSpendFile } from './spend/spend-file.js';
import { requireAllowed, targetPlaceOf } from './target.js';

/** The pause between two requests beyond this machine, in milliseconds, unless `--interval` gives another. */
const defaultIntervalMs = 1000;

/** `eendigo-kit conformance server`: sends the cases to a server. */
export function serverCommand(io: CommandIo): Command {
  return createServerCommand().action((flags: ServerFlags, command: Command) =>
    runOnServer(io, flags, { isGiven: givenIn(command) }),
  );
}

/** How a run on a server is started. */
export interface RunStart {
  /** Whether a flag is on the command line, so that it overrides a targets file. */
  readonly isGiven: (flag: string) => boolean;
  /** Called with the report at the end, and with the gate that what is printed of it must pass. */
  readonly onReport?: (report: RunReport, gate: LeakGate) => void;
}

/** Plans a run, sends its cases, and reports the results. */
export async function runOnServer(io: CommandIo, given: ServerFlags, { isGiven, onReport }: RunStart): Promise<void> {
  const isDryRun = given.dryRun ?? false;
  const prepared = await prepareRun(io, given, {
    isDryRun,
    isGiven,
    onTarget: async (target, settings) => {
      if (isDryRun) return;
      requireAllowed(target, given.allowProduction, settings?.production);
      await requireReports(given);
    },
  });
  const { flags, settings, target, isLoopback, plan, price } = prepared;
  if (!isLoopback || isDryRun) for (const line of formatPlan(target, plan, price)) io.out(line);
  if (isDryRun) return;
  const proxies = proxiesFor(io, { flags, settings, target });
  const gate = createRunGate({ ...prepared, proxy: proxies.proxy, tls: settings?.tls });
  if (isLoopback) return execute(io, prepared, { gate, proxies, onReport });
  if (flags.maxBillable === undefined) {
    const money = price ? ` (${price.format(plan.worstCaseBillable)})` : '';
    io.err(
      `eendigo-kit: nothing was sent; give --max-billable ${plan.worstCaseBillable}${money} to run this plan, or a smaller number for a part of it`,
    );
    io.exitCode = exitCodes.inconclusive;
    return;
  }
  using recorder = openSpendFile(io, prepared.spendFile, target, gate);
  const { maxBillable, maxBillablePerDay } = flags;
  const limits = { maxBillable, ...(maxBillablePerDay === undefined ? {} : { maxBillablePerDay }) };
  const budget = createBudget(limits, recorder, target);
  try {
    await execute(io, prepared, { gate, proxies, budget, onReport });
  } finally {
    const money = price ? ` (${price.format(budget.spent())})` : '';
    io.err(
      `eendigo-kit: at most ${budget.spent()} of ${maxBillable} billable calls were charged${money}; "eendigo-kit conformance spend" shows all runs`,
    );
  }
}

/** What a run is executed with. */
interface Execution {
  readonly gate: LeakGate;
  readonly proxies: Pick<ServerRunOptions, 'proxy' | 'curlProxy'>;
  /** Absent on loopback. */
  readonly budget?: CallBudget;
  readonly onReport: RunStart['onReport'];
}

/** Sends the cases of a prepared run and reports the results. */
async function execute(
  io: CommandIo,
  prepared: PreparedRun<ServerFlags>,
  { gate, proxies, budget, onReport }: Execution,
): Promise<void> {
  const { flags, settings, target, contract, cases, earlier, credentials, pictures, plan, price } = prepared;
  const planned = new Map(plan.entries.map((entry) => [entry.case.id, entry]));
  const isBeyondBudget = ({ id }: TestCase): boolean => planned.get(id)?.isBeyondBudget ?? false;
  const isHere = targetPlaceOf(target) === 'loopback';
  const about = { direction: 'server', subject: target.href, profile: contract.profile } as const;
  const baseline = await openBaseline(io, flags, gate);
  const folder = await openPictureFolder(pictures);
  const drawing = createDrawingProgress(io);
  const toSend = plan.entries.filter((entry) => entry.skipReason === undefined || entry.isBeyondBudget);
  using progress = createRunProgress(io, {
    total: earlier.length + cases.length,
    toSend: new Set(toSend.map((entry) => entry.case.id)),
    ...(budget ? { spend: () => spendInWords(budget.spent(), flags.maxBillable ?? 0, price) } : {}),
  });
  try {
    const ids = [...earlier.map((result) => result.case), ...cases].map(({ id }) => id);
    await withEvidenceFile(io, flags, { about: { ...about, cases: ids }, gate }, async (file) => {
      const results = runServerCases({
        target,
        contract,
        cases,
        earlier,
        credentials,
        pictures,
        skip: ({ id }) => planned.get(id)?.skipReason,
        omitsControl: plan.control?.skipReason !== undefined,
        ...(budget ? { budget, isBeyondBudget } : {}),
        onSend: file.sending,
        onControl: file.control,
        timeoutMs: flags.timeout,
        intervalMs: flags.interval ?? (isHere ? 0 : defaultIntervalMs),
        signal: io.signal,
        onDrawing: (...drawn) => {
          progress.pause();
          drawing.onDrawing(...drawn);
        },
        fileOf: folder.fileOf,
        ...(settings?.tls ? { tls: settings.tls } : {}),
        ...(settings?.curlTls ? { curlTls: settings.curlTls } : {}),
        ...proxies,
      });
      const report = await reportRun(
        io,
        keepPictures(io, progress.follow(file.keep(withoutLeaks(results, gate))), folder),
        {
          about,
          gate,
          contract,
          cases: [...earlier.map((result) => result.case), ...cases],
          ...(prepared.knownFailures ? { knownFailures: prepared.knownFailures } : {}),
          pictures,
          ...(price ? { formatMoney: price.format } : {}),
          plan: {
            sent: plan.entries.filter(({ skipReason }) => skipReason === undefined).length,
            mayBeCharged: plan.worstCaseBillable,
          },
          flags,
          isBudgetUsedUp: (all) => all.some(({ reason }) => budget?.isReason(reason)),
        },
      );
      onReport?.(report, gate);
      await baseline?.compare(report, flags.json ?? 'this run', flags.profile);
    });
  } finally {
    drawing.end();
    folder.close();
  }
}

function spendInWords(spent: number, limit: number, price: Price | undefined): string {
  return `${spent} of ${limit} billable calls${price ? ` (${price.format(spent)} of ${price.format(limit)})` : ''}`;
}
