import { isDeepStrictEqual } from 'node:util';
import { reasonOf } from '../../spec/index.js';
import type { MockServer } from '../server.js';
import type { Log } from '../telemetry/log.js';
import { type Config, type OptionName, optionEntries, options } from './options.js';
import { type Resolved, resolveConfig, type Sources } from './resolve.js';
import { contractFileOf, type Settings } from './settings.js';
import { type Watch, watchFiles } from './watch.js';

/** What follows a configuration file. */
export interface Reload {
  readonly mock: MockServer;
  readonly sources: Sources & { readonly file: string };
  /** What the mock was started with. */
  readonly started: { readonly resolved: Resolved; readonly settings: Settings };
  /** Reads what a configuration names. */
  readonly read: (resolved: Resolved) => Promise<Settings>;
  /** Absent where nothing is logged. */
  readonly log: Pick<Log, 'setLevel'> | undefined;
  /** Hears in one line what a change led to; `trouble` where the last good configuration goes on. */
  readonly say: Say;
}

/** Tells a person, or a log, of one thing. */
export type Say = (kind: 'news' | 'trouble', line: string) => void;

/**
 * Follows a configuration file, and the profile or contract file that it names: what can change while the mock runs is
 * changed, the rest is said to wait for the next start. A file that is wrong or gone changes nothing, and is told of once.
 */
export async function followConfig({ mock, sources, started, read, log, say }: Reload): Promise<Watch> {
  let { resolved, settings } = started;
  let trouble: string | undefined;
  const named = ({ config }: Resolved): readonly string[] => [contractFileOf(config) ?? []].flat();
  const reload = async (): Promise<void> => {
    try {
      const next = await resolveConfig(sources);
      const nextSettings = await read(next);
      const changed = changedOptions(resolved.config, next.config);
      const contract = !isDeepStrictEqual(nextSettings.change.contract.openapi, settings.change.contract.openapi);
      await mock.update(contract ? nextSettings.change : { ...nextSettings.change, contract: mock.contract });
      log?.setLevel(next.config.logLevel);
      const lines = told(changed, contract, started.resolved.config, next.config);
      if (lines.length > 0 || trouble !== undefined)
        say('news', `${sources.file}: read again; ${lines.join('; ') || 'all is as it was before'}`);
      resolved = next;
      settings = contract
        ? nextSettings
        : { ...nextSettings, change: { ...nextSettings.change, contract: mock.contract } };
      trouble = undefined;
      watch.also(named(next));
    } catch (error) {
      const line = reasonOf(error);
      if (line !== trouble) say('trouble', `${line}; the mock goes on with the last good configuration`);
      trouble = line;
    }
  };
  const watch = await watchFiles(sources.file, named(resolved), reload);
  return watch;
}

function changedOptions(before: Config, after: Config): readonly OptionName[] {
  return optionEntries.map(([name]) => name).filter((name) => !isDeepStrictEqual(before[name], after[name]));
}

function told(changed: readonly OptionName[], contract: boolean, running: Config, next: Config): readonly string[] {
  const live = changed.filter((name) => options[name].change === 'at-once');
  // What was changed and changed back needs no restart any more.
  const waiting = changedOptions(running, next).filter((name) => options[name].change === 'restart');
  const ofContract = contract && !live.includes('profile') && !live.includes('spec') ? ['the contract'] : [];
  const now = [...live, ...ofContract];
  return [
    ...(now.length > 0 ? [`changed: ${now.join(', ')}`] : []),
    ...(waiting.length > 0 ? [`needs a restart: ${waiting.join(', ')}`] : []),
  ];
}
