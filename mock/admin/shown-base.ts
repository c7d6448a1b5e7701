import type { Request } from 'express';
import type { Sessions } from '../sessions/sessions.js';

/** Returns the base path of the admin API, with a session id masked where it may be a key. */
export function shownBase({ baseUrl, params }: Request, sessions: Sessions): string {
  const { session } = params;
  if (typeof session !== 'string') return baseUrl;
  return baseUrl.replace(/\/s\/[^/]+\/__admin$/, () => `/s/${sessions.nameFor(session) ?? '{id}'}/__admin`);
}
