import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { Command } from 'commander';
import { type CommandIo, version } from '../../spec/index.js';
import { addFlags } from '../config/flags.js';
import type { Config } from '../config/options.js';
import { configAsYaml } from '../config/print.js';
import { followConfig, type Say } from '../config/reload.js';
import { configVariable, resolveConfig, type Sources } from '../config/resolve.js';
import { configSchema } from '../config/schema.js';
import { type Settings, settingsOf } from '../config/settings.js';
import { writeCertificate } from '../connection/tls.js';
import { createMockServer, type MockServer, type MockServerOptions } from '../server.js';
import type { MockChange } from '../set-up.js';
import { type Log, openLog } from '../telemetry/log.js';
import { type Greeting, greeting, isLoopback, tokenLine } from './greeting.js';
import { letHeapGrow } from './heap.js';

/** The flags that are no options of the mock: they say what the command is to do. */
interface CommandFlags {
  readonly config?: string;
  readonly printConfig?: true;
  readonly showSecrets?: true;
  readonly printConfigSchema?: true;
}

/** `eendigo-kit mock`: runs the mock server until it is interrupted. */
export function mockCommand(io: CommandIo): Command {
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
    .addHelpText('after', '\nA flag counts before the environment, that before the file, and that before the default.')
    .action(async (flags: CommandFlags & Sources['flags']) => {
      if (flags.printConfigSchema) return io.out(JSON.stringify(configSchema(), null, 2));
      const { config: file = io.env[configVariable] || undefined, printConfig, showSecrets, ...rest } = flags;
      const sources: Sources = { flags: rest, env: io.env, file };
      if (!printConfig) return run(io, sources);
      const resolved = await resolveConfig(sources);
      // What the mock would refuse at its start is refused here too.
      await settingsOf(resolved);
      return io.out((await configAsYaml(resolved, showSecrets === true)).trimEnd());
    });
}

async function run(io: CommandIo, sources: Sources): Promise<void> {
  letHeapGrow();
  const resolved = await resolveConfig(sources);
  const guarded = tokenMaker(resolved.config.host);
  const settings = guarded.complete(await settingsOf(resolved));
  const { config } = resolved;
  const log = logFor(io, config);
  await using mock = await createMockServer({
    ...given({ ...settings.start, ...settings.change }),
    ...(log ? { log } : {}),
    metrics: true,
  });
  if (mock.certificate !== undefined && config.tlsOut !== undefined)
    await writeCertificate(config.tlsOut, mock.certificate);
  const say =
    config.log === 'json' && log ? asJson(log) : (_: unknown, line: string) => io.err(`eendigo-kit mock: ${line}`);
  const tellToken = (): void => {
    const token = guarded.untold();
    if (token !== undefined) io.err(`eendigo-kit mock: ${tokenLine(mock, token)}`);
  };
  // Before anybody is told that the mock is there, so that no save from then on is missed.
  await using _watch =
    sources.file === undefined && config.tlsCert === undefined
      ? undefined
      : await followConfig({
          mock,
          sources,
          started: { resolved, settings },
          read: async (next, reads) => {
            const read = guarded.complete(await settingsOf(next, reads));
            tellToken();
            return read;
          },
          log,
          say,
        });
  for (const warning of mock.warnings) say('trouble', warning);
  if (config.log === 'json') startAsJson(mock, log);
  else for (const line of greeting(mock, certificateIn(config))) io.out(line);
  tellToken();
  if (!io.signal.aborted) await once(io.signal, 'abort');
  say('news', 'finishing what is in flight; Ctrl-C again ends at once');
  await mock.close();
  say('news', 'ended');
  await log?.flush();
}

/** Makes a token for a mock that others than this machine can reach, where the configuration gives none. */
function tokenMaker(host: string) {
  let made: string | undefined;
  let isTold = false;
  return {
    /** The token that was made, once. */
    untold: () => {
      if (made === undefined || isTold) return undefined;
      isTold = true;
      return made;
    },
    complete: (settings: Settings): Settings => {
      // The host that is listened on counts, whatever a changed file says of the next start.
      if (settings.change.adminToken !== undefined || isLoopback(host)) return settings;
      made ??= randomBytes(16).toString('hex');
      return { ...settings, change: { ...settings.change, adminToken: made } };
    },
  };
}

function logFor(io: CommandIo, { log: format, logLevel: level }: Config): Log | undefined {
  if (format === 'off') return undefined;
  const colours = io.outIsTty === true && io.env['NO_COLOR'] === undefined;
  return openLog({ format, level, colours, write: io.out });
}

/** The start as a line of the log. */
function startAsJson(mock: MockServer, log: Log | undefined): void {
  log?.line('info', 'listening', { version, url: mock.url, profile: mock.contract.profile, pid: process.pid });
}

function asJson(log: Log): Say {
  return (kind, text) => log.line(kind === 'news' ? 'info' : 'warn', 'notice', { text });
}

function certificateIn({ tlsCert, tlsOut }: Config): Greeting {
  return { certificateFile: tlsOut, selfSigned: tlsCert === undefined };
}

/** Options without those that have no value. */
function given(options: MockChange & Settings['start']): MockServerOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
