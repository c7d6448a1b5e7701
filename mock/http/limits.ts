/** Bounds on what one client may ask of the server. Sizes are in bytes, times in milliseconds. */
export interface Limits {
  /** Time for a request's line and headers. */
  readonly headersTimeout: number;
  /** Time for a request's body, from when the mock begins to read it: a stall that the mock was asked for does not count. */
  readonly bodyTimeout: number;
  /** How long a connection may be idle between two requests. */
  readonly keepAliveTimeout: number;
  /** All headers of a request together. */
  readonly headerBytes: number;
  /** Number of headers of a request. */
  readonly headers: number;
  /** Connections at once. */
  readonly connections: number;
  /** A whole request body. */
  readonly bodyBytes: number;
  /** Parts of a body. */
  readonly parts: number;
  /** One text part. */
  readonly fieldBytes: number;
}

/**
 * Wide enough for a phone that uploads the largest pictures over a bad line and for a picture that comes as text, narrow
 * enough that no client can hold the mock up.
 */
export const defaultLimits: Limits = {
  headersTimeout: 20_000,
  bodyTimeout: 120_000,
  keepAliveTimeout: 60_000,
  headerBytes: 16_384,
  headers: 200,
  connections: 1000,
  bodyBytes: 64 * 1024 * 1024,
  parts: 100,
  fieldBytes: 12 * 1024 * 1024,
};

/** The limits that a request handler can keep to. The others are for whoever listens: they are kept before there is a request. */
export const handlerLimits = ['bodyTimeout', 'headers', 'bodyBytes', 'parts', 'fieldBytes'] as const;

/** The limits that a request handler can keep to. */
export type HandlerLimits = Pick<Limits, (typeof handlerLimits)[number]>;

/**
 * A body that breaks a limit goes on being received, and thrown away, so that its client comes to read the answer; but not
 * more than this many times the limit.
 */
const patience = 4;

/** Bytes that are received at most of a body, of which so many are read. */
export function mostReceived(bodyBytes: number): number {
  return bodyBytes * patience;
}
