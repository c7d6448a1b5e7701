import { once } from 'node:events';
import { Command } from 'commander';
import {
  type CommandIo,
  createPaint,
  hasColours,
  KitError,
  loadQrLines,
  version,
  withoutLineBreak,
} from '../../spec/index.js';
import { addFlags, withoutFlags } from '../config/flags.js';
import type { Log } from '../config/log-options.js';
import { type Config, flagOf, type OptionName } from '../config/options.js';
import { configAsYaml } from '../config/print.js';
import { configVariable, placeInWords, type Resolved, resolveConfig, type Sources } from '../config/resolve.js';
import { configSchema } from '../config/schema.js';
import { writeCertificate } from '../http/tls.js';
import type { MockChange } from '../mock.js';
import { type MockServer, type MockServerOptions, startMockServer } from '../server.js';
import { createMockLog } from '../telemetry/log.js';
import { type Greeting, greeting, tokenLines } from './greeting.js';
import { noteListening } from './listening-note.js';
import { followConfig, type Say } from './reload.js';
import { type Settings, settingsOf } from './settings.js';

/** Flags of the command that are not options of the mock. */
interface CommandFlags {
  readonly config?: string;
  readonly printConfig?: true;
  readonly showSecrets?: true;
  readonly printConfigSchema?: true;
}

/** Creates `eendigo-kit mock`, which runs the mock server until it is interrupted. */
export function createMockCommand(io: CommandIo): Command {
  const command = new Command('mock')
    .description('run the mock server')
    .option(
      '-c, --config <file>',
      `YAML or JSON file with options; watched while the mock runs (env: ${configVariable})`,
    );
  return addFlags(command)
    .option('--print-config', 'print all options as a configuration file with the source of each, and exit')
    .option('--show-secrets', 'with --print-config: do not mask tokens and keys')
    .option('--print-config-schema', 'print the JSON Schema of configuration files, and exit')
    .addHelpText(
      'after',
      `\nFlags override the environment, which overrides the file, which overrides the defaults.\n${withoutFlags()}`,
    )
    .action(async (flags: CommandFlags & Sources['flags']) => {
      if (flags.printConfigSchema) return io.out(JSON.stringify(configSchema(), null, 2));
      const {
        config: file = withoutLineBreak(io.env[configVariable] ?? '') || undefined,
        printConfig,
        showSecrets,
        ...rest
      } = flags;
      if (file === '') throw new KitError('usage', '--config: the path is empty; give the path of a YAML or JSON file');
      if (showSecrets && !printConfig) throw new KitError('usage', '--show-secrets: needs --print-config; add it');
      const sources: Sources = { flags: rest, env: io.env, file };
      if (!printConfig) return run(io, sources);
      const resolved = await resolveConfig(sources);
      // Rejects here what the mock would reject at its start.
      await settingsOf(resolved);
      return io.out((await configAsYaml(resolved, showSecrets === true)).trimEnd());
    });
}

/** Grace period for requests at shutdown, in milliseconds. `docker stop` kills after ten seconds. */
const graceMs = 8000;

async function run(io: CommandIo, sources: Sources): Promise<void> {
  const resolved = await resolveConfig(sources);
  const settings = await settingsOf(resolved);
  const { config } = resolved;
  const log = logFor(io, config);
  const say: Say = config.log === 'json' && log ? asJson(log) : (_, line) => io.err(`eendigo-kit mock: ${line}`);
  let loadAhead = (): void => {};
  await using mock = await startMockServer(
    { ...given({ ...settings.start, ...settings.change }), ...(log ? { log } : {}), metrics: true },
    {
      optionNames: { host: remedy(resolved, 'host'), port: remedy(resolved, 'port') },
      onCutOff: (requests) => {
        if (requests > 0) say('trouble', `requests cut off after ${graceMs / 1000} s: ${requests}`);
      },
      onStarted: (load) => {
        loadAhead = load;
      },
    },
  );
  using _note = noteListening(io, mock, say);
  if (mock.certificate !== undefined && config.tlsOut !== undefined)
    await writeCertificate(config.tlsOut, mock.certificate, remedy(resolved, 'tlsOut'));
  let isTokenPrinted = false;
  const printTokenOnce = ({ adminToken }: Config): void => {
    if (isTokenPrinted || adminToken !== undefined || mock.adminToken === undefined) return;
    isTokenPrinted = true;
    for (const line of tokenLines(mock, mock.adminToken, config.lan))
      io.err(line.startsWith(' ') ? line : `eendigo-kit mock: ${line}`);
  };
  // Starts before the greeting, so that no later save is missed.
  await using _watch =
    sources.file === undefined && config.tlsCert === undefined
      ? undefined
      : followConfig({
          mock,
          sources,
          started: { resolved, settings },
          read: settingsOf,
          inForce: printTokenOnce,
          log,
          say,
        });
  // From here on, standard output is a log.
  io.outIs = 'log';
  for (const warning of mock.warnings) say('trouble', warning);
  if (config.log === 'json') startAsJson(mock, log, config.lan);
  else {
    const tenants = await mock.readTenants();
    for (const line of greeting(mock, tenants, await greetingIn(config, io))) io.out(line);
  }
  printTokenOnce(config);
  loadAhead();
  if (!io.signal.aborted) await once(io.signal, 'abort');
  say('news', `finishing requests in flight, for at most ${graceMs / 1000} s; press Ctrl-C again to stop at once`);
  await mock.close(graceMs);
  say('news', 'ended');
  await log?.flush();
}

function logFor(io: CommandIo, { log: format, logLevel: level }: Config): Log | undefined {
  if (format === 'off') return undefined;
  return createMockLog({ format, level, colours: hasColours(io), write: io.out });
}

/** Logs the start as a JSON line. */
function startAsJson(mock: MockServer, log: Log | undefined, lan: boolean): void {
  log?.always('info', 'listening', {
    version,
    url: mock.url,
    ...(lan ? { addresses: mock.addresses } : {}),
    profile: mock.contract.profile,
    pid: process.pid,
  });
}

function asJson(log: Log): Say {
  return (kind, text) => log.always(kind === 'news' ? 'info' : 'warn', 'notice', { text });
}

async function greetingIn({ tlsCert, tlsOut, tlsCa, log, lan }: Config, io: CommandIo): Promise<Greeting> {
  const canShowQr = lan && io.outIsTty === true && io.env['TERM'] !== 'dumb';
  const qrLines = canShowQr ? await loadQrLines() : undefined;
  return {
    certificateFile: tlsOut ?? tlsCa,
    isMade: tlsCert === undefined,
    isKept: tlsCa !== undefined,
    log,
    lan,
    qrLines: qrLines && ((text) => qrLines(text, createPaint(hasColours(io)))),
  };
}

/** Describes how to change an option, with the place of its current value if that is not obvious. */
function remedy({ origins }: Resolved, name: OptionName): string {
  const { [name]: origin } = origins;
  const plain = origin.source === 'flag' || origin.source === 'default';
  return `with ${flagOf(name)}${plain ? '' : ` (this one is from ${placeInWords(origin, name)})`}`;
}

/** Returns the options that have a value. */
function given(options: MockChange & Settings['start']): MockServerOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
