import { hostInUrl, isLoopback, isWildcard, networkHosts } from '../../spec/index.js';

/** Where a server listens. */
export interface ServedAt {
  readonly host: string;
  readonly port: number;
  readonly protocol: 'http' | 'https';
  /** Certificate of the authority that the mock has made for its own certificate, as PEM. Never a private key. */
  readonly authority?: string | undefined;
}

/** A base URL of the mock, and the callers that it is for. */
export interface BaseAddress {
  readonly from: 'this-machine' | 'network' | 'android-emulator';
  readonly url: string;
}

/** The Android emulator's name for the loopback of the machine on which it runs. */
const emulatorHost = '10.0.2.2';

/** A host of the server, and the callers that it is for. */
interface NamedHost {
  readonly from: BaseAddress['from'];
  readonly host: string;
}

/**
 * Returns the hosts by which callers on this machine, on its networks, and in an emulator on it reach a server. Of several
 * networks the most probable one is first.
 */
function hostsOf(host: string): readonly NamedHost[] {
  const isOwn = isLoopback(host);
  const own = isWildcard(host) ? '127.0.0.1' : host;
  const others = isWildcard(host) ? networkHosts() : isOwn ? [] : [host];
  return [
    ...(isWildcard(host) || isOwn ? [{ from: 'this-machine', host: own } as const] : []),
    ...others.map((other) => ({ from: 'network', host: other }) as const),
    // The emulator reaches IPv4 only.
    ...(isWildcard(host) || (isOwn && host !== '::1')
      ? [{ from: 'android-emulator', host: emulatorHost } as const]
      : []),
  ];
}

/** Returns the base URLs of a server, for callers on this machine, on its networks, and in an emulator on it. */
export function baseAddresses({ host, port, protocol }: ServedAt): readonly BaseAddress[] {
  return hostsOf(host).map(({ from, host: name }) => ({ from, url: `${protocol}://${hostInUrl(name)}:${port}` }));
}

/** Returns the names that a certificate needs for a server on this host: all by which callers reach it. */
export function servedNames(host: string): readonly string[] {
  return [host, ...hostsOf(host).map(({ host: name }) => name)];
}
