import { type CommandIo, KitError } from '../../spec/index.js';

type Environment = CommandIo['env'];

/** The names of this machine, which a proxy never serves. */
const loopbackNames = ['127.0.0.1', 'localhost', '::1'];

/**
 * Selects the proxy for a target beyond this machine. The flag has priority. The environment is next: `https_proxy` or
 * `http_proxy` by the target's scheme, then `all_proxy`, in lower or upper case, unless `no_proxy` names the target.
 * Undefined when there is no proxy.
 *
 * @throws KitError `usage` for an address that is not a proxy's. The message never shows a password.
 */
export function selectProxy(target: URL, flag: string | undefined, env: Environment): URL | undefined {
  if (flag !== undefined) {
    const proxy = parseProxy('--proxy', flag);
    if (proxy.username || proxy.password)
      throw new KitError(
        'usage',
        '--proxy has a user name or password, which other users of this machine can see; set HTTPS_PROXY in the environment',
      );
    return proxy;
  }
  if (isExcluded(target, readVariable(env, 'no_proxy')?.value ?? '')) return undefined;
  const found =
    readVariable(env, target.protocol === 'https:' ? 'https_proxy' : 'http_proxy') ?? readVariable(env, 'all_proxy');
  return found && parseProxy(found.name, found.value);
}

/** The variables with which a client reaches the mock on this machine without a proxy. They keep existing entries. */
export function bypassProxyForLoopback(env: Environment): Readonly<Record<'NO_PROXY' | 'no_proxy', string>> {
  const names = ['no_proxy', 'NO_PROXY'].flatMap((name) => splitList(env[name] ?? ''));
  const value = [...new Set([...names, ...loopbackNames])].join(',');
  return { NO_PROXY: value, no_proxy: value };
}

/** Whether the environment names a proxy, which curl would use. */
export function hasProxy(env: Environment): boolean {
  return ['http_proxy', 'https_proxy', 'all_proxy'].some((name) => readVariable(env, name) !== undefined);
}

function readVariable(env: Environment, name: string): { readonly name: string; readonly value: string } | undefined {
  for (const spelled of [name, name.toUpperCase()]) {
    const value = env[spelled];
    if (value) return { name: spelled, value };
  }
  return undefined;
}

/**
 * Parses the address of an HTTP proxy. `name` is where it comes from, for the message, which never shows a password.
 *
 * @throws KitError `usage`
 */
export function parseProxy(name: string, text: string): URL {
  // Like curl: an address without a scheme is an HTTP proxy.
  const whole = text.includes('://') ? text : `http://${text}`;
  const url = URL.canParse(whole) ? new URL(whole) : undefined;
  if (url?.hostname && /^https?:$/.test(url.protocol)) return url;
  throw new KitError('usage', `${name} is not the address of an HTTP proxy; give e.g. http://proxy.example:3128`);
}

/** Whether a list such as `localhost,.example.com,host:8443` or `*` names the target. */
function isExcluded(target: URL, list: string): boolean {
  const host = target.hostname.toLowerCase();
  const port = target.port || (target.protocol === 'https:' ? '443' : '80');
  return splitList(list.toLowerCase()).some((entry) => {
    if (entry === '*') return true;
    const [, name = entry, ofPort] = /^([^:]+|\[.*\]):(\d+)$/.exec(entry) ?? [];
    if (ofPort !== undefined && ofPort !== port) return false;
    const domain = name.replace(/^\*?\./, '');
    return host === domain || host === `[${domain}]` || host.endsWith(`.${domain}`);
  });
}

function splitList(list: string): readonly string[] {
  return list.split(/[\s,]+/).filter((entry) => entry !== '');
}
