import { randomBytes } from 'node:crypto';
import { isIP } from 'node:net';

/**
 * The rule for the admin API's token at a host: on loopback none need be, beyond it there always is one. What it returns
 * gives the token for the one that was handed over, if any; one that it makes stays the same.
 */
export function requiredToken(host: string): (given: string | undefined) => string | undefined {
  let made: string | undefined;
  return (given) => {
    if (given !== undefined || isLoopback(host)) return given;
    made ??= randomBytes(16).toString('hex');
    return made;
  };
}

/** Whether only this machine can reach what listens there. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}
