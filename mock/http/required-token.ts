import { randomBytes } from 'node:crypto';
import { isLoopback } from '../../spec/index.js';

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
