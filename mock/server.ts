import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KitError, reasonOf } from '../spec/index.js';
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
  /** Stops listening and ends when the requests in flight have been answered, or after `graceMs` (default 10 000). */
  readonly close: (graceMs?: number) => Promise<void>;
}

/**
 * Starts a mock server.
 *
 * @throws KitError `setup` when it cannot listen (port in use, no such address, not allowed), two tenants share a code, one of
 *   `corsOrigins` is no origin, or the state file or the certificate cannot be used; `usage` for an unknown scenario or fault
 */
export async function createMockServer(options: MockServerOptions = {}): Promise<MockServer> {
  const { host = '127.0.0.1', port = 0 } = options;
  const tls = options.tls ? await tlsPairFor(options.tls, host) : undefined;
  const mock = await setUpMock(options);
  const { server, applyLimits } = await guardedServer(mock, tls);
  await listen(server, host, port).catch(async (error: unknown) => {
    await mock.close();
    throw error;
  });
  const bound = (server.address() as AddressInfo).port;
  const control = mock.controlAt(`${tls ? 'https' : 'http'}://${reachable(host)}:${bound}`);
  const close = async (graceMs = 10_000): Promise<void> => {
    if (!server.listening) return;
    await mock.close(() => closeServer(server, graceMs));
  };
  return {
    ...control,
    get contract() {
      return control.contract;
    },
    host,
    port: bound,
    certificate: tls?.cert,
    warnings: [...control.warnings, ...(tls?.warnings ?? [])],
    update: async (change) => {
      const updated = control.update(change);
      applyLimits();
      await updated;
    },
    close,
    [Symbol.asyncDispose]: () => close(),
  };
}

async function guardedServer(mock: MockParts, tls: TlsPair | undefined) {
  const asked = serverOptions(mock.limits());
  const server = tls
    ? (await import('node:https')).createServer({ ...asked, cert: tls.cert, key: tls.key })
    : createServer(asked);
  const { apply } = guard(server, mock.limits, mock.events, mock.handler);
  return { server, applyLimits: () => apply(mock.limits()) };
}

async function tlsPairFor(
  tls: NonNullable<MockServerOptions['tls']>,
  host: string,
): Promise<TlsPair & Pick<MockServer, 'warnings'>> {
  const { certificateWarnings, checkTlsNames, checkTlsPair, selfSigned } = await import('./connection/tls.js');
  if (typeof tls === 'object' && 'cert' in tls) {
    checkTlsPair(tls, { cert: 'tls.cert', key: 'tls.key' });
    return { cert: tls.cert, key: tls.key, warnings: certificateWarnings(tls) };
  }
  const names = typeof tls === 'object' ? tls.names : [];
  checkTlsNames(names, 'tls.names');
  return { ...(await selfSigned([host, ...names])), warnings: [] };
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

async function closeServer(server: Server, graceMs: number): Promise<void> {
  const timer = setTimeout(() => server.closeAllConnections(), graceMs);
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  await closed;
  clearTimeout(timer);
}
