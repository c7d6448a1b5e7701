import { isDeepStrictEqual } from 'node:util';
import { KitError, reasonOf } from '../../spec/index.js';
import { type Config, type OptionName, optionEntries, options } from '../config/options.js';
import { type Resolved, resolveConfig, type Sources } from '../config/resolve.js';
import type { TlsPair } from '../http/tls.js';
import type { MockServer } from '../server.js';
import type { Log } from '../telemetry/log.js';
import type { Reads, Settings } from './settings.js';
import { type Follow, type Watch, watchFiles } from './watch.js';

/** What follows a configuration. */
export interface Reload {
  readonly mock: MockServer;
  readonly sources: Sources;
  /** What the mock was started with. */
  readonly started: { readonly resolved: Resolved; readonly settings: Settings };
  /** Reads what a configuration names. */
  readonly read: (resolved: Resolved, reads: Reads) => Promise<Settings>;
  /** Hears of each configuration that is in force from then on. */
  readonly inForce?: (config: Config) => void;
  /** Absent where nothing is logged. */
  readonly log: Pick<Log, 'setLevel'> | undefined;
  /** Hears in one line what a change led to; `trouble` where something is left to be mended. */
  readonly say: Say;
  /** How often the files are looked at, in milliseconds. */
  readonly intervalMs?: number;
}

/** Tells a person, or a log, of one thing. */
export type Say = (kind: 'news' | 'trouble', line: string) => void;

/**
 * Follows a configuration file, if there is one, and all files that the configuration names: what can change while the
 * mock runs is changed, the rest is said to wait for the next start. A file that is wrong or gone changes nothing, and is
 * told of once.
 */
export function followConfig({ mock, sources, started, read, inForce, log, say, intervalMs }: Reload): Watch {
  let { resolved, settings } = started;
  let trouble: string | undefined;
  const named = sources.file === undefined ? [] : [sources.file];
  const called = sources.file ?? 'the files that the options name';
  const reload = async (follow: Follow): Promise<void> => {
    const files = new Set(named);
    try {
      const next = await resolveConfig(sources);
      const nextSettings = await read(next, (file) => files.add(file)).finally(() => follow([...files]));
      const changed = changedOptions(resolved.config, next.config);
      const contract = !isDeepStrictEqual(nextSettings.change.contract.openapi, settings.change.contract.openapi);
      const change = contract ? nextSettings.change : { ...nextSettings.change, contract: mock.contract };
      const unwritten = await mock.update(change).catch(ofFileAlone);
      inForce?.(next.config);
      const pair = otherPair(settings, nextSettings, changedOptions(started.resolved.config, next.config));
      if (pair) await mock.renewCertificate(pair);
      log?.setLevel(next.config.logLevel);
      const more = [...(contract ? ['the contract'] : []), ...(pair ? ['the certificate'] : [])];
      const lines = told(changed, more, started.resolved.config, next.config);
      if (lines.length > 0 || trouble !== undefined)
        say('news', `${called}: read again; ${lines.join('; ') || 'all is as it was before'}`);
      if (unwritten)
        say('trouble', `${reasonOf(unwritten)}; what was changed is in force, and goes on file with what comes next`);
      resolved = next;
      settings = { start: pair ? nextSettings.start : settings.start, change };
      trouble = undefined;
    } catch (error) {
      const line = reasonOf(error);
      if (line !== trouble) say('trouble', `${line}; the mock goes on with the last good configuration`);
      trouble = line;
    }
  };
  return watchFiles(named, reload, intervalMs);
}

/** An error that only says that the state file has to wait: the change is in force. */
function ofFileAlone(error: unknown): KitError {
  if (error instanceof KitError && error.code === 'unwritable') return error;
  throw error;
}

/** The certificate and key that were put into the files in which those that are served stood; undefined where they are the same. */
function otherPair(before: Settings, next: Settings, waiting: readonly OptionName[]): TlsPair | undefined {
  if (waiting.some((name) => name.startsWith('tls'))) return undefined;
  const [{ tls: served }, { tls: pair }] = [before.start, next.start];
  return typeof pair === 'object' && 'cert' in pair && !isDeepStrictEqual(pair, served) ? pair : undefined;
}

function changedOptions(before: Config, after: Config): readonly OptionName[] {
  return optionEntries.map(([name]) => name).filter((name) => !isDeepStrictEqual(before[name], after[name]));
}

function told(
  changed: readonly OptionName[],
  more: readonly string[],
  running: Config,
  next: Config,
): readonly string[] {
  const live = changed.filter((name) => options[name].change === 'at-once');
  // What was changed and changed back needs no restart any more.
  const waiting = changedOptions(running, next).filter((name) => options[name].change === 'restart');
  const named = live.includes('profile') || live.includes('spec') ? ['the contract'] : [];
  const now = [...live, ...more.filter((one) => !named.includes(one))];
  return [
    ...(now.length > 0 ? [`changed: ${now.join(', ')}`] : []),
    ...(waiting.length > 0 ? [`needs a restart: ${waiting.join(', ')}`] : []),
  ];
}
