import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';

/** Where a server listens. */
export interface ServedAt {
  readonly host: string;
  readonly port: number;
  readonly protocol: 'http' | 'https';
}

/** A base URL of the mock, and the callers that it is for. */
export interface BaseAddress {
  readonly from: 'this-machine' | 'network' | 'android-emulator';
  readonly url: string;
}

/** The Android emulator's name for the loopback of the machine on which it runs. */
const emulatorHost = '10.0.2.2';

/** Returns the base URLs of a server, for callers on this machine, on its networks, and in an emulator on it. */
export function baseAddresses({ host, port, protocol }: ServedAt): readonly BaseAddress[] {
  const url = (name: string): string => `${protocol}://${name.includes(':') ? `[${name}]` : name}:${port}`;
  const isEverywhere = host === '0.0.0.0' || host === '::';
  const isOwnMachine = host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
  const others = isEverywhere ? networkHosts() : isOwnMachine ? [] : [host];
  return [
    ...(isEverywhere || isOwnMachine
      ? [{ from: 'this-machine', url: url(isEverywhere ? '127.0.0.1' : host) } as const]
      : []),
    ...others.map((name) => ({ from: 'network', url: url(name) }) as const),
    ...(isEverywhere || (isOwnMachine && host !== '::1')
      ? [{ from: 'android-emulator', url: url(emulatorHost) } as const]
      : []),
  ];
}

function networkHosts(): readonly string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses = []) => addresses)
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map(({ address }) => address);
}
