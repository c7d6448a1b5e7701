import { once } from 'node:events';
import { request } from 'node:http';
import { connect, isIP, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import { KitError } from '../../spec/index.js';
import type { TargetTls } from './target-tls.js';
import { createUnreachableError } from './unreachable.js';

/** The time limit for a connection, in milliseconds. */
export const maxConnectMs = 10_000;

/** Where and how to connect. */
export interface TargetConnection {
  readonly target: URL;
  readonly proxy: URL | undefined;
  /** The time limit, in milliseconds. At most that of a connection counts. */
  readonly timeoutMs: number;
  /** Ends the attempt. */
  readonly signal: AbortSignal;
  readonly tls?: TargetTls;
}

/**
 * Connects to a target, with its TLS handshake and through the proxy if there is one, and closes the connection. Sends no
 * request, so the server charges nothing. Returns when the signal aborts.
 *
 * @throws KitError `setup` with reason and remedy when the connection fails
 */
export async function requireReachable(
  target: URL,
  proxy: URL | undefined,
  timeoutMs: number,
  signal: AbortSignal,
  tls: TargetTls = {},
): Promise<void> {
  try {
    const socket = await connectToTarget({ target, proxy, timeoutMs, signal, tls });
    socket.destroy();
  } catch (error) {
    if (error instanceof KitError || !signal.aborted) throw error;
  }
}

/**
 * Opens a connection to a target, with its TLS handshake: directly, through the proxy's tunnel for https, or to the proxy
 * itself for http. Sends no request. The caller destroys it.
 *
 * @throws KitError `setup` with reason and remedy when the connection fails; the error of the signal when that aborts
 */
export async function connectToTarget({
  target,
  proxy,
  timeoutMs,
  signal,
  tls = {},
}: TargetConnection): Promise<Socket> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(Math.min(timeoutMs, maxConnectMs))]);
  let peer = proxy ?? target;
  try {
    const socket = await openConnection(peer, limit, proxy ? {} : tls);
    if (!proxy || target.protocol !== 'https:') return socket;
    const through = await openTunnel(socket, proxy, target, limit);
    peer = target;
    return await waitForConnection(
      connectTls({ socket: through, ...tlsOptions(target), ...tls }),
      'secureConnect',
      limit,
    );
  } catch (error) {
    if (error instanceof KitError || signal.aborted) throw error;
    const late = limit.aborted ? Object.assign(new Error('no connection in time'), { code: 'ETIMEDOUT' }) : error;
    throw createUnreachableError(late, { role: peer === target ? 'target' : 'proxy', url: peer });
  }
}

/** Whether a TLS handshake succeeds at a target's port, with any certificate. */
export async function acceptsTls(target: URL): Promise<boolean> {
  const secure = connectTls({ host: hostOf(target), port: portOf(target), rejectUnauthorized: false });
  try {
    await waitForConnection(secure, 'secureConnect', AbortSignal.timeout(maxConnectMs));
    secure.destroy();
    return true;
  } catch {
    return false;
  }
}

/** How long a server that demands a certificate may take to close a connection, in milliseconds. */
const maxCloseMs = 1000;

/**
 * Whether a target closes a TLS connection that has sent it nothing. With TLS 1.3 a server that demands a certificate of
 * the client does so after a handshake that the client has completed, often without a reason.
 */
export async function closesAfterHandshake(target: URL, tls: TargetTls): Promise<boolean> {
  const secure = connectTls({ port: portOf(target), ...tlsOptions(target), ...tls });
  try {
    await waitForConnection(secure, 'secureConnect', AbortSignal.timeout(maxConnectMs));
    const closed = once(secure.resume(), 'close', { signal: AbortSignal.timeout(maxCloseMs) });
    return await closed.then(
      () => true,
      (error: unknown) => (error as Error).name !== 'AbortError',
    );
  } catch {
    return false;
  } finally {
    secure.destroy();
  }
}

/** What such a close means, and the remedy, in one line. */
export function describeCloseAfterHandshake(target: URL, tls: TargetTls): string {
  const why =
    tls.cert === undefined
      ? 'it may demand a certificate of the client: give clientCertificate and clientKey in a targets file'
      : 'it may not accept the certificate of the client: correct clientCertificate and clientKey in the targets file';
  return `${target.origin}: the server closes the connection after the TLS handshake, before any request; ${why}`;
}

/** Connects to the host of an address, with TLS for https. */
function openConnection(url: URL, signal: AbortSignal, tls: TargetTls): Promise<Socket> {
  const port = portOf(url);
  return url.protocol === 'https:'
    ? waitForConnection(connectTls({ port, ...tlsOptions(url), ...tls }), 'secureConnect', signal)
    : waitForConnection(connect({ host: hostOf(url), port }), 'connect', signal);
}

/** Waits for a connection. Closes it when it fails or exceeds the time limit. */
async function waitForConnection(
  socket: Socket,
  event: 'connect' | 'secureConnect',
  signal: AbortSignal,
): Promise<Socket> {
  socket.on('error', () => {});
  try {
    await once(socket, event, { signal });
    return socket;
  } catch (error) {
    // Only this socket: destroying the socket under a TLS connection as well crashes Node.js 20.
    socket.destroy();
    throw error;
  }
}

function tlsOptions(url: URL): ConnectionOptions {
  const host = hostOf(url);
  return { host, ...(isIP(host) ? {} : { servername: host }), ALPNProtocols: ['http/1.1'] };
}

/** Makes the proxy connect to the target. */
async function openTunnel(through: Socket, proxy: URL, target: URL, signal: AbortSignal): Promise<Socket> {
  const path = `${target.hostname}:${portOf(target)}`;
  const authorization = proxyAuthorization(proxy);
  const connectRequest = request({
    method: 'CONNECT',
    path,
    createConnection: () => through,
    headers: { Host: path, ...(authorization ? { 'Proxy-Authorization': authorization } : {}) },
  });
  connectRequest.on('error', () => {});
  connectRequest.end();
  const [answer, socket] = (await once(connectRequest, 'connect', { signal }).catch((error: unknown) => {
    through.destroy();
    throw error;
  })) as [{ statusCode: number }, Socket];
  if (answer.statusCode === 200) return socket;
  socket.destroy();
  throw createProxyError(proxy, answer.statusCode, path);
}

/** Creates the set-up error for a proxy that rejects the connection. */
export function createProxyError(proxy: URL, status: number, wanted: string): KitError {
  return new KitError(
    'setup',
    status === 407
      ? `the proxy ${proxy.origin} requires a user name and password (407); set HTTPS_PROXY=http://user:password@${proxy.host} in the environment`
      : `the proxy ${proxy.origin} does not connect to ${wanted} (it answers ${status}); check --target, and that the proxy allows it, or name it in NO_PROXY`,
  );
}

/** The Proxy-Authorization header for a proxy's user name and password. Undefined when its address has none. */
export function proxyAuthorization({ username, password }: URL): string | undefined {
  if (!username && !password) return undefined;
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}

const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');
const portOf = ({ port, protocol }: URL): number => Number(port || (protocol === 'https:' ? 443 : 80));
