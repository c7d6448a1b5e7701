import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KitError, reasonOf } from '../spec/index.js';
import { checkOptions, serverSchemas } from './config/check-options.js';
import { defaults } from './config/in-process.js';
import type { MockServerOptions } from './config/option-types.js';
import { guard, serverOptions } from './http/guard.js';
import { checkHost } from './http/host.js';
import { requiredToken } from './http/required-token.js';
import type { TlsPair } from './http/tls.js';
import { type MockControl, type MockParts, setUpMock } from './mock.js';

export type { MockServerOptions } from './config/option-types.js';

/** A running mock server. `await using` closes it. */
export interface MockServer extends AsyncDisposable, MockControl {
  readonly host: string;
  readonly port: number;
  /** The token that the admin API asks for: the one given, or beyond loopback one that was made; undefined where none is asked for. */
  readonly adminToken: string | undefined;
  /** What clients have to trust, as PEM text: the authority's certificate, or the one that was given; undefined without TLS. */
  readonly certificate: string | undefined;
  /**
   * Serves another certificate, from the next connection on.
   *
   * @throws KitError `setup` when the two cannot be served together, `usage` where the mock speaks no HTTPS
   */
  readonly renewCertificate: (pair: TlsPair) => Promise<void>;
  /** Stops listening and ends when the requests in flight have been answered, or after `graceMs` (default 10 000). A second call waits for the first. */
  readonly close: (graceMs?: number) => Promise<void>;
}

/**
 * Starts a mock server.
 *
 * @throws KitError `setup` when it cannot listen (port in use, no such address, not allowed), two tenants share a code, one of
 *   `corsOrigins` is no origin, or the state file or the certificate cannot be used; `usage` for an option that is unknown or not what it may be, and an unknown scenario or fault
 */
export async function createMockServer(options: MockServerOptions = {}): Promise<MockServer> {
  checkOptions(options, serverSchemas);
  return startMockServer(options);
}

/** What the one who starts a server says of it beside its options. */
export interface Starting {
  /** How host and port are changed, for the message when it cannot listen. */
  readonly called?: { readonly host: string; readonly port: string };
  /** Hears how many requests were cut off because they did not end in time when the server was closed. */
  readonly cutOff?: (requests: number) => void;
  /** Gets what loads the image library, to be called when the start is done; it is called at once where this is left out. */
  readonly started?: (loadAhead: () => void) => void;
}

/** Starts a mock server with options that have been checked. @throws KitError as {@link createMockServer} does */
export async function startMockServer(
  options: MockServerOptions,
  { called = { host: 'host', port: 'port' }, cutOff = () => {}, started = (loadAhead) => loadAhead() }: Starting = {},
): Promise<MockServer> {
  const { host = defaults.host, port = defaults.port } = options;
  checkHost(host);
  const required = requiredToken(host);
  const adminToken = required(options.adminToken);
  let tls = options.tls ? await tlsPairFor(options.tls, host) : undefined;
  const mock = await setUpMock({ ...options, ...(adminToken === undefined ? {} : { adminToken }) });
  const { server, applyLimits, closeGuarded } = await listening(mock, tls, { host, port, called }).catch(
    async (error: unknown) => {
      await mock.close();
      throw error;
    },
  );
  const bound = (server.address() as AddressInfo).port;
  const control = mock.controlAt(`${tls ? 'https' : 'http'}://${reachable(host)}:${bound}`);
  const close = (graceMs = 10_000): Promise<void> => mock.close(() => closeGuarded(graceMs, cutOff));
  started(mock.loadAhead);
  return {
    ...control,
    get contract() {
      return control.contract;
    },
    host,
    port: bound,
    get certificate() {
      return tls?.trusted;
    },
    renewCertificate: async (pair) => {
      if (!('setSecureContext' in server))
        throw new KitError('usage', 'the mock speaks no HTTPS, so there is no certificate to renew; start it with tls');
      // Without types anything may come, and what is no pair would have another authority be made.
      if (!('cert' in Object(pair))) throw new KitError('usage', 'the certificate: give { cert, key } with PEM texts');
      checkOptions({ tls: pair }, serverSchemas);
      tls = await tlsPairFor(pair, host);
      server.setSecureContext({ cert: tls.cert, key: tls.key });
    },
    get adminToken() {
      return mock.adminToken();
    },
    warnings: [...control.warnings, ...(tls?.warnings ?? [])],
    update: async (change) => {
      const updated = control.update(
        // What is no object is refused behind this.
        Object(change) === change && 'adminToken' in change
          ? { ...change, adminToken: required(change.adminToken) }
          : change,
      );
      applyLimits();
      await updated;
    },
    close,
    [Symbol.asyncDispose]: () => close(),
  };
}

interface Address extends Required<Pick<Starting, 'called'>> {
  readonly host: string;
  readonly port: number;
}

async function listening(mock: MockParts, tls: TlsPair | undefined, at: Address) {
  const asked = serverOptions(mock.limits());
  const server = tls
    ? (await import('node:https')).createServer({ ...asked, cert: tls.cert, key: tls.key })
    : createServer(asked);
  const { apply, close } = guard(server, mock.limits, mock.onRefused, mock.app, mock.admit);
  await listen(server, at);
  return { server, applyLimits: () => apply(mock.limits()), closeGuarded: close };
}

/** What is served, and what clients have to trust for it. */
interface Served extends TlsPair, Pick<MockServer, 'warnings'> {
  readonly trusted: string;
}

async function tlsPairFor(tls: NonNullable<MockServerOptions['tls']>, host: string): Promise<Served> {
  const { certificateWarnings, checkTlsNames, checkTlsPair } = await import('./http/tls.js');
  if (typeof tls === 'object' && 'cert' in tls) {
    checkTlsPair(tls, { cert: 'tls.cert', key: 'tls.key' });
    return { cert: tls.cert, key: tls.key, trusted: tls.cert, warnings: certificateWarnings(tls) };
  }
  const { names = [], ca } = typeof tls === 'object' ? tls : {};
  checkTlsNames(names, 'tls.names');
  const [{ createAuthority, signLeaf }, { openAuthority }] = await Promise.all([
    import('./http/authority.js'),
    import('./http/authority-file.js'),
  ]);
  // Without a file, its key is let go when this has ended, and signs nothing any more.
  const { warnings, ...authority } =
    ca === undefined ? { ...(await createAuthority()), warnings: [] } : await openAuthority(ca);
  return { ...(await signLeaf(authority, [host, ...names])), trusted: authority.cert, warnings };
}

/** The host to write into an address: of one that stands for all addresses, the loopback one. */
export function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

async function listen(server: Server, { host, port, called }: Address): Promise<void> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new KitError('setup', `cannot listen on ${host}:${port}: ${whyNot(error, called)}`, { cause: error });
  }
}

function whyNot(error: unknown, called: Address['called']): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return `the port is in use; stop what uses it, or give another ${called.port} (0 takes a free one)`;
    case 'EACCES':
      return `the port is not allowed to this user; give another ${called.port} that is above 1023`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `the address is not one of this machine; give another ${called.host}`;
    default:
      return reasonOf(error);
  }
}
