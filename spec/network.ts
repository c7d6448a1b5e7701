import { isIP } from 'node:net';
import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';

/** The addresses that stand for all addresses of this machine. No client connects to them by name. */
const wildcards: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

/** Whether a server on this host listens on all addresses of the machine. */
export function isWildcard(host: string): boolean {
  return wildcards.has(host);
}

/** Whether a server on this host is reachable from this machine only. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/** Returns a host as it stands in a URL: an IPv6 address in brackets. */
export function hostInUrl(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

/** Returns the host, as in a URL, by which this machine reaches a server that listens on `host`. */
export function reachable(host: string): string {
  if (!isWildcard(host)) return hostInUrl(host);
  return host === '::' ? '[::1]' : '127.0.0.1';
}

/** Interfaces of containers, virtual machines and tunnels. A phone is in none of their networks. */
const virtual =
  /^(docker|podman|br-|veth|virbr|vbox|virtualbox|vmnet|vmware|vethernet|vnic|hyper-v|utun|tun|tap|wg|wireguard|tailscale|zt|zerotier|ppp|ipsec|bridge|cni|cali|flannel|lxc|lxd|llw|awdl|anpi|feth|gif|stf)/i;

/**
 * Returns the IPv4 addresses by which other machines reach this one, the most probable first: a network card before a
 * virtual interface, and an address of a private network before any other.
 */
export function networkHosts(
  interfaces: Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>> = networkInterfaces(),
): readonly string[] {
  return Object.entries(interfaces)
    .flatMap(([name, addresses = []]) =>
      addresses.map(({ address, family, internal }) => ({ name, address, family, internal })),
    )
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map(({ name, address }) => ({ address, rank: (virtual.test(name) ? 10 : 0) + rankOf(address) }))
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ address }) => address);
}

/** Wi-Fi routers mostly give 192.168. An address in 169.254 means that no router gave one. */
function rankOf(address: string): number {
  if (address.startsWith('192.168.')) return 0;
  if (/^(10\.|172\.(1[6-9]|2\d|3[01])\.)/.test(address)) return 1;
  return address.startsWith('169.254.') ? 3 : 2;
}
