import type { Answer } from '../../spec/index.js';
import { problem } from '../http/problem.js';
import { sessionIdInWords } from './sessions.js';

/** The answer to an id that can be no session's, as it may be shown. */
export function noSession(shown: string): Answer {
  return problem(400, 'No such session', `${shown} cannot be a session's id; use ${sessionIdInWords}.`);
}

/** The answer to a request that names two sessions, as they may be shown: one would be passed over without a word. */
export function twoSessions(shown: readonly string[]): Answer {
  return problem(
    400,
    'Two sessions',
    `The request names the sessions ${shown.join(' and ')}, in its path, its query or X-Mock-Session; name one.`,
  );
}

/** The answer to the id of a session that nobody has opened, as it may be shown. */
export function notOpen(shown: string): Answer {
  return problem(
    404,
    'No such session',
    `No session ${shown} is open; GET /__admin/sessions lists those that are, PUT /__admin/sessions/<id> opens one.`,
  );
}
