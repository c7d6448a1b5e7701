import { isIP } from 'node:net';
import { isLoopback, KitError } from '../../spec/index.js';

/** Common mistakes for an address: a URL, an IPv6 address in brackets, or an address with a port. */
const written =
  /^(?:[a-z][a-z\d+.-]*:\/\/)?(?:\[(?<bracketed>[^\]]*)\]|(?<bare>[^/:?#[\]]*))(?::(?<port>\d+))?(?:[/?#].*)?$/i;

/**
 * Rejects a host that is not a plain address. `port` is the name of the port option in the same source.
 *
 * @throws KitError `usage` with the remedy
 */
export function checkHost(host: string, port = 'port'): void {
  if (isIP(host) > 0) return;
  if (host.trim() === '*') throw noPlainAddress(host, '0.0.0.0 for all addresses');
  const { bracketed, bare, port: number } = written.exec(host.trim())?.groups ?? {};
  const meant = bracketed ?? bare;
  if (meant === undefined || meant === host) return;
  throw noPlainAddress(host, `${meant || '127.0.0.1'}${number === undefined ? '' : `, and ${port} ${number}`}`);
}

/** The host of a mock for other machines that names none: all IPv4 addresses of this machine. */
export const lanHost = '0.0.0.0';

/** Rejects a host by which no other machine reaches the mock. @throws KitError `usage` with the remedy */
export function checkLanHost(host: string): void {
  if (isLoopback(host))
    throw new KitError(
      'usage',
      `host: only this machine reaches ${host}, but lan is for other machines; leave host out`,
    );
}

function noPlainAddress(host: string, remedy: string): KitError {
  return new KitError('usage', `host: ${JSON.stringify(host.slice(0, 200))} is not a plain address; give ${remedy}`);
}
