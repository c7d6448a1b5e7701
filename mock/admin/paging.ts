import type { Request, Response } from 'express';

/** Sends a page as JSON; `Link` says where the next one is. */
export function sendPage(request: Request, response: Response, page: { readonly next?: number }): undefined {
  if (page.next !== undefined) {
    const parameters = parametersOf(request);
    parameters.set('offset', String(page.next));
    // A token that came in the address is not handed on in it.
    parameters.delete('token');
    response.setHeader('Link', `<${request.baseUrl}${request.path}?${parameters}>; rel="next"`);
  }
  response.setHeader('Content-Type', 'application/json');
  response.end(`${JSON.stringify(page, null, 2)}\n`);
}

/** The parameters of an address. */
export function parametersOf({ originalUrl }: Request): URLSearchParams {
  return new URL(originalUrl, 'http://mock').searchParams;
}
