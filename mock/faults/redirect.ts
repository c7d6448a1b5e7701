import type { IncomingMessage } from 'node:http';

/** Query marker of a redirect's target, which prevents redirect loops. */
const mark = 'redirected=yes';

/** Returns whether a request followed the mock's redirect. */
export function isRedirected({ url = '' }: IncomingMessage): boolean {
  return url.includes(`?${mark}`) || url.includes(`&${mark}`);
}

/**
 * Returns the redirect target: the same address under another name of this mock, which clients treat as another host.
 * It has no scheme, so that it works behind any proxy.
 */
export function redirectTarget(request: IncomingMessage): string {
  const { url = '/', originalUrl = url } = request as IncomingMessage & { readonly originalUrl?: string };
  const target = `${originalUrl}${originalUrl.includes('?') ? '&' : '?'}${mark}`;
  const host = request.headers.host;
  return host === undefined ? target : `//${otherName(host, request.socket.localAddress)}${target}`;
}

/**
 * Returns the other name of a loopback host. Any other host keeps its name, because no other name is sure to reach the
 * mock.
 */
function otherName(host: string, localAddress: string | undefined): string {
  const [, name = host, port = ''] = /^(.*?)(:\d*)?$/s.exec(host) ?? [];
  if (name.toLowerCase() === 'localhost') return `${localAddress === '::1' ? '[::1]' : '127.0.0.1'}${port}`;
  return /^(127(\.\d+){3}|\[::1\])$/.test(name) ? `localhost${port}` : host;
}
