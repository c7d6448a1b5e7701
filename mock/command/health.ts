import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { Command } from 'commander';
import { type CommandIo, exitCodes, KitError, reachable, reasonOf, withoutLineBreak } from '../../spec/index.js';
import { addFlags } from '../config/flags.js';
import type { OptionName } from '../config/options.js';
import { configVariable, placeInWords, type Resolved, resolveConfig, type Sources } from '../config/resolve.js';
import { notedUrl, runtimeVariable } from './listening-note.js';
import { speaksTls } from './settings.js';

/** Timeout of the health request, in milliseconds. The Docker health check ends one second later. */
const patienceMs = 4000;

const shown: ReadonlySet<OptionName> = new Set(['port', 'host', 'tls', 'tlsCert', 'tlsKey']);

/** Creates `eendigo-kit health`, which checks whether a running mock is healthy. */
export function createHealthCommand(io: CommandIo): Command {
  const command = new Command('health')
    .description('check whether a running mock is healthy')
    .option('-c, --config <file>', `the configuration file of the mock (env: ${configVariable})`);
  return addFlags(command, shown)
    .addHelpText(
      'after',
      [
        '',
        'Accepts every flag, variable and file of "mock", and checks the address that they',
        'give. The certificate is not verified.',
        'Without flags it checks the address noted by a mock that was started with',
        `the same ${runtimeVariable}: a folder, set in the Docker image.`,
        'Exit codes: 0 healthy, 1 unhealthy or unreachable, 2 usage',
      ].join('\n'),
    )
    .action(async (flags: Sources['flags'] & { readonly config?: string }) => {
      const url = new URL(await addressOf(io, flags));
      const problem = await problemAt(new URL('/__admin/health', url));
      if (problem === undefined) return io.out(`${url.origin} is healthy`);
      io.err(`eendigo-kit health: ${url.origin} ${problem}`);
      io.exitCode = exitCodes.failed;
    });
}

async function addressOf(io: CommandIo, flags: Sources['flags'] & { readonly config?: string }): Promise<string> {
  const isByFlags = Object.values(flags).some((value) => value !== undefined);
  const noted = isByFlags ? undefined : notedUrl(io.env);
  if (noted !== undefined) return noted;
  const { config: file = withoutLineBreak(io.env[configVariable] ?? '') || undefined, ...rest } = flags;
  return configuredUrl(await resolveConfig({ flags: rest, env: io.env, file }));
}

/** Returns the address of a mock with this configuration. @throws KitError `usage` for port 0 */
function configuredUrl(resolved: Resolved): string {
  const { host, port } = resolved.config;
  if (port === 0)
    throw new KitError(
      'usage',
      `${placeInWords(resolved.origins.port, 'port')}: 0 is any free port, so the mock's port is unknown; give --port with the printed one`,
    );
  return `${speaksTls(resolved) ? 'https' : 'http'}://${reachable(host)}:${port}`;
}

/** Returns why the mock is unhealthy; undefined if it is healthy. */
async function problemAt(url: URL): Promise<string | undefined> {
  try {
    const answer = await get(url);
    const body = await text(answer);
    if (answer.statusCode === 200 && valueIn(body, 'status') === 'ok') return undefined;
    const detail = valueIn(body, 'detail');
    if (typeof detail === 'string') return `is not healthy: ${detail.replaceAll(/\s+/g, ' ')}`;
    return `answers ${answer.statusCode}, unlike a mock of the kit`;
  } catch (error) {
    const { name, code } = error as NodeJS.ErrnoException;
    if (name === 'AbortError' || name === 'TimeoutError') return `does not answer within ${patienceMs / 1000} s`;
    return `cannot be reached: ${reasonOf(error) || code}`;
  }
}

async function get(url: URL): Promise<IncomingMessage> {
  const signal = AbortSignal.timeout(patienceMs);
  // A separate agent, because the global one may use a proxy. The certificate is not checked.
  const isTls = url.protocol === 'https:';
  const { request, Agent } = isTls ? await import('node:https') : await import('node:http');
  const agent = new Agent(isTls ? { rejectUnauthorized: false } : {});
  return new Promise((resolve, reject) => {
    request(url, { agent, signal }, resolve).on('error', reject).end();
  });
}

function valueIn(body: string, key: string): unknown {
  try {
    return Reflect.get(Object(JSON.parse(body)), key);
  } catch {
    return undefined;
  }
}
