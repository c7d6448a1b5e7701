import { randomBytes } from 'node:crypto';
import { isIP } from 'node:net';

/**
 * Creates the token rule of a host: optional on loopback, required elsewhere. The rule returns the given token, or else
 * a generated one that stays the same.
 */
export function createTokenRule(host: string): (given: string | undefined) => string | undefined {
  let made: string | undefined;
  return (given) => {
    if (given !== undefined || isLoopback(host)) return given;
    made ??= randomBytes(16).toString('hex');
    return made;
  };
}

/** Returns whether a host is reachable from this machine only. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}
