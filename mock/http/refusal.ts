/** Why a connection got no further. */
export const refusalReasons = [
  'malformed',
  'headers-too-large',
  'headers-timeout',
  'body-timeout',
  'body-too-large',
  'too-many-connections',
  'tls',
] as const;

/** A connection that was refused, or a request that never came to be one. */
export interface Refusal {
  readonly reason: (typeof refusalReasons)[number];
  /** What the client was told; 0 where it could be told nothing. */
  readonly status: number;
  /** In words, with the remedy; nothing that the client sent. */
  readonly text: string;
}
