import { resolve } from 'node:path';
import {
  type Contract,
  KitError,
  loadContract,
  loadContractFile,
  loadProfile,
  readTextFile,
  reasonOf,
} from '../../spec/index.js';
import { type ChangeIn, isOtherInProcess, type OptionsIn } from '../config/in-process.js';
import type { OptionChange, Scope } from '../config/option.js';
import type { MockChange, MockServerOptions } from '../config/option-types.js';
import { type Config, type OptionName, optionEntries } from '../config/options.js';
import { placeInWords, type Resolved, siblingName } from '../config/resolve.js';
import { scenarioProblem } from '../config/scenario-names.js';
import { keyFileOf, readAuthority } from '../http/authority-file.js';
import { checkHost, checkLanHost } from '../http/host.js';
import type { Limits } from '../http/limits.js';
import { checkOrigins } from '../http/origins.js';
import { checkTlsNames, checkTlsPair } from '../http/tls.js';
import { checkSession } from '../sessions/mock-session.js';
import { queueItems, scenariosIn } from '../sessions/queue.js';

/** A configuration as server options: those fixed at the start, and those that can change. */
export interface Settings {
  readonly start: OptionsIn<ServerScope, 'restart'>;
  readonly change: MockChange & { readonly contract: Contract };
}

/** Called with each file that a configuration names, before it is read. */
export type Reads = (file: string) => void;

/**
 * Loads the contract and the certificate that a configuration names. `reads` is called with each file, even a missing
 * or invalid one.
 *
 * @throws KitError that names the option, the source of its value, the reason and the remedy
 */
export async function settingsOf(resolved: Resolved, reads: Reads = () => {}): Promise<Settings> {
  const { config } = resolved;
  for (const file of [config.spec, config.tlsCert, config.tlsKey]) if (file !== undefined) reads(file);
  const at = (name: OptionName, problem: string): KitError =>
    new KitError('setup', `${placeInWords(resolved.origins[name], name)}${problem}`);
  checked('host', () => checkHost(config.host, siblingName(resolved.origins.host, 'port')), at);
  const kept = await contractOf(config, reads);
  checked('tenants', () => checkSession(kept.contract, { tenants: config.tenants }), at);
  checkScenarios(config, kept.contract, at);
  checked('corsOrigins', () => checkOrigins(config.corsOrigins), at);
  checked('fault', () => checkSession(kept.contract, { fault: config.fault }), at);
  checked('clock', () => checkSession(kept.contract, { clock: config.clock }), at);
  const start = Object.entries({ ...valuesIn(config, 'restart', serverScopes), host: hostOf(resolved, at) });
  return {
    start: {
      ...Object.fromEntries(start.filter(([, value]) => value !== undefined)),
      ...(await tlsOf(resolved, at)),
    },
    change: {
      ...valuesIn(config, 'at-once', serverScopes),
      ...kept,
      limits: valuesIn(config, undefined, ['limit', 'handler-limit']) as Limits,
    },
  };
}

/** Returns the host that a source names; undefined for the one that the mock chooses for `lan`. */
function hostOf({ config: { host, lan }, origins }: Resolved, at: At): string | undefined {
  if (lan && origins.host.source === 'default') return undefined;
  if (lan) checked('host', () => checkLanHost(host), at);
  return host;
}

/** Scopes of a server's options. */
const serverScopes = ['session', 'mock', 'server'] as const;

type ServerScope = (typeof serverScopes)[number];

/** Returns the options of these scopes, without those whose type differs in process. */
function valuesIn<S extends Scope, When extends OptionChange>(
  config: Config,
  when: When | undefined,
  scopes: readonly S[],
): ChangeIn<S, When> {
  const values = optionEntries
    .filter(
      ([name, { scope, change }]) =>
        (when === undefined || change === when) && scopes.some((one) => one === scope) && !isOtherInProcess(name),
    )
    .map(([name]) => [name, config[name]]);
  return Object.fromEntries(values);
}

type At = (name: OptionName, problem: string) => KitError;

async function contractOf({ spec, profile: nameOrFile }: Config, reads: Reads) {
  if (spec !== undefined) return { contract: await loadContractFile(spec), profile: undefined };
  const profile = await loadProfile(nameOrFile, reads);
  return { contract: await loadContract(profile.profile), profile };
}

/**
 * Returns whether a mock of this configuration speaks HTTPS. A certificate enables it, unless `tls` is explicitly
 * false.
 */
export function speaksTls({ config: { tls, tlsCert, tlsKey }, origins }: Resolved): boolean {
  return tls || (origins.tls.source === 'default' && (tlsCert ?? tlsKey) !== undefined);
}

function checkScenarios({ scenario, queue = [] }: Config, contract: Contract, at: At): void {
  const check = (option: OptionName, place: string, names: readonly string[]): void => {
    const problem = scenarioProblem(contract, names);
    if (problem !== undefined) throw at(option, `${place}: ${problem}`);
  };
  if (scenario !== undefined) check('scenario', '', [scenario]);
  for (const [index, item] of queueItems(queue).entries()) check('queue', `[${index}]`, scenariosIn([item]));
}

/** Runs a check of an option's value. @throws KitError that names where to fix the value */
function checked<T>(name: OptionName, make: () => T, at: At): T {
  try {
    return make();
  } catch (error) {
    // The mock's message also begins with the option's name.
    const reason = reasonOf(error);
    throw at(name, reason.startsWith(name) ? reason.slice(name.length) : `: ${reason}`);
  }
}

async function tlsOf({ config, origins }: Resolved, at: At): Promise<Pick<MockServerOptions, 'tls'>> {
  const { tls, tlsCert, tlsKey, tlsNames, tlsOut, tlsCa } = config;
  // Explicitly disabled, for instance by --no-tls against a file.
  if (!tls && origins.tls.source !== 'default') return {};
  if (tlsCert === undefined && tlsKey === undefined) {
    const useless =
      tlsOut !== undefined ? 'tlsOut' : tlsCa !== undefined ? 'tlsCa' : tlsNames.length > 0 ? 'tlsNames' : undefined;
    if (!tls && useless) throw at(useless, ': needs TLS; set tls');
    checked('tlsNames', () => checkTlsNames(tlsNames, 'tlsNames'), at);
    if (!tls || tlsCa === undefined) return tls ? { tls: { names: tlsNames } } : {};
    if (tlsOut !== undefined && [tlsCa, keyFileOf(tlsCa)].map((path) => resolve(path)).includes(resolve(tlsOut)))
      throw at('tlsOut', ': would overwrite the authority; leave it out, clients can trust the file of tlsCa');
    // Checks the authority before anything is created.
    await readAuthority(tlsCa).catch((error: unknown) => {
      throw at('tlsCa', `: ${reasonOf(error)}`);
    });
    return { tls: { names: tlsNames, ca: tlsCa } };
  }
  if (tlsCert === undefined)
    throw at('tlsKey', `: needs a certificate too; give ${siblingName(origins.tlsKey, 'tlsCert')}`);
  if (tlsKey === undefined)
    throw at('tlsCert', `: needs its private key too; give ${siblingName(origins.tlsCert, 'tlsKey')}`);
  if (tlsOut !== undefined) throw at('tlsOut', ': applies only to a generated certificate; leave it out');
  if (tlsCa !== undefined) throw at('tlsCa', ': applies only to a generated certificate; leave it out');
  if (tlsNames.length > 0) throw at('tlsNames', ': applies only to a generated certificate; leave it out');
  const pair = { cert: await pemOf('tlsCert', tlsCert, at), key: await pemOf('tlsKey', tlsKey, at) };
  checkTlsPair(pair, {
    cert: `${placeInWords(origins.tlsCert, 'tlsCert')}: ${tlsCert}`,
    key: `${placeInWords(origins.tlsKey, 'tlsKey')}: ${tlsKey}`,
  });
  return { tls: pair };
}

async function pemOf(name: OptionName, path: string, at: At): Promise<string> {
  try {
    return await readTextFile(path);
  } catch (error) {
    if (error instanceof KitError) throw at(name, `: ${error.message}`);
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw at(name, `: ${path}: ${missing ? 'does not exist' : `cannot be read (${reasonOf(error)})`}; give a PEM file`);
  }
}
