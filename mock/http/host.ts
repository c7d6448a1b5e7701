import { isIP } from 'node:net';
import { KitError } from '../../spec/index.js';

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

function noPlainAddress(host: string, remedy: string): KitError {
  return new KitError('usage', `host: ${JSON.stringify(host.slice(0, 200))} is not a plain address; give ${remedy}`);
}
