import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { isIP } from 'node:net';
import { Command, InvalidArgumentError, Option } from 'commander';
import { type CommandIo, loadContractFile, loadProfile, profileOption } from '../spec/index.js';
import { type Channel, channels } from './channels.js';
import { sampleCurl } from './sample-curl.js';
import { createMockServer, type MockServer } from './server.js';

interface MockFlags {
  readonly port: number;
  readonly host: string;
  readonly profile: string;
  readonly spec?: string;
  readonly adminToken?: string;
  readonly mockHeaders: boolean;
  readonly state?: string;
  readonly stateSync: boolean;
  readonly channels: readonly Channel[];
}

/** `eendigo-kit mock`: runs the mock server until it is interrupted. */
export function mockCommand(io: CommandIo): Command {
  return new Command('mock')
    .description('run the mock server')
    .addOption(
      new Option('-p, --port <port>', 'port to listen on; 0 takes a free one')
        .env('PORT')
        .default(8080)
        .argParser(portOf),
    )
    .addOption(
      new Option('--host <address>', 'address to listen on').env('HOST').default('127.0.0.1').argParser(hostOf),
    )
    .addOption(profileOption())
    .addOption(
      new Option('--spec <file>', 'OpenAPI file to obey in place of the built-in one (YAML or JSON)').conflicts(
        'profile',
      ),
    )
    .addOption(
      new Option('--admin-token <token>', 'token that /__admin asks for when listening beyond loopback').env(
        'ADMIN_TOKEN',
      ),
    )
    .option(
      '--channels <channels>',
      `the ways in which a scenario may be asked for, of ${channels.join(', ')}; none for the rules alone`,
      channelsOf,
      channels,
    )
    .option('--state <file>', 'file that keeps tenants, numbering and ledger over restarts and kills')
    .option('--state-sync', 'answer only when the disk has it, so that a loss of power does no harm either', false)
    .option('--no-mock-headers', 'leave the X-Mock-* headers out of the answers')
    .action(async (flags: MockFlags) => {
      await run(io, flags);
    });
}

async function run(io: CommandIo, flags: MockFlags): Promise<void> {
  const adminToken = flags.adminToken ?? (isLoopback(flags.host) ? undefined : randomBytes(16).toString('hex'));
  const mock = await createMockServer({
    ...(flags.spec === undefined
      ? { profile: await loadProfile(flags.profile) }
      : { contract: await loadContractFile(flags.spec) }),
    port: flags.port,
    host: flags.host,
    mockHeaders: flags.mockHeaders,
    channels: flags.channels,
    stateSync: flags.stateSync,
    ...(flags.state === undefined ? {} : { state: flags.state }),
    ...(adminToken === undefined ? {} : { adminToken }),
  });
  for (const warning of mock.warnings) io.err(`eendigo-kit mock: ${warning}`);
  for (const line of greeting(mock, adminToken !== flags.adminToken ? adminToken : undefined)) io.out(line);
  if (!io.signal.aborted) await once(io.signal, 'abort');
  io.err('eendigo-kit mock: finishing what is in flight');
  await mock.close();
}

function greeting(mock: MockServer, madeToken: string | undefined): readonly string[] {
  const query = madeToken === undefined ? '' : `?token=${madeToken}`;
  return [
    `eendigo-kit mock listens on ${mock.url} (profile ${mock.contract.profile})`,
    '',
    ...mock.contract.prefixes.map((prefix) => `  ${mock.contract.method} ${mock.url}${prefix}${mock.contract.path}`),
    '',
    'Tenants:',
    ...mock.tenants().map(({ code, key, balance }) => `  tenant_code ${code}  key ${key}  balance ${balance}`),
    '',
    'Try it:',
    ...sampleCurl(mock, isLoopback(mock.host)).map((line) => `  ${line}`),
    '',
    `What came and what was wrong with it: ${mock.url}/__admin/requests${query}`,
    `API reference to read and try: ${mock.url}/__admin/docs${query}`,
    ...(madeToken === undefined
      ? []
      : [`Listening beyond loopback (${mock.host}), so /__admin asks for the token ${madeToken}`]),
    'Ctrl-C ends it.',
  ];
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function channelsOf(text: string): readonly Channel[] {
  const words = text === 'none' ? [] : text.split(',').map((word) => word.trim());
  return words.map((word) => {
    const channel = channels.find((one) => one === word);
    if (!channel)
      throw new InvalidArgumentError(`There is no ${JSON.stringify(word)}; there are ${channels.join(', ')}.`);
    return channel;
  });
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('A port is a whole number from 0 to 65535.');
  return port;
}

/** An empty host would listen everywhere, which nobody means by leaving a variable empty. */
function hostOf(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('Give an address, e.g. 127.0.0.1.');
  return text;
}
