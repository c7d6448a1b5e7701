import { readdir } from 'node:fs/promises';
import { parseEnv } from 'node:util';
import { Command, InvalidArgumentError } from 'commander';
import {
  type CommandIo,
  exitCodes,
  KitError,
  loadContract,
  loadProfile,
  readTextFile,
  reasonOf,
} from '../../spec/index.js';
import type { CaseResult } from '../evidence/verdict.js';
import { drawnPictures, type PictureSource, picturesFrom } from '../pictures.js';
import {
  limitOption,
  pauseInSeconds,
  type ReportFlags,
  reportRun,
  requireReports,
  type SelectionFlags,
  withReports,
  withSelection,
} from '../reports/run-report.js';
import { selectCases } from '../select.js';
import { builtInCredentials, type Credentials, credentialVariables, readCredentials } from '../wire/credentials.js';
import { drawingProgress } from '../wire/drawing.js';
import { openPictureFolder, type PictureFolder } from '../wire/picture-folder.js';
import { namesProxy, proxyFor } from '../wire/proxy.js';
import { fixturesOf } from '../wire/request.js';
import { type Plan, planRun, readTarget, type TargetPlace, targetPlaceOf } from './plan.js';
import { runServerCases } from './server-run.js';

interface ServerFlags extends SelectionFlags, ReportFlags {
  readonly target: string;
  readonly profile: string;
  readonly maxBillable?: number;
  readonly dryRun?: boolean;
  readonly allowProduction?: string;
  readonly credentials?: string;
  readonly fixtures?: string;
  readonly proxy?: string;
  readonly timeout: number;
  readonly interval?: number;
}

/** Between two requests to a server that is not on this machine, in milliseconds, unless --interval says otherwise. */
const politeIntervalMs = 1000;

/** `eendigo-kit conformance server`: the cases put to a server. */
export function serverCommand(io: CommandIo): Command {
  return withReports(withSelection(new Command('server')))
    .description('judge a server: the mock, UAT, or your own')
    .requiredOption('--target <url>', "what stands before the operation's path, e.g. http://127.0.0.1:8080/demo")
    .option('--profile <profile>', 'the readings to assume: a built-in profile or a file', 'documented')
    .option('--max-billable <calls>', 'the most calls that may be charged; needed beyond this machine', callsOf)
    .option('--dry-run', 'print the plan and send nothing')
    .option('--allow-production <host>', "the production host's name, to run there all the same")
    .option(
      '--credentials <file>',
      `file with ${Object.values(credentialVariables).join(', ')} as NAME=value lines; default: the environment`,
    )
    .option('--fixtures <folder>', 'pictures of your own, named by fixture id, e.g. selfie-good.jpg')
    .option(
      '--proxy <url>',
      'HTTP proxy to reach a target beyond this machine; default: HTTPS_PROXY, HTTP_PROXY, NO_PROXY',
    )
    .addOption(limitOption('--timeout <seconds>', 'how long one answer may take', 30))
    .option(
      '--interval <seconds>',
      'least time between two requests (default: 0 on this machine, 1 second beyond)',
      pauseInSeconds,
    )
    .action(async (flags: ServerFlags) => run(io, flags));
}

async function run(io: CommandIo, flags: ServerFlags): Promise<void> {
  const contract = await loadContract((await loadProfile(flags.profile)).profile);
  const target = readTarget(flags.target, contract.path);
  const place = targetPlaceOf(target);
  if (!flags.dryRun) {
    refuseProduction(flags, target, place);
    await requireReports(flags);
  }
  const credentials = await credentialsFor(io, flags, place);
  const pictures = flags.fixtures === undefined ? drawnPictures : await ownPictures(flags.fixtures);
  const cases = selectCases({ direction: 'server', only: flags.only, kinds: flags.kind, tags: flags.tag });
  const maxBillable = flags.maxBillable ?? Number.POSITIVE_INFINITY;
  const plan = planRun({ cases, loopback: place === 'loopback', credentials, pictures, maxBillable });
  if (place !== 'loopback' || flags.dryRun) printPlan(io, target, plan);
  if (flags.dryRun || !mayRun(io, flags, place, plan)) return;
  const proxy = place === 'loopback' ? undefined : proxyFor(target, flags.proxy, io.env);
  if (place === 'loopback' && flags.proxy !== undefined)
    io.err('eendigo-kit: --proxy is not used: the target is this machine, which is never reached through a proxy');
  const skips = new Map(plan.entries.map(({ case: of, skip }) => [of.id, skip]));
  const folder = await openPictureFolder(pictures);
  const { onDrawing, end } = drawingProgress(io);
  const results = runServerCases({
    target,
    contract,
    cases,
    credentials,
    pictures,
    skip: ({ id }) => skips.get(id),
    timeoutMs: flags.timeout,
    intervalMs: flags.interval ?? (place === 'loopback' ? 0 : politeIntervalMs),
    signal: io.signal,
    onDrawing,
    fileOf: folder.fileOf,
    ...(proxy ? { proxy } : {}),
    ...curlProxyOf(io, flags, place, proxy),
  });
  try {
    await reportRun(
      io,
      keepingPictures(io, results, folder),
      cases.length,
      { direction: 'server', subject: target.href, profile: contract.profile },
      flags,
      plan.budgetUsedUp,
    );
  } finally {
    end();
    folder.close();
  }
}

/** How the curl lines must be told what the shell's environment does not tell curl. */
function curlProxyOf(
  { env }: CommandIo,
  flags: ServerFlags,
  place: TargetPlace,
  proxy: URL | undefined,
): { curlProxy?: URL | 'none' } {
  if (place === 'loopback') return namesProxy(env) ? { curlProxy: 'none' } : {};
  return proxy && flags.proxy !== undefined ? { curlProxy: proxy } : {};
}

function printPlan(io: CommandIo, target: URL, plan: Plan): void {
  for (const { case: of, skip } of plan.entries)
    io.out(
      `  ${skip === undefined ? 'send' : 'skip'}  ${of.id}  ${skip ?? (of.cost === 'unknown' ? 'perhaps billable' : of.cost)}`,
    );
  const toSend = plan.entries.filter(({ skip }) => skip === undefined).length;
  io.out(
    `Plan for ${target.href}: ${toSend} requests, of which at most ${plan.mostBillable} are charged; ${plan.entries.length - toSend} skipped.`,
  );
}

function refuseProduction(flags: ServerFlags, target: URL, place: TargetPlace): void {
  if (place === 'production' && flags.allowProduction !== target.hostname)
    throw new KitError(
      'usage',
      `${target.href} is production, where every call costs money; give --allow-production ${target.hostname} if you mean it`,
    );
}

/** Tells whether enough was said to start a run that may cost money. */
function mayRun(io: CommandIo, flags: ServerFlags, place: TargetPlace, plan: Plan): boolean {
  if (place === 'loopback' || flags.maxBillable !== undefined) return true;
  io.err(
    `eendigo-kit: nothing was sent; give --max-billable ${plan.mostBillable} to run this plan, or a smaller number for a part of it`,
  );
  io.exitCode = exitCodes.inconclusive;
  return false;
}

async function credentialsFor(io: CommandIo, flags: ServerFlags, place: TargetPlace): Promise<Credentials> {
  const given = readCredentials(flags.credentials === undefined ? io.env : await readVariables(flags.credentials));
  if (given) return given;
  if (place === 'loopback' && flags.credentials === undefined) return builtInCredentials;
  // A plan can be made without: nothing is sent.
  if (flags.dryRun && flags.credentials === undefined) return { funded: builtInCredentials.funded, builtIn: false };
  const { code, key } = credentialVariables;
  throw new KitError(
    'usage',
    `no credentials for ${flags.target}; set ${code} and ${key} in ${flags.credentials ?? 'the environment, or give --credentials <file>'}`,
  );
}

async function readVariables(file: string): Promise<CommandIo['env']> {
  try {
    return parseEnv(await readTextFile(file));
  } catch (error) {
    if (error instanceof KitError) throw error;
    throw new KitError(
      'setup',
      `${file}: cannot be read (${reasonOf(error)}); give a file with ${credentialVariables.code}=... lines`,
      { cause: error },
    );
  }
}

async function ownPictures(folder: string): Promise<PictureSource> {
  try {
    return picturesFrom(folder, new Set(await readdir(folder)));
  } catch (error) {
    throw new KitError('setup', `${folder}: cannot be read (${reasonOf(error)}); give a folder with pictures`, {
      cause: error,
    });
  }
}

/** Passes results on, and writes the drawn pictures of those whose curl lines are printed before they are. */
async function* keepingPictures(
  io: CommandIo,
  results: AsyncIterable<CaseResult>,
  folder: PictureFolder,
): AsyncGenerator<CaseResult, void, void> {
  let isWritable = true;
  for await (const result of results) {
    if (isWritable && (result.verdict === 'failed' || result.verdict === 'inconclusive'))
      await folder.keep(fixturesOf(result.case)).catch((error: unknown) => {
        isWritable = false;
        io.err(`eendigo-kit: the pictures of the curl lines could not be written (${reasonOf(error)})`);
      });
    yield result;
  }
}

function callsOf(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('Give a whole number of calls.');
  return Number(text);
}
