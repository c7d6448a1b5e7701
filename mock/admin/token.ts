import { timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { problem, sendOwnAnswer } from '../http/problem.js';

/** The name of the cookie that a browser gets for the token. */
export const cookieName = 'eendigo-kit-admin';

/**
 * Lets through only who has the token: in `Authorization: Bearer`, or for a person's browser once as `?token=`, which
 * becomes a cookie so that pages and their files can be followed. Without a token everybody is let through.
 */
export function requireToken(token: string | undefined): RequestHandler {
  return (request, response, next) => {
    if (token === undefined || same(bearerOf(request), token) || same(cookieOf(request), token)) return next();
    if (same(request.query['token'], token)) {
      const { baseUrl: path, secure } = request;
      response.cookie(cookieName, token, { httpOnly: true, sameSite: 'strict', path, secure });
      // Redirected, so that the token does not stay in the address bar. Whatever else is sent, a redirect would lose.
      return request.method === 'GET' || request.method === 'HEAD'
        ? response.redirect(303, withoutToken(request))
        : next();
    }
    const detail =
      'Send "Authorization: Bearer <token>" with the token that the mock printed or was given at start; in a browser, add ?token=<token> once.';
    const { headers, ...answer } = problem(401, 'A token is needed', detail);
    sendOwnAnswer(response, { ...answer, headers: { ...headers, 'WWW-Authenticate': 'Bearer' } });
  };
}

function same(given: unknown, wanted: string): boolean {
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
    // Express encodes what it sets.
    return value === undefined ? undefined : decodeURIComponent(value);
  } catch {
    return undefined;
  }
}

/** The same address, with all of its query but the token. */
function withoutToken({ baseUrl, path, url }: Request): string {
  const query = new URLSearchParams(url.slice(path.length));
  query.delete('token');
  return `${baseUrl}${path}${query.size === 0 ? '' : `?${query}`}`;
}
