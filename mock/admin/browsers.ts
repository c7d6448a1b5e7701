import { isIP } from 'node:net';
import cors from 'cors';
import type { RequestHandler } from 'express';
import { problem, sendOwnAnswer } from '../http/problem.js';
import { isPlainName } from '../privacy/shown-word.js';
import type { AdminOptions } from './operation.js';

/**
 * Lets pages of the listed origins use the admin API from a browser, and keeps the pages of others from changing
 * anything: a browser sends their requests even where it does not let them read the answers.
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
    const detail = `The page's origin${shownHost(origin)} is not allowed to change anything here; start the mock with it among corsOrigins.`;
    sendOwnAnswer(response, problem(403, 'Foreign origin', detail));
  };
  if (corsOrigins.length === 0) return [guard];
  const methods = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'];
  const allowedHeaders = ['Authorization', 'Content-Type', 'X-Mock-Session'];
  // What a page would not get to see otherwise: where the next transactions are, and what an address takes.
  const exposedHeaders = ['Link', 'Allow'];
  return [cors({ origin: [...corsOrigins], methods, allowedHeaders, exposedHeaders }), guard];
}

/**
 * Refuses requests to a host name that may belong to anybody. Where no token is asked for, a page could otherwise point
 * a name of its own at this machine (DNS rebinding) and would be of the same origin. An address is nobody's name; a
 * single word, `.localhost` and `.internal` cannot be had by strangers.
 */
export function guardHost({ token, corsOrigins }: Pick<AdminOptions, 'token' | 'corsOrigins'>): RequestHandler {
  const listed = corsOrigins.map((origin) => new URL(origin).hostname);
  return (request, response, next) => {
    const host = request.get('Host');
    if (token !== undefined || host === undefined) return next();
    const name = URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : '';
    if (isIP(name.replace(/^\[|\]$/g, '')) > 0 || /^[^.]+$|\.(localhost|internal)$/.test(name) || listed.includes(name))
      return next();
    const detail = `The host${shownHost(`http://${host}`, host)} may be anybody's name for this machine; use its address or localhost, or start the mock with a token.`;
    sendOwnAnswer(response, problem(403, 'Foreign host name', detail));
  };
}

/** An address as a message repeats it, where its host is a name as hosts have them. */
function shownHost(address: string, written = address): string {
  if (!URL.canParse(address)) return '';
  const { hostname, origin } = new URL(address);
  const isPlain = isIP(hostname.replace(/^\[|\]$/g, '')) > 0 || isPlainName(hostname);
  return isPlain && origin === address.toLowerCase() ? ` ${JSON.stringify(written)}` : '';
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
