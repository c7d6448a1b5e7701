import type { Request } from 'express';
import type { Session } from '../sessions/session.js';

const longestHost = 255;

/**
 * Returns the absolute address of a session's inspector and admin API, with the scheme, the host and the mount path that
 * the client used. A session whose id may be a secret has its displayed name in it.
 */
export function adminUrlOf(request: Request, session: Pick<Session, 'name'>): string {
  const { session: inPath } = request.params as { readonly session?: string };
  const mount = inPath === undefined ? request.baseUrl : request.baseUrl.replace(/\/s\/[^/]+$/, '');
  const name = session.name();
  return new URL(`${mount}${name === undefined ? '' : `/s/${name}`}/__admin`, originOf(request)).href;
}

/** The origin that the client used; the address of the connection if its Host header is missing or is none. */
function originOf({ protocol, headers: { host = '' }, socket }: Request): string {
  const own = socket.localFamily === 'IPv6' ? `[${socket.localAddress}]` : socket.localAddress;
  const given = `${protocol}://${host}`;
  if (host.length > longestHost || !URL.canParse(given)) return `${protocol}://${own}:${socket.localPort}`;
  const { origin, href } = new URL(given);
  // A host with a path, a query or credentials in it is none.
  return href === `${origin}/` ? origin : `${protocol}://${own}:${socket.localPort}`;
}
