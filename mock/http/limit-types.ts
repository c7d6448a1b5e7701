// Generated from the table of options by `npm run generate`.

/** The limits that a mock keeps in whatever application it is. */
export interface HandlerLimits {
  /**
   * Timeout for a request's body, in ms, from the start of reading. A stall by a fault does not count. Default
   * 120000.
   */
  readonly bodyTimeout: number;
  /** Maximum number of headers of a request. Default 200. */
  readonly headers: number;
  /** Maximum size of a request body, in bytes. Default 67108864. */
  readonly bodyBytes: number;
  /** Maximum number of parts of a request body. Default 100. */
  readonly parts: number;
  /** Maximum size of a text part, in bytes. Default 12582912. */
  readonly fieldBytes: number;
}

/** Bounds on what one client may ask of the server. Sizes are in bytes, times in milliseconds. */
export interface Limits extends HandlerLimits {
  /** Timeout for a request's line and headers, in ms. Default 20000. */
  readonly headersTimeout: number;
  /** Idle timeout of a connection between two requests, in ms. Default 60000. */
  readonly keepAliveTimeout: number;
  /** Maximum size of all headers of a request, in bytes. Default 16384. */
  readonly headerBytes: number;
  /** Maximum number of open connections. Default 1000. */
  readonly connections: number;
}
