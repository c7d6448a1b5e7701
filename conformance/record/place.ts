import type { Contract } from '../../spec/index.js';
import { operationUrl } from '../server/reproduce.js';

/** Where a request goes, seen from the target. */
export type RequestPlace =
  /** The API's one operation. */
  | { readonly type: 'operation'; readonly path: string }
  /** Another path of the target. */
  | { readonly type: 'elsewhere'; readonly path: string }
  /** Not below the target's path, where the same host may serve another environment. */
  | { readonly type: 'outside'; readonly reason: string };

/**
 * Finds out where a request goes by its path, as the client sent it. UAT is a path on the host of production, so a path that
 * a server may read as one outside of the target is never passed on.
 */
export function requestPlaceOf(requestTarget: string, target: URL, contract: Contract): RequestPlace {
  const base = target.pathname.replace(/\/$/, '');
  if (!requestTarget.startsWith('/'))
    return outside('is not a path; give the client the base URL of the recorder, not the recorder as its proxy', base);
  const path = requestTarget.replace(/[?#].*$/s, '');
  if (base !== '' && !isBelow(path, base)) return outside(`is not below ${base}, the path of the target`, base);
  if (base !== '' && climbs(path)) return outside(`may lead out of ${base}, the path of the target`, base);
  return path === operationUrl({ target, contract }).pathname
    ? { type: 'operation', path: contract.path }
    : { type: 'elsewhere', path: path.slice(base.length) || '/' };
}

function outside(reason: string, base: string): RequestPlace {
  return {
    type: 'outside',
    reason: `the request target ${reason}${base === '' ? '' : `; end the base URL with ${base}`}`,
  };
}

function isBelow(path: string, base: string): boolean {
  return path === base || path.startsWith(`${base}/`);
}

/** Whether some server may read a segment as a step up, however it is written. */
function climbs(path: string): boolean {
  let plain = path;
  // A gateway and the server behind it may both decode.
  for (let times = 0; times < 3; times++)
    plain = plain.replaceAll(/%(2e|2f|5c|25|3b)/gi, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    );
  return plain.split(/[/\\]/).some((segment) => /^\.\.?(;.*)?$/.test(segment));
}

/**
 * The most calls that a request may be charged as. A request of the operation's method counts, as in a run. Of another
 * operation nothing is known, so only methods that read are free.
 */
export function worstCaseOf(method: string, place: RequestPlace, contract: Contract): number {
  switch (place.type) {
    case 'operation':
      return method === contract.method ? 1 : 0;
    case 'elsewhere':
      return ['GET', 'HEAD', 'OPTIONS'].includes(method) ? 0 : 1;
    case 'outside':
      return 0;
  }
}
