import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KitError, reasonOf } from '../spec/index.js';
import { checkNumbers } from './config/numbers.js';
import { guard, serverOptions } from './connection/guard.js';
import type { TlsPair } from './connection/tls.js';
import { type MockControl, type MockOptions, type MockParts, setUpMock } from './set-up.js';

/** What a mock server is started with. Everything has a default. */
export interface MockServerOptions extends MockOptions {
  /** Default `127.0.0.1`. */
  readonly host?: string;
  /** Default 0: a free one. */
  readonly port?: number;
  /** Speaks HTTPS, with this certificate or one that is generated for loopback, the host and these names. Default false. */
  readonly tls?: TlsPair | { readonly names: readonly string[] } | boolean;
}

/** A running mock server. `await using` closes it. */
export interface MockServer extends AsyncDisposable, MockControl {
  readonly host: string;
  readonly port: number;
  /** The certificate that it serves, as PEM text, for clients to trust; undefined without TLS. */
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
 * @throws KitError `setup` when it cannot listen (port in use, no such address, not allowed), one of
 *   `corsOrigins` is no origin, or the state file or the certificate cannot be used; `usage` for what cannot be, such as an unknown scenario
 */
export async function createMockServer(options: MockServerOptions = {}): Promise<MockServer> {
  const { host = '127.0.0.1', port = 0 } = options;
  checkNumbers({ port });
  let tls = options.tls ? await tlsPairFor(options.tls, host) : undefined;
  const mock = await setUpMock(options);
  const { server, applyLimits } = await listening(mock, tls, { host, port }).catch(async (error: unknown) => {
    await mock.close();
    throw error;
  });
  const bound = (server.address() as AddressInfo).port;
  const control = mock.controlAt(`${tls ? 'https' : 'http'}://${reachable(host)}:${bound}`);
  const close = (graceMs = 10_000): Promise<void> => mock.close(() => closeServer(server, graceMs));
  return {
    ...control,
    get contract() {
      return control.contract;
    },
    host,
    port: bound,
    get certificate() {
      return tls?.cert;
    },
    renewCertificate: async (pair) => {
      if (!('setSecureContext' in server))
        throw new KitError('usage', 'the mock speaks no HTTPS, so there is no certificate to renew; start it with tls');
      tls = await tlsPairFor(pair, host);
      server.setSecureContext(tls);
    },
    update: async (change) => {
      const updated = control.update(change);
      applyLimits();
      await updated;
    },
    close,
    [Symbol.asyncDispose]: () => close(),
  };
}

async function listening(mock: MockParts, tls: TlsPair | undefined, at: { host: string; port: number }) {
  const asked = serverOptions(mock.limits());
  const server = tls ? (await import('node:https')).createServer({ ...asked, ...tls }) : createServer(asked);
  const { apply } = guard(server, mock.limits, mock.events, mock.handler);
  await listen(server, at.host, at.port);
  return { server, applyLimits: () => apply(mock.limits()) };
}

async function tlsPairFor(tls: NonNullable<MockServerOptions['tls']>, host: string): Promise<TlsPair> {
  const { checkTlsPair, selfSigned } = await import('./connection/tls.js');
  if (typeof tls === 'object' && 'cert' in tls) {
    checkTlsPair(tls, { cert: 'tls.cert', key: 'tls.key' });
    return tls;
  }
  return selfSigned([host, ...(typeof tls === 'object' ? tls.names : [])]);
}

/** The host to write into an address: of one that stands for all addresses, the loopback one. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new KitError('setup', `cannot listen on ${host}:${port}: ${whyNot(error)}`, { cause: error });
  }
}

function whyNot(error: unknown): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return 'the port is in use; stop what uses it, or give another with --port (0 takes a free one)';
    case 'EACCES':
      return 'the port is not allowed to this user; give one above 1023 with --port';
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'the address is not one of this machine; give another with --host';
    default:
      return reasonOf(error);
  }
}

/** The longest that a timer can wait, in milliseconds; of a longer time, Node makes one. */
const longestTimer = 2 ** 31 - 1;

async function closeServer(server: Server, graceMs: number): Promise<void> {
  const timer = setTimeout(() => server.closeAllConnections(), Math.min(graceMs, longestTimer));
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  await closed;
  clearTimeout(timer);
}
