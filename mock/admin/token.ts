import { timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { problem, send } from '../problem.js';

const cookieName = 'eendigo-kit-admin';

/**
 * Lets through only who has the token: in `Authorization: Bearer`, or for a person's browser once as `?token=`, which
 * becomes a cookie so that pages and their files can be followed. Without a token everybody is let through.
 */
export function requireToken(token: string | undefined): RequestHandler {
  return (request, response, next) => {
    if (token === undefined || same(request.get('Authorization'), `Bearer ${token}`) || same(cookieOf(request), token))
      return next();
    if (same(request.query['token'], token)) {
      response.cookie(cookieName, token, { httpOnly: true, sameSite: 'strict', path: request.baseUrl });
      // Redirected, so that the token does not stay in the address bar.
      return response.redirect(303, `${request.baseUrl}${request.path}`);
    }
    const detail =
      'Send "Authorization: Bearer <token>" with the token that the mock printed or was given at start; in a browser, add ?token=<token> once.';
    send(response, problem(401, 'A token is needed', detail));
  };
}

function same(given: unknown, wanted: string): boolean {
  const [one, other] = [Buffer.from(String(given)), Buffer.from(wanted)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function cookieOf(request: Request): string | undefined {
  const cookies = (request.get('Cookie') ?? '').split(';').map((cookie) => cookie.trim());
  return cookies.find((cookie) => cookie.startsWith(`${cookieName}=`))?.slice(cookieName.length + 1);
}
