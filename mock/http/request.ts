import type { IncomingMessage } from 'node:http';

/** Returns a request's path without the query. */
export function pathOf({ url = '' }: IncomingMessage): string {
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
}

/** Rewrites a request with an absolute URL (RFC 9112, section 3.2.2) to its path, and takes the host from the URL. */
export function toOriginForm(request: IncomingMessage): void {
  const { host, path } = /^https?:\/\/(?<host>[^/?]*)(?<path>.*)$/is.exec(request.url ?? '')?.groups ?? {};
  if (host === undefined || path === undefined) return;
  const url = path.startsWith('/') ? path : `/${path}`;
  request.url = url;
  request.headers.host = host;
}

/** Characters that Express decodes, or that its URL parser treats specially. */
const notAsItCame = /[%#\t\f\u00a0]/g;

/** Escapes a path so that Express routes it literally: without decoding, fragments or another host. */
export function routedPath(path: string): string {
  const escaped = path.replaceAll(notAsItCame, encodeURIComponent);
  // No route begins with two slashes.
  return escaped.startsWith('/') ? escaped : `//${escaped}`;
}

/** Returns whether a path belongs to the admin API, of the mock or of a session. */
export function isAdminPath(path: string): boolean {
  return /^(?:\/s\/[^/]+)?\/__admin(?:\/|$)/.test(path);
}

/** Returns a header by its lower-case name. Repeated values are joined with commas. */
export function headerOf({ headers }: IncomingMessage, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}
