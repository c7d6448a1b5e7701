import { isIP } from 'node:net';
import { KitError, servers } from '../../spec/index.js';

/** The place of a target. It decides what a run needs before it sends anything. */
export type TargetPlace = 'loopback' | 'production' | 'elsewhere';

/** The place of a target: this machine, the vendor's production (section 1, Url Prod), or elsewhere, UAT included. */
export function targetPlaceOf(target: URL): TargetPlace {
  const host = hostOf(target);
  if (host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))) return 'loopback';
  const isUat = servers.some(({ environment, url }) => environment === 'uat' && isWithin(target, new URL(url)));
  return !isUat && servers.some(({ url }) => new URL(url).hostname === host) ? 'production' : 'elsewhere';
}

function isWithin(target: URL, base: URL): boolean {
  return hostOf(target) === base.hostname && `${target.pathname}/`.startsWith(`${base.pathname}/`);
}

/** The host without the brackets of an IPv6 address and without the dot that ends a whole name. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
}

/**
 * Parses a target: the URL before the operation's path.
 *
 * @throws KitError `usage` for any other text
 */
export function readTarget(text: string, path: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol))
    throw new KitError(
      'usage',
      `--target ${JSON.stringify(text)} is not an http or https address; give e.g. http://127.0.0.1:8080/demo`,
    );
  if (url.username || url.password)
    throw new KitError('usage', '--target has a user name or password; remove it, the API uses neither');
  if (url.pathname.replace(/\/$/, '').endsWith(path))
    throw new KitError(
      'usage',
      `--target ends in ${path}, which the run adds itself; give ${url.href.replace(/\/$/, '').slice(0, -path.length)}`,
    );
  if (url.search || url.hash)
    throw new KitError('usage', `--target has a query or a fragment; give ${url.origin}${url.pathname}`);
  return url;
}

/**
 * Refuses production unless the user names its host. An entry of a targets file can say that its target is production.
 * It cannot say that the vendor's production is none.
 *
 * @throws KitError `usage`
 */
export function requireAllowed(target: URL, allowedProduction: string | undefined, isMarked?: boolean): void {
  const isProduction = targetPlaceOf(target) === 'production';
  if (isProduction && isMarked === false)
    throw new KitError(
      'usage',
      `${target.href} is the vendor's production, and the targets file says "production: false"; correct the url or the file`,
    );
  if ((isProduction || isMarked === true) && allowedProduction !== target.hostname)
    throw new KitError(
      'usage',
      `${target.href} is production, where every call costs money; give --allow-production ${target.hostname} to run there`,
    );
}
