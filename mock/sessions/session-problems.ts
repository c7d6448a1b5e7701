import type { Answer } from '../../spec/index.js';
import { problem } from '../http/problem.js';
import { sessionIdInWords } from './sessions.js';

/** Rejects an invalid session id, shown masked. */
export function invalidSession(shown: string): Answer {
  return problem(400, 'No such session', `${shown} cannot be a session's id; use ${sessionIdInWords}.`);
}

/** Rejects a request that names two sessions, shown masked. Otherwise one would be ignored silently. */
export function conflictingSessions(shown: readonly string[]): Answer {
  return problem(
    400,
    'Two sessions',
    `The request names the sessions ${shown.join(' and ')}, in its path, its query or X-Mock-Session; name one.`,
  );
}

/** Rejects the id of a session that is not open, shown masked. */
export function sessionNotOpen(shown: string): Answer {
  return problem(
    404,
    'No such session',
    `No session ${shown} is open; GET /__admin/sessions lists those that are, PUT /__admin/sessions/<id> opens one.`,
  );
}
