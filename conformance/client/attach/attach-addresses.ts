import { randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';

/** Returns the path under which clients attach to a runner that listens on this host. */
export function attachPath(host: string): string {
  return isOwnMachine(host) ? '/attach' : `/attach/${randomBytes(16).toString('hex')}`;
}

/** The addresses at which others reach a runner that listens on this host. None on loopback. */
export function hostsForOthers(host: string): readonly string[] {
  if (isOwnMachine(host)) return [];
  if (host !== '0.0.0.0' && host !== '::') return [inUrl(host)];
  return Object.values(networkInterfaces())
    .flatMap((addresses = []) => addresses)
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map(({ address }) => address);
}

/** The address at which this machine reaches it. */
export function hostForThisMachine(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  return host === '::' ? '[::1]' : inUrl(host);
}

/** Whether a host is reachable from this machine only. */
function isOwnMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function inUrl(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
