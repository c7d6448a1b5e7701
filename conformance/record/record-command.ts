import { Command, InvalidArgumentError } from 'commander';
import { type CommandIo, KitError, loadContract, loadProfile } from '../../spec/index.js';
import { withEvidenceFile } from '../evidence/evidence-file.js';
import type { LeakGate } from '../evidence/leak-gate.js';
import { readPrice } from '../reports/price.js';
import { formatReports, requireWritable, writeReports } from '../reports/report-files.js';
import { findCredentials } from '../server/run-credentials.js';
import { createRunGate } from '../server/run-gate.js';
import { proxiesFor } from '../server/run-proxy.js';
import {
  type BudgetFlags,
  givenIn,
  type ReachFlags,
  withBudget,
  withReach,
  withTarget,
} from '../server/server-flags.js';
import { createBudget } from '../server/spend/budget.js';
import { openSpendFile, spendFileOf } from '../server/spend/spend-file.js';
import { readTarget, requireAllowed, targetPlaceOf } from '../server/target.js';
import { applyTarget } from '../server/targets/apply-target.js';
import { aborted } from '../wire/interruption.js';
import { closesAfterHandshake, describeCloseAfterHandshake, requireReachable } from '../wire/require-reachable.js';
import { exchangeLine } from './exchange-line.js';
import { startRecorder } from './recorder.js';
import type { RecorderOptions } from './recorder-options.js';
import { createRecording, exitOfRecording } from './recording.js';

interface RecordFlags extends BudgetFlags, ReachFlags {
  readonly profile: string;
  readonly port: number;
  readonly host: string;
  readonly json?: string;
}

const exitCodeHelp = `
Ctrl-C ends the recorder: exchanges in flight have 2 seconds to end, and the
report is written.

Exit codes:
  0  exchanges were recorded to their end
  2  wrong usage or set-up
  3  nothing was recorded, or an exchange has no answer because the recorder ended
  5  the budget refused a call`;

/** Creates `eendigo-kit record`: passes a client's own calls on to a server, and records them. */
export function createRecordCommand(io: CommandIo): Command {
  return withReach(withTarget(withBudget(new Command('record'))))
    .description('pass calls of any client on to a server, byte by byte, and record them')
    .option('--port <port>', 'the port to listen on; 0 takes a free one', parsePort, 8090)
    .option('--host <address>', 'the address to listen on', '127.0.0.1')
    .option('--json <file>', 'write the recording for "learn" and "diff"; without it nothing is kept')
    .option(
      '--profile <profile>',
      'the readings by which requests are explained: a built-in profile or a file',
      'documented',
    )
    .addHelpText('after', exitCodeHelp)
    .action((flags: RecordFlags, command: Command) => record(io, flags, givenIn(command)));
}

async function record(io: CommandIo, given: RecordFlags, isGiven: (flag: string) => boolean): Promise<void> {
  const { flags, settings } = await applyTarget(io, given, { isDryRun: false, isGiven });
  const { profile } = await loadProfile(flags.profile);
  const contract = await loadContract(profile);
  const target = readTarget(flags.target, contract.path);
  requireAllowed(target, flags.allowProduction, settings?.production);
  if (flags.json !== undefined) await requireWritable(flags.json);
  const isLoopback = targetPlaceOf(target) === 'loopback' && settings?.production !== true;
  const { maxBillable, maxBillablePerDay } = flags;
  if (!isLoopback && maxBillable === undefined)
    throw new KitError(
      'usage',
      `${target.href} may charge each call; give --max-billable <calls>, the most that the clients may spend`,
    );
  const price = readPrice(flags.price, flags.currency);
  const credentials =
    settings?.credentials ?? (await findCredentials({ env: io.env, file: flags.credentials, isLoopback }));
  const { proxy } = proxiesFor(io, { flags, settings, target });
  const gate = createRunGate({ target, credentials, proxy, tls: settings?.tls });
  const options = {
    gate,
    target,
    contract,
    timeoutMs: flags.timeout,
    host: flags.host,
    port: flags.port,
    ...(proxy ? { proxy } : {}),
    ...(settings?.tls ? { tls: settings.tls } : {}),
    ...(credentials ? { credentials } : {}),
  };
  if (isLoopback || maxBillable === undefined) return execute(io, flags, options);
  using spending = openSpendFile(io, spendFileOf(flags.spendFile, io.env), target, gate);
  const limits = { maxBillable, ...(maxBillablePerDay === undefined ? {} : { maxBillablePerDay }) };
  const budget = createBudget(limits, spending, target);
  try {
    await execute(io, flags, { ...options, budget });
  } finally {
    const money = price ? ` (${price.format(budget.spent())})` : '';
    io.err(
      `eendigo-kit: at most ${budget.spent()} of ${maxBillable} billable calls were charged${money}; "eendigo-kit conformance spend" shows all runs`,
    );
  }
}

/** Records until the user ends it, and writes the report. */
async function execute(
  io: CommandIo,
  { json, maxBillable = 0 }: RecordFlags,
  { gate, budget, ...options }: Omit<RecorderOptions, 'onExchange'> & { readonly gate: LeakGate },
): Promise<void> {
  const { target, contract, credentials } = options;
  const startedAt = new Date();
  const recording = createRecording({
    target,
    contract,
    credentials,
    startedAt,
    mayBeCharged: budget ? maxBillable : 0,
  });
  const about = { direction: 'server', subject: target.href, profile: contract.profile, cases: [] } as const;
  io.outIs = 'log';
  // A recording that would hold a secret is a defect of the kit: it ends at once.
  const failed = new AbortController();
  await withEvidenceFile(io, json === undefined ? {} : { json }, { about, gate }, async (file) => {
    const recorder = await startRecorder({
      ...options,
      ...(budget ? { budget } : {}),
      onSend: (number) => file.sending(`exchange-${number}`),
      onExchange: (exchange, sent) => {
        try {
          gate.addSecrets([{ what: 'a key', value: sent?.key ?? '' }]);
          recording.add(exchange, sent);
          file.exchange(exchange);
          io.out(exchangeLine(exchange));
        } catch (error) {
          failed.abort(error);
        }
      },
    });
    for (const line of greeting(recorder.url, target, { json, budget: budget && maxBillable })) io.out(line);
    const problem = await whyUnreachable(io, options);
    if (problem !== undefined) io.err(`eendigo-kit: the target cannot be reached at present: ${problem}`);
    await aborted(AbortSignal.any([io.signal, failed.signal]));
    await recorder.close(io.signal);
    failed.signal.throwIfAborted();
    const exchanges = recording.exchanges();
    const exit = exitOfRecording(
      exchanges,
      exchanges.some(({ refused }) => budget?.isReason(refused)),
    );
    const open = exchanges.filter(({ isOpen }) => isOpen).length;
    const report = recording.report({
      exit,
      durationMs: Date.now() - startedAt.getTime(),
      ...(open > 0 ? { cutShort: exit.reason } : {}),
    });
    io.exitCode = exit.code;
    await writeReports(await formatReports([[json, () => `${JSON.stringify(report, null, 2)}\n`]], gate));
    io.out(`${exit.reason}${json === undefined ? '' : `; the recording is in ${json}`}`);
  });
}

function greeting(
  url: string,
  target: URL,
  { json, budget }: { readonly json: string | undefined; readonly budget: number | undefined },
): readonly string[] {
  return [
    `eendigo-kit record listens on ${url}`,
    `and passes calls on to ${target.href}${budget === undefined ? '' : `, of which at most ${budget} may be charged`}`,
    '',
    `Give your client the base URL ${url}`,
    json === undefined ? 'Nothing is kept: give --json <file> for a recording.' : `The recording will be in ${json}.`,
    'Ctrl-C ends it.',
    '',
  ];
}

function parsePort(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new InvalidArgumentError('Give a port, from 0 to 65535.');
  return Number(text);
}

/** Why calls will not reach the target, as far as a connection without a request shows. */
async function whyUnreachable(
  io: CommandIo,
  { target, proxy, timeoutMs, tls = {} }: Omit<RecorderOptions, 'onExchange'>,
): Promise<string | undefined> {
  try {
    await requireReachable(target, proxy, timeoutMs, io.signal, tls);
  } catch (error) {
    if (!(error instanceof KitError)) throw error;
    return error.message;
  }
  const isClosed = !proxy && target.protocol === 'https:' && (await closesAfterHandshake(target, tls));
  return isClosed ? describeCloseAfterHandshake(target, tls) : undefined;
}
