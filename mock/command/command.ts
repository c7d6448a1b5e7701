import { once } from 'node:events';
import { Command } from 'commander';
import { type CommandIo, KitError, version, withoutLineBreak } from '../../spec/index.js';
import { addFlags, withoutFlags } from '../config/flags.js';
import type { Log } from '../config/log-options.js';
import { type Config, flagOf, type OptionName } from '../config/options.js';
import { configAsYaml } from '../config/print.js';
import { configVariable, placeInWords, type Resolved, resolveConfig, type Sources } from '../config/resolve.js';
import { configSchema } from '../config/schema.js';
import { writeCertificate } from '../http/tls.js';
import type { MockChange } from '../mock.js';
import { type MockServer, type MockServerOptions, startMockServer } from '../server.js';
import { openLog } from '../telemetry/log.js';
import { type Greeting, greeting, tokenLine } from './greeting.js';
import { noteListening } from './listening-note.js';
import { followConfig, type Say } from './reload.js';
import { type Settings, settingsOf } from './settings.js';

/** The flags that are no options of the mock: they say what the command is to do. */
interface CommandFlags {
  readonly config?: string;
  readonly printConfig?: true;
  readonly showSecrets?: true;
  readonly printConfigSchema?: true;
}

/** `eendigo-kit mock`: runs the mock server until it is interrupted. */
export function createMockCommand(io: CommandIo): Command {
  const command = new Command('mock')
    .description('run the mock server')
    .option(
      '-c, --config <file>',
      `YAML or JSON file with options; followed while the mock runs (env: ${configVariable})`,
    );
  return addFlags(command)
    .option('--print-config', 'print all options as a configuration file that says where each comes from, and end')
    .option('--show-secrets', 'with --print-config: tokens and keys as they are')
    .option('--print-config-schema', 'print the JSON Schema of configuration files, and end')
    .addHelpText(
      'after',
      `\nA flag counts before the environment, that before the file, and that before the default.\n${withoutFlags()}`,
    )
    .action(async (flags: CommandFlags & Sources['flags']) => {
      if (flags.printConfigSchema) return io.out(JSON.stringify(configSchema(), null, 2));
      const {
        config: file = withoutLineBreak(io.env[configVariable] ?? '') || undefined,
        printConfig,
        showSecrets,
        ...rest
      } = flags;
      if (file === '') throw new KitError('usage', '--config: no file is named; give the path of a YAML or JSON file');
      if (showSecrets && !printConfig)
        throw new KitError('usage', '--show-secrets: only says how to print; give --print-config too');
      const sources: Sources = { flags: rest, env: io.env, file };
      if (!printConfig) return run(io, sources);
      const resolved = await resolveConfig(sources);
      // What the mock would refuse at its start is refused here too.
      await settingsOf(resolved);
      return io.out((await configAsYaml(resolved, showSecrets === true)).trimEnd());
    });
}

/** How long requests may take to end when the mock does, in milliseconds: `docker stop` kills after ten seconds. */
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
      called: { host: remedy(resolved, 'host'), port: remedy(resolved, 'port') },
      cutOff: (requests) => {
        if (requests > 0) say('trouble', `requests cut off that had not ended after ${graceMs / 1000} s: ${requests}`);
      },
      started: (load) => {
        loadAhead = load;
      },
    },
  );
  using _note = noteListening(io, mock, say);
  if (mock.certificate !== undefined && config.tlsOut !== undefined)
    await writeCertificate(config.tlsOut, mock.certificate, remedy(resolved, 'tlsOut'));
  let isTold = false;
  const tellToken = ({ adminToken }: Config): void => {
    if (isTold || adminToken !== undefined || mock.adminToken === undefined) return;
    isTold = true;
    io.err(`eendigo-kit mock: ${tokenLine(mock, mock.adminToken)}`);
  };
  // Before anybody is told that the mock is there, so that no save from then on is missed.
  await using _watch =
    sources.file === undefined && config.tlsCert === undefined
      ? undefined
      : followConfig({
          mock,
          sources,
          started: { resolved, settings },
          read: settingsOf,
          inForce: tellToken,
          log,
          say,
        });
  // From here on, standard output is a log.
  io.outIs = 'log';
  for (const warning of mock.warnings) say('trouble', warning);
  if (config.log === 'json') startAsJson(mock, log);
  else for (const line of greeting(mock, certificateIn(config))) io.out(line);
  tellToken(config);
  loadAhead();
  if (!io.signal.aborted) await once(io.signal, 'abort');
  say('news', `finishing what is in flight, for ${graceMs / 1000} s at most; Ctrl-C again ends at once`);
  await mock.close(graceMs);
  say('news', 'ended');
  await log?.flush();
}

function logFor(io: CommandIo, { log: format, logLevel: level }: Config): Log | undefined {
  if (format === 'off') return undefined;
  const colours = io.outIsTty === true && io.env['NO_COLOR'] === undefined;
  return openLog({ format, level, colours, write: io.out });
}

/** The start as a line of the log. */
function startAsJson(mock: MockServer, log: Log | undefined): void {
  log?.always('info', 'listening', { version, url: mock.url, profile: mock.contract.profile, pid: process.pid });
}

function asJson(log: Log): Say {
  return (kind, text) => log.always(kind === 'news' ? 'info' : 'warn', 'notice', { text });
}

function certificateIn({ tlsCert, tlsOut, tlsCa }: Config): Greeting {
  return { certificateFile: tlsOut ?? tlsCa, isMade: tlsCert === undefined, isKept: tlsCa !== undefined };
}

/** How an option is given another value, and where the value that it has was found, unless that is plain to see. */
function remedy({ origins }: Resolved, name: OptionName): string {
  const { [name]: origin } = origins;
  const plain = origin.source === 'flag' || origin.source === 'default';
  return `with ${flagOf(name)}${plain ? '' : ` (this one is from ${placeInWords(origin, name)})`}`;
}

/** Options without those that have no value. */
function given(options: MockChange & Settings['start']): MockServerOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
