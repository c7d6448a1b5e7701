import type { Wording } from '../texts/wording.js';

/** Reasons for rejecting a connection. */
export const refusalReasons = [
  'malformed',
  'headers-too-large',
  'headers-timeout',
  'body-timeout',
  'body-too-large',
  'too-many-connections',
  'tls',
] as const;

/** A rejected connection or invalid request. */
export interface Refusal {
  readonly reason: (typeof refusalReasons)[number];
  /** Status sent to the client; 0 if none could be sent. */
  readonly status: number;
  /** The problem and the remedy, without input from the client. */
  readonly text: Wording;
}
