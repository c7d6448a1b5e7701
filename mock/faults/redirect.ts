import type { IncomingMessage } from 'node:http';

/** In the query of a redirect's target: a client that followed it is answered, and is not led in circles. */
const mark = 'redirected=yes';

/** Whether a request came by a redirect of ours. */
export function hasFollowed({ url = '' }: IncomingMessage): boolean {
  return url.includes(`?${mark}`) || url.includes(`&${mark}`);
}

/**
 * Where a redirect leads: to the address that was called, by a name of the same mock that a client must take for another
 * host. Without a scheme, so that it stays http or https whatever stands in front of the mock.
 */
export function elsewhere(request: IncomingMessage): string {
  const { url = '/', originalUrl = url } = request as IncomingMessage & { readonly originalUrl?: string };
  const target = `${originalUrl}${originalUrl.includes('?') ? '&' : '?'}${mark}`;
  const host = request.headers.host;
  return host === undefined ? target : `//${otherName(host, request.socket.localAddress)}${target}`;
}

/** A loopback host by its other name; any other host by its own, for nothing else is sure to lead back. */
function otherName(host: string, localAddress: string | undefined): string {
  const [, name = host, port = ''] = /^(.*?)(:\d*)?$/s.exec(host) ?? [];
  if (name.toLowerCase() === 'localhost') return `${localAddress === '::1' ? '[::1]' : '127.0.0.1'}${port}`;
  return /^(127(\.\d+){3}|\[::1\])$/.test(name) ? `localhost${port}` : host;
}
