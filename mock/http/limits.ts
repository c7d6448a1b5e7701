export type { HandlerLimits, Limits } from './limit-types.js';

/**
 * A body that breaks a limit goes on being received, and thrown away, so that its client comes to read the answer; but not
 * more than this many times the limit.
 */
const patience = 4;

/** Bytes that are received at most of a body, of which so many are read. */
export function mostReceived(bodyBytes: number): number {
  return bodyBytes * patience;
}
