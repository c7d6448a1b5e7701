import { timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { problem, sendOwnAnswer } from '../http/problem.js';

/** Name of the browser's token cookie. */
export const cookieName = 'eendigo-kit-admin';

/**
 * Requires the token in `Authorization: Bearer` or in the cookie. A browser sends it once as `?token=`, which sets the
 * cookie for further pages. Without a configured token, every request passes.
 */
export function requireToken(token: string | undefined): RequestHandler {
  return (request, response, next) => {
    if (token === undefined || isEqual(bearerOf(request), token) || isEqual(cookieOf(request), token)) return next();
    if (isEqual(request.query['token'], token)) {
      const { baseUrl: path, secure } = request;
      response.cookie(cookieName, token, { httpOnly: true, sameSite: 'strict', path, secure });
      // The redirect removes the token from the address bar. Other methods are not redirected, because they would lose
      // their body.
      return request.method === 'GET' || request.method === 'HEAD'
        ? response.redirect(303, withoutToken(request))
        : next();
    }
    const detail =
      'Send "Authorization: Bearer <token>" with the token that the mock printed or that you configured; in a browser, add ?token=<token> once.';
    const { headers, ...answer } = problem(401, 'A token is required', detail);
    sendOwnAnswer(response, { ...answer, headers: { ...headers, 'WWW-Authenticate': 'Bearer' } });
  };
}

function isEqual(given: unknown, wanted: string): boolean {
  if (typeof given !== 'string') return false;
  const [one, other] = [Buffer.from(given), Buffer.from(wanted)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function bearerOf(request: Request): string | undefined {
  return /^bearer +(.*)$/i.exec(request.get('Authorization') ?? '')?.[1];
}

function cookieOf(request: Request): string | undefined {
  const cookies = (request.get('Cookie') ?? '').split(';').map((cookie) => cookie.trim());
  const value = cookies.find((cookie) => cookie.startsWith(`${cookieName}=`))?.slice(cookieName.length + 1);
  try {
    // Express encodes cookie values.
    return value === undefined ? undefined : decodeURIComponent(value);
  } catch {
    return undefined;
  }
}

/** Returns the same address without the token in its query. */
function withoutToken({ baseUrl, path, url }: Request): string {
  const query = new URLSearchParams(url.slice(path.length));
  query.delete('token');
  return `${baseUrl}${path}${query.size === 0 ? '' : `?${query}`}`;
}
