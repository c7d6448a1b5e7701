import type { Command } from 'commander';
import { type CommandIo, exitCodes } from '../../spec/index.js';
import { withEvidenceFile } from '../evidence/evidence-file.js';
import { drawnPictures, loadOwnPictures } from '../pictures.js';
import { requireReports } from '../reports/flags.js';
import { reportRun } from '../reports/report-run.js';
import { loadRunInputs } from '../reports/run-command.js';
import { createDrawingProgress } from '../wire/drawing.js';
import { openPictureFolder } from '../wire/picture-folder.js';
import { hasProxy, selectProxy } from '../wire/proxy.js';
import { keepPictures } from './keep-pictures.js';
import { formatPlan, planRun } from './plan.js';
import { loadCredentials } from './run-credentials.js';
import type { ServerRunOptions } from './run-options.js';
import { createServerCommand, type ServerFlags } from './server-flags.js';
import { runServerCases } from './server-run.js';
import { readTarget, requireAllowed, targetPlaceOf } from './target.js';

/** The pause between two requests beyond this machine, in milliseconds, unless `--interval` gives another. */
const defaultIntervalMs = 1000;

/** `eendigo-kit conformance server`: sends the cases to a server. */
export function serverCommand(io: CommandIo): Command {
  return createServerCommand().action((flags: ServerFlags) => run(io, flags));
}

/** Plans the run, sends its cases, and reports the results. */
async function run(io: CommandIo, flags: ServerFlags): Promise<void> {
  const { cases, contract } = await loadRunInputs('server', flags);
  const target = readTarget(flags.target, contract.path);
  const isLoopback = targetPlaceOf(target) === 'loopback';
  const isDryRun = flags.dryRun ?? false;
  if (!isDryRun) {
    requireAllowed(target, flags.allowProduction);
    await requireReports(flags);
  }
  const { env } = io;
  const credentials = await loadCredentials({
    env,
    file: flags.credentials,
    target: flags.target,
    isLoopback,
    isDryRun,
  });
  const pictures = flags.fixtures === undefined ? drawnPictures : await loadOwnPictures(flags.fixtures);

  const maxBillable = flags.maxBillable ?? Number.POSITIVE_INFINITY;
  const plan = planRun({ cases, contract, isLoopback, credentials, pictures, maxBillable });
  if (!isLoopback || isDryRun) for (const line of formatPlan(target, plan)) io.out(line);
  if (isDryRun) return;
  if (!isLoopback && flags.maxBillable === undefined) {
    io.err(
      `eendigo-kit: nothing was sent; give --max-billable ${plan.worstCaseBillable} to run this plan, or a smaller number for a part of it`,
    );
    io.exitCode = exitCodes.inconclusive;
    return;
  }

  const skipReasons = new Map(plan.entries.map(({ case: { id }, skipReason }) => [id, skipReason]));
  const proxies = proxiesFor(io, flags, target, isLoopback);
  const about = { direction: 'server', subject: target.href, profile: contract.profile } as const;
  const folder = await openPictureFolder(pictures);
  const progress = createDrawingProgress(io);
  try {
    await withEvidenceFile(io, flags, about, async (file) => {
      const results = runServerCases({
        target,
        contract,
        cases,
        credentials,
        pictures,
        skip: ({ id }) => skipReasons.get(id),
        omitsControl: plan.control?.skipReason !== undefined,
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
        cases,
        plan: {
          sent: plan.entries.filter(({ skipReason }) => skipReason === undefined).length,
          mayBeCharged: plan.worstCaseBillable,
        },
        flags,
        isBudgetUsedUp: plan.isBudgetUsedUp,
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
