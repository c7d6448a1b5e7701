import type { Request } from 'express';
import type { Sessions } from '../sessions/sessions.js';

/** What stands before the admin API's addresses, as it may be shown: a session's id in it may be a key in the wrong place. */
export function shownBase({ baseUrl, params }: Request, sessions: Sessions): string {
  const { session } = params;
  if (typeof session !== 'string') return baseUrl;
  return baseUrl.replace(/\/s\/[^/]+\/__admin$/, () => `/s/${sessions.nameFor(session) ?? '{id}'}/__admin`);
}
