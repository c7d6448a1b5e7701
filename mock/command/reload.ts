import { isDeepStrictEqual } from 'node:util';
import { KitError, reasonOf } from '../../spec/index.js';
import type { Log } from '../config/log-options.js';
import { type Config, type OptionName, optionEntries } from '../config/options.js';
import { type Resolved, resolveConfig, type Sources } from '../config/resolve.js';
import { options } from '../config/table.js';
import type { TlsPair } from '../http/tls.js';
import type { MockServer } from '../server.js';
import type { Reads, Settings } from './settings.js';
import { type Follow, type Watch, watchFiles } from './watch.js';

/** Options of the reloader. */
export interface Reload {
  readonly mock: MockServer;
  readonly sources: Sources;
  /** The configuration at the start. */
  readonly started: { readonly resolved: Resolved; readonly settings: Settings };
  /** Loads the files that a configuration names. */
  readonly read: (resolved: Resolved, reads: Reads) => Promise<Settings>;
  /** Called after each applied configuration. */
  readonly inForce?: (config: Config) => void;
  /** Undefined if logging is off. */
  readonly log: Pick<Log, 'setLevel'> | undefined;
  /** Reports a change in one line; `trouble` if the user must act. */
  readonly say: Say;
  /** Polling interval for the files, in milliseconds. */
  readonly intervalMs?: number;
}

/** Reports one line to the terminal or the log. */
export type Say = (kind: 'news' | 'trouble', line: string) => void;

/**
 * Watches the configuration file, if any, and all files that it names. It applies changes at once where possible, and
 * reports options that need a restart. An invalid or missing file changes nothing and is reported once.
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
      const lines = changeLines(changed, more, started.resolved.config, next.config);
      if (lines.length > 0 || trouble !== undefined)
        say('news', `${called}: reloaded; ${lines.join('; ') || 'nothing changed'}`);
      if (unwritten)
        say('trouble', `${reasonOf(unwritten)}; the change of the tenants takes effect with the next write`);
      resolved = next;
      settings = { start: pair ? nextSettings.start : settings.start, change };
      trouble = undefined;
    } catch (error) {
      const line = reasonOf(error);
      if (line !== trouble) say('trouble', `${line}; the mock keeps the last valid configuration`);
      trouble = line;
    }
  };
  return watchFiles(named, reload, intervalMs);
}

/** Returns the error if the change is in effect, except that tenants could not be saved. Throws other errors. */
function ofFileAlone(error: unknown): KitError {
  if (error instanceof KitError && error.code === 'unwritable') return error;
  throw error;
}

/** Returns the new content of the served certificate files; undefined if unchanged. */
function otherPair(before: Settings, next: Settings, waiting: readonly OptionName[]): TlsPair | undefined {
  if (waiting.some((name) => name.startsWith('tls'))) return undefined;
  const [{ tls: served }, { tls: pair }] = [before.start, next.start];
  return typeof pair === 'object' && 'cert' in pair && !isDeepStrictEqual(pair, served) ? pair : undefined;
}

function changedOptions(before: Config, after: Config): readonly OptionName[] {
  return optionEntries.map(([name]) => name).filter((name) => !isDeepStrictEqual(before[name], after[name]));
}

function changeLines(
  changed: readonly OptionName[],
  more: readonly string[],
  running: Config,
  next: Config,
): readonly string[] {
  const live = changed.filter((name) => options[name].change === 'at-once');
  // An option that was changed back needs no restart.
  const waiting = changedOptions(running, next).filter((name) => options[name].change === 'restart');
  const named = live.includes('profile') || live.includes('spec') ? ['the contract'] : [];
  const now = [...live, ...more.filter((one) => !named.includes(one))];
  return [
    ...(now.length > 0 ? [`changed: ${now.join(', ')}`] : []),
    ...(waiting.length > 0 ? [`needs a restart: ${waiting.join(', ')}`] : []),
  ];
}
