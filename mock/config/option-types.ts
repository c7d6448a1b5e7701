// Made of the table of options; `npm run generate` makes it anew.
import type { Contract, LoadedProfile } from '../../spec/index.js';
import type { FaultInput } from '../faults/index.js';
import type { HandlerLimits, Limits } from '../http/limits.js';
import type { TlsPair } from '../http/tls.js';
import type { Channel, FaceEngineMode, LogFormat } from '../schemas/choices.js';
import type { QueueInput, ScenarioName, Tenant } from '../schemas/session-types.js';
import type { Log, LogOptions } from './log-options.js';

/** What a session is opened with. */
export interface SessionOptions {
  /** Its tenants; the built-in ones unless others are given. */
  readonly tenants?: readonly Tenant[];
  /** The scenario that answers where nothing else asks for another; without it the rules decide. */
  readonly scenario?: ScenarioName;
  /**
   * Scenarios that answer one after another, before the session's scenario or the rules do; a text has commas
   * between them.
   */
  readonly queue?: QueueInput;
  /** Done to every answer, or by plan; a text as in the header X-Mock-Fault: `delay; ms=500`. */
  readonly fault?: FaultInput;
  /** Journal `key` and `nik` as they came, for a session whose secrets are inventions. Default false. */
  readonly keepSecrets?: boolean;
  /** Keep the pictures that come, in memory alone, for somebody who wants to see them. Default false. */
  readonly keepImages?: boolean;
  /** How many requests the journal of a session holds; beyond them the oldest go. Default 1000. */
  readonly journalEntries?: number;
}

/**
 * What a mock is made with, whoever listens for it. Everything has a default. What a session takes is for the
 * mock's own one.
 */
export interface MockOptions extends SessionOptions {
  /** The profile to answer under: the name of a built-in one, or what `loadProfile` returns. Default `documented`. */
  readonly profile?: LoadedProfile | string;
  /** The contract to keep, e.g. from an edited OpenAPI file; the profile's unless another is given. */
  readonly contract?: Contract;
  /**
   * Bearer token that the admin API asks for. Without it, anyone who reaches the port may use it, which a server
   * allows on loopback alone.
   */
  readonly adminToken?: string;
  /** Whether answers carry `X-Mock-*` headers. Default true. */
  readonly mockHeaders?: boolean;
  /** The ways in which a scenario may be asked for; an empty list for the rules alone. Default all of them. */
  readonly channels?: readonly Channel[];
  /** Whether a request may ask for a fault itself, by `X-Mock-Fault` and `X-Mock-Delay`. Default true. */
  readonly requestFaults?: boolean;
  /**
   * How much the simulated face engine looks at: everything (`full`), the marks of pictures alone, or nothing.
   * Default `full`.
   */
  readonly faceEngine?: FaceEngineMode;
  /**
   * Sessions that are kept at once; one more pushes another out, those that began by being used first. Default 1000.
   */
  readonly sessions?: number;
  /** How long a session is kept that nobody uses, in milliseconds. Default 1800000. */
  readonly sessionIdle?: number;
  /** File that keeps the tenants, the numbering and the ledger of the mock's own session over restarts and kills. */
  readonly state?: string;
  /** Answer only when the disk has what `state` keeps, so that a loss of power does no harm either. Default false. */
  readonly stateSync?: boolean;
  /**
   * Origins of pages that may call the operation and use the admin API from a browser, e.g. `http://localhost:5173`.
   * Default none.
   */
  readonly corsOrigins?: readonly string[];
  /**
   * Logs each request: `pretty` or `json` on standard output, or as the options say; nothing is logged unless this
   * is given.
   */
  readonly log?: LogOptions | Log | LogFormat;
  /** Measures for Prometheus at `/__admin/metrics`. Default false. */
  readonly metrics?: boolean;
  /** Bounds that are to be others than the default ones. */
  readonly limits?: Partial<Limits>;
}

/** What a mock server is started with. Everything has a default. */
export interface MockServerOptions extends MockOptions {
  /** Port to listen on; 0 takes a free one. Default 0. */
  readonly port?: number;
  /**
   * Address to listen on. Beyond loopback the admin API asks for a token, and one is made if none is given. Default
   * `127.0.0.1`.
   */
  readonly host?: string;
  /**
   * Speaks HTTPS, with this certificate, or one that is made for loopback, the host and these names under a
   * certificate authority: that of the file `ca` (its key beside it, in the file of the same name that ends in
   * .key; both are made where there are none), else one that lives no longer than the server. Default false.
   */
  readonly tls?: TlsPair | { readonly names?: readonly string[]; readonly ca?: string } | boolean;
}

/** What a mock in an application of one's own is made with. Everything has a default. */
export interface MockHandlerOptions extends SessionOptions {
  /** The profile to answer under: the name of a built-in one, or what `loadProfile` returns. Default `documented`. */
  readonly profile?: LoadedProfile | string;
  /** The contract to keep, e.g. from an edited OpenAPI file; the profile's unless another is given. */
  readonly contract?: Contract;
  /**
   * Bearer token that the admin API asks for. Without it, anyone who reaches the port may use it, which a server
   * allows on loopback alone.
   */
  readonly adminToken?: string;
  /** Whether answers carry `X-Mock-*` headers. Default true. */
  readonly mockHeaders?: boolean;
  /** The ways in which a scenario may be asked for; an empty list for the rules alone. Default all of them. */
  readonly channels?: readonly Channel[];
  /** Whether a request may ask for a fault itself, by `X-Mock-Fault` and `X-Mock-Delay`. Default true. */
  readonly requestFaults?: boolean;
  /**
   * How much the simulated face engine looks at: everything (`full`), the marks of pictures alone, or nothing.
   * Default `full`.
   */
  readonly faceEngine?: FaceEngineMode;
  /**
   * Sessions that are kept at once; one more pushes another out, those that began by being used first. Default 1000.
   */
  readonly sessions?: number;
  /** How long a session is kept that nobody uses, in milliseconds. Default 1800000. */
  readonly sessionIdle?: number;
  /** File that keeps the tenants, the numbering and the ledger of the mock's own session over restarts and kills. */
  readonly state?: string;
  /** Answer only when the disk has what `state` keeps, so that a loss of power does no harm either. Default false. */
  readonly stateSync?: boolean;
  /**
   * Origins of pages that may call the operation and use the admin API from a browser, e.g. `http://localhost:5173`.
   * Default none.
   */
  readonly corsOrigins?: readonly string[];
  /**
   * Logs each request: `pretty` or `json` on standard output, or as the options say; nothing is logged unless this
   * is given.
   */
  readonly log?: LogOptions | Log | LogFormat;
  /** Measures for Prometheus at `/__admin/metrics`. Default false. */
  readonly metrics?: boolean;
  /**
   * Bounds that are to be others than the default ones. Those of connections and of the time for headers are of the
   * server that listens.
   */
  readonly limits?: Partial<HandlerLimits>;
  /**
   * Address at which the application mounts it, e.g. `http://localhost:3000/vendor`. The sessions' `url` begin with
   * it; without it they begin with what stands behind the mount path, e.g. `/s/my-test`.
   */
  readonly url?: string;
}

/** What can be changed while a mock runs. What is left out stays; undefined takes an option back to its default. */
export interface MockChange {
  /** Its tenants; the built-in ones unless others are given. */
  readonly tenants?: readonly Tenant[] | undefined;
  /** The scenario that answers where nothing else asks for another; without it the rules decide. */
  readonly scenario?: ScenarioName | undefined;
  /**
   * Scenarios that answer one after another, before the session's scenario or the rules do; a text has commas
   * between them.
   */
  readonly queue?: QueueInput | undefined;
  /** Done to every answer, or by plan; a text as in the header X-Mock-Fault: `delay; ms=500`. */
  readonly fault?: FaultInput | undefined;
  /** The profile to answer under: the name of a built-in one, or what `loadProfile` returns. Default `documented`. */
  readonly profile?: LoadedProfile | string | undefined;
  /** The contract to keep, e.g. from an edited OpenAPI file; the profile's unless another is given. */
  readonly contract?: Contract | undefined;
  /**
   * Bearer token that the admin API asks for. Without it, anyone who reaches the port may use it, which a server
   * allows on loopback alone.
   */
  readonly adminToken?: string | undefined;
  /** Whether answers carry `X-Mock-*` headers. Default true. */
  readonly mockHeaders?: boolean | undefined;
  /** The ways in which a scenario may be asked for; an empty list for the rules alone. Default all of them. */
  readonly channels?: readonly Channel[] | undefined;
  /** Whether a request may ask for a fault itself, by `X-Mock-Fault` and `X-Mock-Delay`. Default true. */
  readonly requestFaults?: boolean | undefined;
  /**
   * How much the simulated face engine looks at: everything (`full`), the marks of pictures alone, or nothing.
   * Default `full`.
   */
  readonly faceEngine?: FaceEngineMode | undefined;
  /**
   * Origins of pages that may call the operation and use the admin API from a browser, e.g. `http://localhost:5173`.
   * Default none.
   */
  readonly corsOrigins?: readonly string[] | undefined;
  /** Bounds that are to be others than the default ones. */
  readonly limits?: Partial<Limits> | undefined;
}
