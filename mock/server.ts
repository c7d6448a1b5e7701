import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KitError, reachable, reasonOf } from '../spec/index.js';
import { checkOptions, serverSchemas } from './config/check-options.js';
import { defaults } from './config/in-process.js';
import type { MockServerOptions } from './config/option-types.js';
import { createGuard, serverOptions } from './http/guard.js';
import { checkHost, checkLanHost, lanHost } from './http/host.js';
import { createTokenRule } from './http/required-token.js';
import { type BaseAddress, baseAddresses, servedNames } from './http/served-at.js';
import type { TlsPair } from './http/tls.js';
import { createMock, type MockControl, type MockParts } from './mock.js';

export type { MockServerOptions } from './config/option-types.js';

/** A running mock server. `await using` closes it. */
export interface MockServer extends AsyncDisposable, MockControl {
  readonly host: string;
  readonly port: number;
  /** Base URLs for callers on this machine, on its networks (the most probable first), and in an Android emulator. */
  readonly addresses: readonly BaseAddress[];
  /**
   * The admin token: the configured one, or beyond loopback a generated one. Undefined if the admin API requires none.
   */
  readonly adminToken: string | undefined;
  /** The certificate that clients must trust, as PEM: the authority's or the configured one. Undefined without TLS. */
  readonly certificate: string | undefined;
  /**
   * Serves another certificate to new connections.
   *
   * @throws KitError `setup` when certificate and key do not match, `usage` when the mock does not speak HTTPS
   */
  readonly renewCertificate: (pair: TlsPair) => Promise<void>;
  /**
   * Stops listening. Resolves when the requests in flight have ended, or after `graceMs` milliseconds (default 10 000).
   * A second call returns the first promise.
   */
  readonly close: (graceMs?: number) => Promise<void>;
}

/**
 * Starts a mock server.
 *
 * @throws KitError `setup` when it cannot listen (port in use, no such address, not allowed), two tenants share a code,
 *   one of `corsOrigins` is not an origin, or the state file or the certificate cannot be used; `usage` for an unknown
 *   or invalid option, scenario or fault
 */
export async function createMockServer(options: MockServerOptions = {}): Promise<MockServer> {
  checkOptions(options, serverSchemas);
  return startMockServer(options);
}

/** Options of the caller that are not options of the server. */
export interface Starting {
  /** How the caller names host and port, for the error message when the server cannot listen. */
  readonly optionNames?: { readonly host: string; readonly port: string };
  /** Receives the number of requests that `close` cut off after the grace period. */
  readonly onCutOff?: (requests: number) => void;
  /** Receives the function that loads the image library, to call it after the start. By default it is called at once. */
  readonly onStarted?: (loadAhead: () => void) => void;
}

/** Starts a mock server with checked options. @throws KitError as {@link createMockServer} does */
export async function startMockServer(
  options: MockServerOptions,
  {
    optionNames = { host: 'host', port: 'port' },
    onCutOff = () => {},
    onStarted = (loadAhead) => loadAhead(),
  }: Starting = {},
): Promise<MockServer> {
  const { lan = defaults.lan, host = lan ? lanHost : defaults.host, port = defaults.port } = options;
  checkHost(host);
  if (lan) checkLanHost(host);
  const required = createTokenRule(host);
  const adminToken = required(options.adminToken);
  let tls = options.tls ? await tlsPairFor(options.tls, host) : undefined;
  const mock = await createMock({ ...options, ...(adminToken === undefined ? {} : { adminToken }) });
  const { server, applyLimits, closeGuarded } = await listening(mock, tls, { host, port, optionNames }).catch(
    async (error: unknown) => {
      await mock.close();
      throw error;
    },
  );
  const bound = (server.address() as AddressInfo).port;
  const protocol = tls ? 'https' : 'http';
  const servedAt = () => ({ host, port: bound, protocol, authority: tls?.authority }) as const;
  mock.noteServedAt(servedAt());
  const control = mock.controlAt(`${protocol}://${reachable(host)}:${bound}`);
  const close = (graceMs = 10_000): Promise<void> => mock.close(() => closeGuarded(graceMs, onCutOff));
  onStarted(mock.loadAhead);
  return {
    ...control,
    get contract() {
      return control.contract;
    },
    host,
    port: bound,
    get addresses() {
      return baseAddresses(servedAt());
    },
    get certificate() {
      return tls?.trusted;
    },
    renewCertificate: async (pair) => {
      if (!('setSecureContext' in server))
        throw new KitError(
          'usage',
          'the mock does not speak HTTPS, so it has no certificate to renew; start it with tls',
        );
      // An untyped caller may pass anything. An object without a certificate would create another authority.
      if (!('cert' in Object(pair))) throw new KitError('usage', 'the certificate: give { cert, key } with PEM texts');
      checkOptions({ tls: pair }, serverSchemas);
      tls = await tlsPairFor(pair, host);
      server.setSecureContext({ cert: tls.cert, key: tls.key });
      mock.noteServedAt(servedAt());
    },
    get adminToken() {
      return mock.adminToken();
    },
    warnings: [...control.warnings, ...(tls?.warnings ?? [])],
    update: async (change) => {
      const updated = control.update(
        // `control.update` rejects values that are not objects.
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

interface Address extends Required<Pick<Starting, 'optionNames'>> {
  readonly host: string;
  readonly port: number;
}

async function listening(mock: MockParts, tls: TlsPair | undefined, at: Address) {
  const nodeOptions = serverOptions(mock.limits());
  const server = tls
    ? (await import('node:https')).createServer({ ...nodeOptions, cert: tls.cert, key: tls.key })
    : createServer(nodeOptions);
  const { apply, close } = createGuard(server, mock.limits, mock.onRefused, mock.app, mock.admit);
  await listen(server, at);
  return { server, applyLimits: () => apply(mock.limits()), closeGuarded: close };
}

/** A served certificate, and the certificate that clients must trust. */
interface Served extends TlsPair, Pick<MockServer, 'warnings'> {
  readonly trusted: string;
  /** Certificate of the authority, if the mock has made one. */
  readonly authority?: string;
}

async function tlsPairFor(tls: NonNullable<MockServerOptions['tls']>, host: string): Promise<Served> {
  const { certificateWarnings, checkTlsNames, checkTlsPair } = await import('./http/tls.js');
  if (typeof tls === 'object' && 'cert' in tls) {
    checkTlsPair(tls, { cert: 'tls.cert', key: 'tls.key' });
    return { cert: tls.cert, key: tls.key, trusted: tls.cert, warnings: certificateWarnings(tls) };
  }
  const { names = [], ca } = typeof tls === 'object' ? tls : {};
  checkTlsNames(names, 'tls.names');
  const [{ createAuthority, signLeaf }, { loadOrCreateAuthority }] = await Promise.all([
    import('./http/authority.js'),
    import('./http/authority-file.js'),
  ]);
  // Without a file, the authority's key is dropped here and never signs again.
  const { warnings, ...authority } =
    ca === undefined ? { ...(await createAuthority()), warnings: [] } : await loadOrCreateAuthority(ca);
  const leaf = await signLeaf(authority, [...servedNames(host), ...names]);
  // The user's file may hold the key too, and this is shown to everyone.
  const shown = new X509Certificate(authority.cert).toString();
  return { ...leaf, trusted: authority.cert, authority: shown, warnings };
}

async function listen(server: Server, { host, port, optionNames }: Address): Promise<void> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new KitError('setup', `cannot listen on ${host}:${port}: ${whyNot(error, optionNames)}`, { cause: error });
  }
}

function whyNot(error: unknown, optionNames: Address['optionNames']): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return `the port is in use; stop the process that uses it, or give another ${optionNames.port} (0 takes a free one)`;
    case 'EACCES':
      return `this user may not use the port; give another ${optionNames.port} above 1023`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `this machine does not have the address; give another ${optionNames.host}`;
    default:
      return reasonOf(error);
  }
}
