import type { IncomingMessage } from 'node:http';

/** A request's path, without its query. */
export function pathOf({ url = '' }: IncomingMessage): string {
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
}

/**
 * Gives a request that names its whole address (RFC 9112, section 3.2.2) the path alone, and the host that the address
 * names, whatever `Host` says.
 */
export function toOriginForm(request: IncomingMessage): void {
  const { host, path } = /^https?:\/\/(?<host>[^/?]*)(?<path>.*)$/is.exec(request.url ?? '')?.groups ?? {};
  if (host === undefined || path === undefined) return;
  const url = path.startsWith('/') ? path : `/${path}`;
  request.url = url;
  request.headers.host = host;
}

/** What Express decodes in a parameter, or takes an address apart by. */
const notAsItCame = /[%#\t\f\u00a0]/g;

/**
 * A path as Express has to be given it to route by each of its characters: neither decoded, nor cut off at a fragment, nor
 * taken for another host's address.
 */
export function routedPath(path: string): string {
  const escaped = path.replaceAll(notAsItCame, encodeURIComponent);
  // No route begins with two slashes.
  return escaped.startsWith('/') ? escaped : `//${escaped}`;
}

/** Whether a path is one of the admin API, of the mock itself or of a session. */
export function isAdminPath(path: string): boolean {
  return /^(?:\/s\/[^/]+)?\/__admin(?:\/|$)/.test(path);
}

/** A request's header by its name in small letters; of one that came several times, all values with commas between them. */
export function headerOf({ headers }: IncomingMessage, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}
