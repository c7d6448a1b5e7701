import { randomBytes } from 'node:crypto';
import { hostInUrl, isLoopback, isWildcard, networkHosts } from '../../../spec/index.js';

/** Returns the path under which clients attach to a runner that listens on this host. */
export function attachPath(host: string): string {
  return isLoopback(host) ? '/attach' : `/attach/${randomBytes(16).toString('hex')}`;
}

/** The addresses at which others reach a runner that listens on this host, the most probable first. None on loopback. */
export function hostsForOthers(host: string): readonly string[] {
  if (isLoopback(host)) return [];
  return isWildcard(host) ? networkHosts() : [hostInUrl(host)];
}
