export type { HandlerLimits, Limits } from './limit-types.js';

/**
 * A body over its limit is read and discarded, so that the client reads the answer, up to this many times the limit.
 */
const receiveFactor = 4;

/** Returns the maximum number of bytes received of a body with that limit. */
export function maxReceivedBytes(bodyBytes: number): number {
  return bodyBytes * receiveFactor;
}
