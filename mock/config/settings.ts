import { readFile } from 'node:fs/promises';
import {
  type Contract,
  KitError,
  loadContract,
  loadContractFile,
  loadProfile,
  nearest,
  reasonOf,
} from '../../spec/index.js';
import { schemaCheck } from '../admin/schema-problems.js';
import { parseFault } from '../faults/index.js';
import { defaultLimits, type Limits } from '../limits.js';
import { scenariosIn } from '../queue.js';
import type { MockChange, MockServerOptions } from '../server.js';
import { checkTlsPair } from '../tls.js';
import type { Config, OptionName } from './options.js';
import { placeInWords, type Resolved } from './resolve.js';

/** A configuration in the server's terms: what it listens with, and what can be changed while it runs. */
export interface Settings {
  readonly start: Pick<MockServerOptions, 'host' | 'port' | 'tls' | 'state' | 'stateSync'>;
  readonly change: MockChange & { readonly contract: Contract };
}

/**
 * Reads what a configuration names: the contract and the certificate.
 *
 * @throws KitError that names the option, where its value comes from, the reason and the remedy
 */
export async function settingsOf(resolved: Resolved): Promise<Settings> {
  const { config } = resolved;
  const { contract, profile } = await contractOf(config);
  const at = (name: OptionName, problem: string): KitError =>
    new KitError('setup', `${placeInWords(resolved.origins[name], name)}${problem}`);
  checkTenants(config, at);
  checkScenarios(config, contract, at);
  return {
    start: {
      host: config.host,
      port: config.port,
      ...(config.state === undefined ? {} : { state: config.state, stateSync: config.stateSync }),
      ...(await tlsOf(resolved, at)),
    },
    change: {
      contract,
      profile,
      tenants: config.tenants,
      scenario: config.scenario,
      queue: config.queue,
      fault: config.fault === undefined ? undefined : faultOf(config.fault, at),
      mockHeaders: config.mockHeaders,
      channels: config.channels,
      faceEngine: config.faceEngine,
      keepImages: config.keepImages,
      adminToken: config.adminToken,
      corsOrigins: config.corsOrigins,
      limits: limitsIn(config),
    },
  };
}

/** The file that the contract is read from; undefined where it is built in. */
export function contractFileOf({ spec, profile }: Config): string | undefined {
  return spec ?? (/[/\\]|\.(json|ya?ml)$/i.test(profile) ? profile : undefined);
}

type At = (name: OptionName, problem: string) => KitError;

async function contractOf({
  spec,
  profile,
}: Config): Promise<Pick<MockServerOptions, 'profile'> & { contract: Contract }> {
  if (spec !== undefined) return { contract: await loadContractFile(spec) };
  const loaded = await loadProfile(profile);
  return { profile: loaded, contract: await loadContract(loaded.profile) };
}

function limitsIn(config: Config): Limits {
  const names = Object.keys(defaultLimits) as (keyof Limits)[];
  return Object.fromEntries(names.map((name) => [name, config[name]])) as unknown as Limits;
}

function checkTenants({ tenants = [] }: Config, at: At): void {
  for (const [index, { code }] of tenants.entries())
    if (tenants.findIndex((tenant) => tenant.code === code) < index)
      throw at(
        'tenants',
        `[${index}].code: ${JSON.stringify(code)} is there twice; give each tenant a code of its own`,
      );
}

const itemProblems = schemaCheck({ $ref: '#/components/schemas/QueueItem' });

function checkScenarios({ scenario, queue = [] }: Config, { scenarios }: Contract, at: At): void {
  const check = (option: OptionName, place: string, name: string): void => {
    if (scenarios.has(name)) return;
    const known = [...scenarios.keys()];
    const meant = nearest(name, known);
    const suggestion = meant === undefined ? '' : ` (did you mean ${meant}?)`;
    const shown = JSON.stringify(name.slice(0, 100));
    throw at(option, `${place}: no scenario is called ${shown}; allowed: ${known.join(', ')}${suggestion}`);
  };
  if (scenario !== undefined) check('scenario', '', scenario);
  for (const [index, item] of queue.entries()) {
    const [problem] = itemProblems(item);
    if (problem) throw at('queue', `[${index}]${problem.pointer.replaceAll('/', '.')}: ${problem.detail}`);
    for (const name of scenariosIn([item])) check('queue', `[${index}]`, name);
  }
}

const faultProblems = schemaCheck({ $ref: '#/components/schemas/FaultOrSchedule' });

function faultOf(fault: NonNullable<Config['fault']>, at: At): MockServerOptions['fault'] {
  if (typeof fault !== 'string') {
    const [problem] = faultProblems(fault);
    if (problem) throw at('fault', `${problem.pointer.replaceAll('/', '.')}: ${problem.detail}`);
    return fault;
  }
  try {
    return parseFault(fault);
  } catch (error) {
    throw at('fault', `: ${reasonOf(error)}`);
  }
}

async function tlsOf({ config, origins }: Resolved, at: At): Promise<Pick<MockServerOptions, 'tls'>> {
  const { tls, tlsCert, tlsKey, tlsNames, tlsOut } = config;
  // Turned off in so many words, for instance by --no-tls against a file.
  if (!tls && origins.tls.source !== 'default') return {};
  if (tlsCert === undefined && tlsKey === undefined) {
    const useless = tlsOut !== undefined ? 'tlsOut' : tlsNames.length > 0 ? 'tlsNames' : undefined;
    if (!tls && useless) throw at(useless, ': there is no certificate to make; turn tls on');
    return tls ? { tls: { names: tlsNames } } : {};
  }
  if (tlsCert === undefined) throw at('tlsKey', ': needs a certificate too; give tlsCert');
  if (tlsKey === undefined) throw at('tlsCert', ': needs its private key too; give tlsKey');
  if (tlsOut !== undefined) throw at('tlsOut', ': the certificate is given, not made; leave it out');
  if (tlsNames.length > 0) throw at('tlsNames', ': the certificate is given, not made; leave it out');
  const pair = { cert: await pemOf('tlsCert', tlsCert, at), key: await pemOf('tlsKey', tlsKey, at) };
  checkTlsPair(pair, { cert: tlsCert, key: tlsKey });
  return { tls: pair };
}

async function pemOf(name: OptionName, path: string, at: At): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw at(
      name,
      `: ${path}: ${missing ? 'there is no such file' : `cannot be read (${reasonOf(error)})`}; give a PEM file`,
    );
  }
}
