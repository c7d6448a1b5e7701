import { isIP } from 'node:net';
import cors from 'cors';
import type { RequestHandler } from 'express';
import { problem, sendOwnAnswer } from '../http/problem.js';
import { isPlainName } from '../privacy/shown-word.js';
import type { AdminOptions } from './operation.js';

/**
 * Allows pages of listed origins to use the admin API. Pages of other origins cannot change anything: browsers send
 * their requests even when CORS hides the answers.
 */
export function guardOrigins(corsOrigins: readonly string[]): readonly RequestHandler[] {
  const guard: RequestHandler = (request, response, next) => {
    const origin = request.get('Origin');
    if (
      origin === undefined ||
      ['GET', 'HEAD', 'OPTIONS'].includes(request.method) ||
      corsOrigins.includes(origin) ||
      hostOf(origin) === request.get('Host')
    )
      return next();
    const detail = `The page's origin${shownHost(origin)} may not change anything here; add it to corsOrigins.`;
    sendOwnAnswer(response, problem(403, 'Foreign origin', detail));
  };
  if (corsOrigins.length === 0) return [guard];
  const methods = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'];
  const allowedHeaders = ['Authorization', 'Content-Type', 'X-Mock-Session'];
  // CORS hides these from a page by default: the link to the next page, and the allowed methods.
  const exposedHeaders = ['Link', 'Allow'];
  return [cors({ origin: [...corsOrigins], methods, allowedHeaders, exposedHeaders }), guard];
}

/**
 * Rejects requests to host names that anyone can register. Without a token, a page could otherwise point its own name
 * at this machine (DNS rebinding) and share the mock's origin. IP addresses, single words, `.localhost` and `.internal`
 * cannot be registered.
 */
export function guardHost({ token, corsOrigins }: Pick<AdminOptions, 'token' | 'corsOrigins'>): RequestHandler {
  const listed = corsOrigins.map((origin) => new URL(origin).hostname);
  return (request, response, next) => {
    const host = request.get('Host');
    if (token !== undefined || host === undefined) return next();
    const name = URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : '';
    if (isIP(name.replace(/^\[|\]$/g, '')) > 0 || /^[^.]+$|\.(localhost|internal)$/.test(name) || listed.includes(name))
      return next();
    const detail = `The host${shownHost(`http://${host}`, host)} is not a safe name for this machine; use its address or localhost, or start the mock with a token.`;
    sendOwnAnswer(response, problem(403, 'Foreign host name', detail));
  };
}

/** Returns an address for a message if its host is safe to show. */
function shownHost(address: string, written = address): string {
  if (!URL.canParse(address)) return '';
  const { hostname, origin } = new URL(address);
  const isPlain = isIP(hostname.replace(/^\[|\]$/g, '')) > 0 || isPlainName(hostname);
  return isPlain && origin === address.toLowerCase() ? ` ${JSON.stringify(written)}` : '';
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
