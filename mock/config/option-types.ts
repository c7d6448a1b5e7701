// Generated from the table of options by `npm run generate`.
import type { Contract, LoadedProfile } from '../../spec/index.js';
import type { FaultInput } from '../faults/index.js';
import type { HandlerLimits, Limits } from '../http/limits.js';
import type { TlsPair } from '../http/tls.js';
import type { Channel, FaceEngineMode, LogFormat, ScenarioName } from '../schemas/choices.js';
import type { QueueInput, TenantInput } from '../schemas/session-types.js';
import type { Log, LogOptions } from './log-options.js';

/** Initial options of a session. */
export interface SessionOptions {
  /** Its tenants. Default: the built-in ones. */
  readonly tenants?: readonly TenantInput[];
  /** The default scenario, for requests that select none. Without it the rules decide. */
  readonly scenario?: ScenarioName;
  /** Scenarios that answer one after another, before the session's scenario or the rules. A text is comma-separated. */
  readonly queue?: QueueInput;
  /** Fault for every answer, or a schedule. A text is as in the header X-Mock-Fault: `delay; ms=500`. */
  readonly fault?: FaultInput;
  /**
   * Time of the answers and the ledger instead of the real one, e.g. `2022-04-14T03:56:41Z`. With `+1s` after it,
   * each request adds a second.
   */
  readonly clock?: string;
  /** X-Trx-No of the first transaction, of a new state or after a reset. Default 10877. */
  readonly firstTrxNo?: number;
  /**
   * Seed of the figures, which then depend on the request's place in its session and not on its pictures, and of
   * faults without a seed.
   */
  readonly seed?: number;
  /** Records `key` and `nik` unmasked, for sessions with invented secrets. Default false. */
  readonly keepSecrets?: boolean;
  /** Keeps received pictures, in memory only, for viewing. Default false. */
  readonly keepImages?: boolean;
  /** Maximum number of requests in the journal of a session. The oldest are removed first. Default 1000. */
  readonly journalEntries?: number;
}

/** Options of a mock, with or without a server. All are optional. Session options apply to the default session. */
export interface MockOptions extends SessionOptions {
  /** The profile: the name of a built-in one, or the result of `loadProfile`. Default `documented`. */
  readonly profile?: LoadedProfile | string;
  /** The contract, e.g. from an edited OpenAPI file. Default: the profile's. */
  readonly contract?: Contract;
  /**
   * Bearer token that the admin API requires. Without one, anyone who reaches the port may use the admin API. A
   * server allows that only on loopback.
   */
  readonly adminToken?: string;
  /** Whether answers carry `X-Mock-*` headers. Default true. */
  readonly mockHeaders?: boolean;
  /**
   * Channels by which a request may select a scenario. An empty list leaves the answer to the rules. Default all of
   * them.
   */
  readonly channels?: readonly Channel[];
  /** Whether a request may select a fault by `X-Mock-Fault` and `X-Mock-Delay`. Default true. */
  readonly requestFaults?: boolean;
  /**
   * What the simulated face engine inspects: everything (`full`), only the marks of pictures (`marks`), or nothing
   * (`off`). Default `full`.
   */
  readonly faceEngine?: FaceEngineMode;
  /**
   * Maximum number of open sessions. A further one replaces an older one, sessions that requests opened first.
   * Default 1000.
   */
  readonly sessions?: number;
  /** Idle time after which a session is removed, in milliseconds. Default 1800000. */
  readonly sessionIdle?: number;
  /**
   * File, or address of a Valkey or Redis server, that preserves the tenants, the numbering and the ledger of the
   * default session across restarts and kills. Several mocks may share it; a file only on one machine.
   */
  readonly state?: string;
  /** Syncs the file of `state` to disk before each answer, which protects against power loss. Default false. */
  readonly stateSync?: boolean;
  /**
   * Origins of pages that may call the operation and use the admin API from a browser, e.g. `http://localhost:5173`.
   * Default none.
   */
  readonly corsOrigins?: readonly string[];
  /** Logs each request: `pretty` or `json` on standard output, or as the options say. Default: no log. */
  readonly log?: LogOptions | Log | LogFormat;
  /** Serves Prometheus metrics at `/__admin/metrics`. Default false. */
  readonly metrics?: boolean;
  /** Limits that differ from the defaults. */
  readonly limits?: Partial<Limits>;
}

/** Options of a mock server. All are optional. */
export interface MockServerOptions extends MockOptions {
  /** Port to listen on; 0 takes a free one. Default 0. */
  readonly port?: number;
  /**
   * Address to listen on. Beyond loopback the admin API requires a token. By default one is generated. Default
   * `127.0.0.1`.
   */
  readonly host?: string;
  /**
   * Lets phones and other machines reach the mock: listens on all addresses, unless `host` is one of them. Default
   * false.
   */
  readonly lan?: boolean;
  /**
   * Speaks HTTPS with this certificate, or with a generated one for every address by which callers reach the mock,
   * and these names. The file `ca` holds the certificate authority, a file of the same name with .key its key;
   * missing ones are created. Without `ca`, the authority lasts as long as the server. Default false.
   */
  readonly tls?: TlsPair | { readonly names?: readonly string[]; readonly ca?: string } | boolean;
}

/** Options of a mock inside another application. All are optional. */
export interface MockHandlerOptions extends SessionOptions {
  /** The profile: the name of a built-in one, or the result of `loadProfile`. Default `documented`. */
  readonly profile?: LoadedProfile | string;
  /** The contract, e.g. from an edited OpenAPI file. Default: the profile's. */
  readonly contract?: Contract;
  /**
   * Bearer token that the admin API requires. Without one, anyone who reaches the port may use the admin API. A
   * server allows that only on loopback.
   */
  readonly adminToken?: string;
  /** Whether answers carry `X-Mock-*` headers. Default true. */
  readonly mockHeaders?: boolean;
  /**
   * Channels by which a request may select a scenario. An empty list leaves the answer to the rules. Default all of
   * them.
   */
  readonly channels?: readonly Channel[];
  /** Whether a request may select a fault by `X-Mock-Fault` and `X-Mock-Delay`. Default true. */
  readonly requestFaults?: boolean;
  /**
   * What the simulated face engine inspects: everything (`full`), only the marks of pictures (`marks`), or nothing
   * (`off`). Default `full`.
   */
  readonly faceEngine?: FaceEngineMode;
  /**
   * Maximum number of open sessions. A further one replaces an older one, sessions that requests opened first.
   * Default 1000.
   */
  readonly sessions?: number;
  /** Idle time after which a session is removed, in milliseconds. Default 1800000. */
  readonly sessionIdle?: number;
  /**
   * File, or address of a Valkey or Redis server, that preserves the tenants, the numbering and the ledger of the
   * default session across restarts and kills. Several mocks may share it; a file only on one machine.
   */
  readonly state?: string;
  /** Syncs the file of `state` to disk before each answer, which protects against power loss. Default false. */
  readonly stateSync?: boolean;
  /**
   * Origins of pages that may call the operation and use the admin API from a browser, e.g. `http://localhost:5173`.
   * Default none.
   */
  readonly corsOrigins?: readonly string[];
  /** Logs each request: `pretty` or `json` on standard output, or as the options say. Default: no log. */
  readonly log?: LogOptions | Log | LogFormat;
  /** Serves Prometheus metrics at `/__admin/metrics`. Default false. */
  readonly metrics?: boolean;
  /** Limits that differ from the defaults. The server that listens enforces limits on connections and headers. */
  readonly limits?: Partial<HandlerLimits>;
  /**
   * URL at which the application mounts the mock, e.g. `http://localhost:3000/vendor`. The `url` of each session
   * begins with it. Without it, the `url` is relative to the mount path, e.g. `/s/my-test`.
   */
  readonly url?: string;
}

/**
 * Options that can change while a mock runs. Omitted options keep their value; undefined resets one to its
 * default.
 */
export interface MockChange {
  /** Its tenants. Default: the built-in ones. */
  readonly tenants?: readonly TenantInput[] | undefined;
  /** The default scenario, for requests that select none. Without it the rules decide. */
  readonly scenario?: ScenarioName | undefined;
  /** Scenarios that answer one after another, before the session's scenario or the rules. A text is comma-separated. */
  readonly queue?: QueueInput | undefined;
  /** Fault for every answer, or a schedule. A text is as in the header X-Mock-Fault: `delay; ms=500`. */
  readonly fault?: FaultInput | undefined;
  /** The profile: the name of a built-in one, or the result of `loadProfile`. Default `documented`. */
  readonly profile?: LoadedProfile | string | undefined;
  /** The contract, e.g. from an edited OpenAPI file. Default: the profile's. */
  readonly contract?: Contract | undefined;
  /**
   * Bearer token that the admin API requires. Without one, anyone who reaches the port may use the admin API. A
   * server allows that only on loopback.
   */
  readonly adminToken?: string | undefined;
  /** Whether answers carry `X-Mock-*` headers. Default true. */
  readonly mockHeaders?: boolean | undefined;
  /**
   * Channels by which a request may select a scenario. An empty list leaves the answer to the rules. Default all of
   * them.
   */
  readonly channels?: readonly Channel[] | undefined;
  /** Whether a request may select a fault by `X-Mock-Fault` and `X-Mock-Delay`. Default true. */
  readonly requestFaults?: boolean | undefined;
  /**
   * What the simulated face engine inspects: everything (`full`), only the marks of pictures (`marks`), or nothing
   * (`off`). Default `full`.
   */
  readonly faceEngine?: FaceEngineMode | undefined;
  /**
   * Origins of pages that may call the operation and use the admin API from a browser, e.g. `http://localhost:5173`.
   * Default none.
   */
  readonly corsOrigins?: readonly string[] | undefined;
  /** Limits that differ from the defaults. */
  readonly limits?: Partial<Limits> | undefined;
}
