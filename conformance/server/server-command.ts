import type { Command } from 'commander';
import { type CommandIo, exitCodes } from '../../spec/index.js';
import type { TestCase } from '../cases/case.js';
import { withEvidenceFile } from '../evidence/evidence-file.js';
import { requireReports } from '../reports/flags.js';
import { reportRun } from '../reports/report-run.js';
import { createDrawingProgress } from '../wire/drawing.js';
import { openPictureFolder } from '../wire/picture-folder.js';
import { hasProxy, selectProxy } from '../wire/proxy.js';
import { keepPictures } from './keep-pictures.js';
import { formatPlan } from './plan.js';
import { type PreparedRun, prepareRun } from './prepare-run.js';
import type { ServerRunOptions } from './run-options.js';
import { createServerCommand, type ServerFlags } from './server-flags.js';
import { runServerCases } from './server-run.js';
import { type CallBudget, createBudget } from './spend/budget.js';
import { openSpendFile } from './spend/spend-file.js';
import { requireAllowed } from './target.js';

/** The pause between two requests beyond this machine, in milliseconds, unless `--interval` gives another. */
const defaultIntervalMs = 1000;

/** `eendigo-kit conformance server`: sends the cases to a server. */
export function serverCommand(io: CommandIo): Command {
  return createServerCommand().action((flags: ServerFlags) => run(io, flags));
}

/** Plans the run, sends its cases, and reports the results. */
async function run(io: CommandIo, flags: ServerFlags): Promise<void> {
  const isDryRun = flags.dryRun ?? false;
  const prepared = await prepareRun(io, flags, {
    isDryRun,
    onTarget: async (target) => {
      if (isDryRun) return;
      requireAllowed(target, flags.allowProduction);
      await requireReports(flags);
    },
  });
  const { target, isLoopback, plan, price } = prepared;
  if (!isLoopback || isDryRun) for (const line of formatPlan(target, plan, price)) io.out(line);
  if (isDryRun) return;
  if (isLoopback) return execute(io, flags, prepared);
  if (flags.maxBillable === undefined) {
    const money = price ? ` (${price.format(plan.worstCaseBillable)})` : '';
    io.err(
      `eendigo-kit: nothing was sent; give --max-billable ${plan.worstCaseBillable}${money} to run this plan, or a smaller number for a part of it`,
    );
    io.exitCode = exitCodes.inconclusive;
    return;
  }
  using recorder = openSpendFile(io, prepared.spendFile, target);
  const { maxBillable, maxBillablePerDay } = flags;
  const limits = { maxBillable, ...(maxBillablePerDay === undefined ? {} : { maxBillablePerDay }) };
  const budget = createBudget(limits, recorder, target);
  try {
    await execute(io, flags, prepared, budget);
  } finally {
    const money = price ? ` (${price.format(budget.spent())})` : '';
    io.err(
      `eendigo-kit: at most ${budget.spent()} of ${maxBillable} billable calls were charged${money}; "eendigo-kit conformance spend" shows all runs`,
    );
  }
}

/** Sends the cases of a prepared run and reports the results. */
async function execute(io: CommandIo, flags: ServerFlags, prepared: PreparedRun, budget?: CallBudget): Promise<void> {
  const { target, isLoopback, contract, cases, earlier, credentials, pictures, plan } = prepared;
  const planned = new Map(plan.entries.map((entry) => [entry.case.id, entry]));
  const isBeyondBudget = ({ id }: TestCase): boolean => planned.get(id)?.isBeyondBudget ?? false;
  const proxies = proxiesFor(io, flags, target, isLoopback);
  const about = { direction: 'server', subject: target.href, profile: contract.profile } as const;
  const folder = await openPictureFolder(pictures);
  const progress = createDrawingProgress(io);
  try {
    const ids = [...earlier.map((result) => result.case), ...cases].map(({ id }) => id);
    await withEvidenceFile(io, flags, { ...about, cases: ids }, async (file) => {
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
        intervalMs: flags.interval ?? (isLoopback ? 0 : defaultIntervalMs),
        signal: io.signal,
        onDrawing: progress.onDrawing,
        fileOf: folder.fileOf,
        ...proxies,
      });
      await reportRun(io, keepPictures(io, file.keep(results), folder), {
        about,
        contract,
        cases: [...earlier.map((result) => result.case), ...cases],
        plan: {
          sent: plan.entries.filter(({ skipReason }) => skipReason === undefined).length,
          mayBeCharged: plan.worstCaseBillable,
        },
        flags,
        isBudgetUsedUp: (all) => all.some(({ reason }) => budget?.isReason(reason)),
      });
    });
  } finally {
    progress.end();
    folder.close();
  }
}

/** The proxy of the run, and the one that its curl lines must name because curl would choose another by itself. */
function proxiesFor(
  { env, err }: CommandIo,
  flags: ServerFlags,
  target: URL,
  isLoopback: boolean,
): Pick<ServerRunOptions, 'proxy' | 'curlProxy'> {
  if (isLoopback) {
    if (flags.proxy !== undefined)
      err('eendigo-kit: --proxy is not used: the target is this machine, which is never reached through a proxy');
    return hasProxy(env) ? { curlProxy: 'none' } : {};
  }
  const proxy = selectProxy(target, flags.proxy, env);
  if (!proxy) return {};
  return flags.proxy === undefined ? { proxy } : { proxy, curlProxy: proxy };
}
