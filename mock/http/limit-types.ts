// Made of the table of options; `npm run generate` makes it anew.

/** The limits that a mock keeps in whatever application it is. */
export interface HandlerLimits {
  /**
   * Time for a request's body, in ms, from when the mock begins to read it. A stall by a fault does not count.
   * Default 120000.
   */
  readonly bodyTimeout: number;
  /** Number of headers of a request. Default 200. */
  readonly headers: number;
  /** A whole request body, in bytes. Default 67108864. */
  readonly bodyBytes: number;
  /** Parts of a request body. Default 100. */
  readonly parts: number;
  /** One text part, in bytes. Default 12582912. */
  readonly fieldBytes: number;
}

/** Bounds on what one client may ask of the server. Sizes are in bytes, times in milliseconds. */
export interface Limits extends HandlerLimits {
  /** Time for a request's line and headers, in ms. Default 20000. */
  readonly headersTimeout: number;
  /** How long a connection may be idle between two requests, in ms. Default 60000. */
  readonly keepAliveTimeout: number;
  /** All headers of a request together, in bytes. Default 16384. */
  readonly headerBytes: number;
  /** Connections at once. Default 1000. */
  readonly connections: number;
}
