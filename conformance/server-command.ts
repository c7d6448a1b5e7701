import { mkdir, readdir, writeFile } from 'node:fs/promises';
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
} from '../spec/index.js';
import { builtInCredentials, type Credentials, credentialVariables, readCredentials } from './credentials.js';
import { reproductionFile, reproductionFolder } from './curl.js';
import { drawnPictures, type PictureSource, picturesFrom } from './pictures.js';
import { type Plan, placeOf, planRun, readTarget, type TargetPlace } from './plan.js';
import { fixturesOf } from './request.js';
import {
  type ReportFlags,
  reportRun,
  requireReports,
  type SelectionFlags,
  seconds,
  withReports,
  withSelection,
} from './run-report.js';
import { selectCases } from './select.js';
import { runServerCases } from './server-run.js';
import type { CaseResult } from './verdict.js';

interface ServerFlags extends SelectionFlags, ReportFlags {
  readonly target: string;
  readonly profile: string;
  readonly maxBillable?: number;
  readonly allowProduction?: string;
  readonly credentials?: string;
  readonly fixtures?: string;
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
    .option('--allow-production <host>', "the production host's name, to run there all the same")
    .option(
      '--credentials <file>',
      `file with ${Object.values(credentialVariables).join(', ')} as NAME=value lines; default: the environment`,
    )
    .option('--fixtures <folder>', 'pictures of your own, named by fixture id, e.g. selfie-good.jpg')
    .option('--timeout <seconds>', 'how long one answer may take', seconds, 30_000)
    .option('--interval <seconds>', 'least time between two requests (default: 0 on this machine, 1 beyond)', seconds)
    .action(async (flags: ServerFlags) => run(io, flags));
}

async function run(io: CommandIo, flags: ServerFlags): Promise<void> {
  const contract = await loadContract((await loadProfile(flags.profile)).profile);
  const target = readTarget(flags.target, contract.path);
  const place = placeOf(target);
  await requireReports(flags);
  const credentials = await credentialsFor(io, flags, place);
  const pictures = flags.fixtures === undefined ? drawnPictures : await ownPictures(flags.fixtures);
  const cases = selectCases({ direction: 'server', only: flags.only, kinds: flags.kind, tags: flags.tag });
  const maxBillable = flags.maxBillable ?? Number.POSITIVE_INFINITY;
  const plan = planRun({ cases, loopback: place === 'loopback', credentials, pictures, maxBillable });
  if (place !== 'loopback' && !mayRun(io, flags, target, place, plan)) return;
  const skips = new Map(plan.entries.map(({ case: of, skip }) => [of.id, skip]));
  const results = await reportRun(
    io,
    runServerCases({
      target,
      contract,
      cases,
      credentials,
      pictures,
      skip: ({ id }) => skips.get(id),
      timeoutMs: flags.timeout,
      intervalMs: flags.interval ?? (place === 'loopback' ? 0 : politeIntervalMs),
      signal: io.signal,
    }),
    cases.length,
    { direction: 'server', subject: target.href, profile: contract.profile },
    flags,
    plan.budgetUsedUp,
  );
  await keepPictures(io, results, pictures);
}

/** Prints the plan of a run that may cost money, and tells whether enough was said to start it. */
function mayRun(io: CommandIo, flags: ServerFlags, target: URL, place: TargetPlace, plan: Plan): boolean {
  if (place === 'production' && flags.allowProduction !== target.hostname)
    throw new KitError(
      'usage',
      `${target.href} is production, where every call costs money; give --allow-production ${target.hostname} if you mean it`,
    );
  for (const { case: of, skip } of plan.entries)
    io.out(
      `  ${skip === undefined ? 'send' : 'skip'}  ${of.id}  ${skip ?? (of.cost === 'unknown' ? 'perhaps billable' : of.cost)}`,
    );
  const toSend = plan.entries.filter(({ skip }) => skip === undefined).length;
  io.out(
    `Plan for ${target.href}: ${toSend} requests, of which at most ${plan.mostBillable} are charged; ${plan.entries.length - toSend} skipped.`,
  );
  if (flags.maxBillable !== undefined) return true;
  io.err(
    `eendigo-kit: nothing was sent; give --max-billable ${plan.mostBillable} to run this plan, or a smaller number for a part of it`,
  );
  io.exitCode = exitCodes.usage;
  return false;
}

async function credentialsFor(io: CommandIo, flags: ServerFlags, place: TargetPlace): Promise<Credentials> {
  const given = readCredentials(flags.credentials === undefined ? io.env : await readVariables(flags.credentials));
  if (given) return given;
  if (place === 'loopback' && flags.credentials === undefined) return builtInCredentials;
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

/** Writes the drawn pictures of the cases whose curl lines were printed, so that those lines work. Never the user's own. */
async function keepPictures(io: CommandIo, results: readonly CaseResult[], pictures: PictureSource): Promise<void> {
  const wanted = results
    .filter(({ verdict }) => verdict === 'failed' || verdict === 'inconclusive')
    .flatMap(({ case: of }) => fixturesOf(of));
  const drawn = [...new Set(wanted)].filter((id) => pictures.ownFile(id) === undefined);
  if (drawn.length === 0) return;
  try {
    await mkdir(reproductionFolder, { recursive: true });
    for (const id of drawn) await writeFile(reproductionFile(id, pictures), await pictures.load(id));
  } catch (error) {
    io.err(
      `eendigo-kit: ${reproductionFolder}: the pictures of the curl lines could not be written (${reasonOf(error)})`,
    );
  }
}

function callsOf(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('Give a whole number of calls.');
  return Number(text);
}
