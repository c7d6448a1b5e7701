import type { CommandIo } from '../../spec/index.js';
import { hasProxy, selectProxy } from '../wire/proxy.js';
import type { ServerRunOptions } from './run-options.js';
import type { ReachFlags } from './server-flags.js';
import { targetPlaceOf } from './target.js';
import type { TargetSettings } from './targets/apply-target.js';

/** What the proxy depends on. */
interface Reach {
  readonly flags: Pick<ReachFlags, 'proxy'>;
  readonly settings: TargetSettings | undefined;
  readonly target: URL;
}

/** The proxy of the run, and the one that its curl lines must name because curl would choose another by itself. */
export function proxiesFor(
  { env, err }: CommandIo,
  { flags, settings, target }: Reach,
): Pick<ServerRunOptions, 'proxy' | 'curlProxy'> {
  if (targetPlaceOf(target) === 'loopback') {
    const given = flags.proxy === undefined ? settings?.proxy && 'the proxy of the targets file' : '--proxy';
    if (given)
      err(`eendigo-kit: ${given} is not used: the target is this machine, which is never reached through a proxy`);
    return hasProxy(env) ? { curlProxy: 'none' } : {};
  }
  if (settings?.proxy) return { proxy: settings.proxy, curlProxy: settings.proxy };
  const proxy = selectProxy(target, flags.proxy, env);
  if (!proxy) return {};
  return flags.proxy === undefined ? { proxy } : { proxy, curlProxy: proxy };
}
