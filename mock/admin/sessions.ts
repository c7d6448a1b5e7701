import { listOf, ref } from '../schemas/refs.js';
import { scenariosIn } from '../sessions/queue.js';
import type { Session, SessionOptions } from '../sessions/session.js';
import { sessionNotOpen } from '../sessions/session-problems.js';
import { sessionIdInWords } from '../sessions/sessions.js';
import { checkCodes } from '../store/tenants.js';
import { done, doneSpec, json, type Operations, problemSpec } from './operation.js';
import { withOptions } from './read-texts.js';
import { unknownScenarios } from './unknown-scenarios.js';

const id = `Id of the session: ${sessionIdInWords}`;

/** Operations on sessions. */
export const sessionOperations = {
  'GET /sessions': {
    summary: 'Open sessions',
    answers: {
      200: {
        description:
          'Their ids, most recently used first. A session that a request opened has an alias if its id may be a misplaced key.',
        schema: listOf('sessions', { type: 'string' }),
      },
    },
    handle: ({ options }) => json({ sessions: options.sessions.list() }),
  },
  'GET /sessions/{id}': {
    summary: 'One session with its state',
    parameters: { id },
    answers: {
      200: { description: 'The session.', schema: ref('Session') },
      404: problemSpec('No session of that id is open.'),
    },
    handle: async ({ options, parameters }) => {
      const session = options.sessions.find(parameters['id'] ?? '');
      return session ? json(await stateOf(session)) : sessionNotOpen(options.sessions.shownId(parameters['id'] ?? ''));
    },
  },
  'PUT /sessions/{id}': {
    summary: 'Opens a session, replacing one of that id',
    parameters: { id },
    body: {
      schema: ref('SessionOptions'),
      optional: true,
      example: {
        tenants: [{ code: 'AIT', key: 'ADINS_key1234', balance: 3 }],
        queue: ['success', { scenario: 'liveness-error', times: 2 }],
      },
      more: {
        words: {
          tenants: '[{code: AIT, key: ADINS_key1234, balance: 3}]',
          queue: 'success, liveness-error',
          fault: 'delay; ms=500',
        },
      },
      read: withOptions,
    },
    answers: {
      200: { description: 'Replaced.', schema: ref('Session') },
      201: { description: 'Opened.', schema: ref('Session') },
    },
    handle: async ({ options, parameters, body }) => {
      const wanted = body as SessionOptions;
      const names = [...(wanted.scenario === undefined ? [] : [wanted.scenario]), ...scenariosIn(wanted.queue ?? [])];
      const unknown = unknownScenarios(options.contract, names);
      if (unknown) return unknown;
      checkCodes(wanted.tenants ?? []);
      const sessionId = parameters['id'] ?? '';
      const known = options.sessions.find(sessionId) !== undefined;
      return json(await stateOf(await options.sessions.openShared(sessionId, wanted)), known ? 200 : 201);
    },
  },
  'DELETE /sessions/{id}': {
    summary: 'Closes a session',
    parameters: { id },
    answers: { 204: doneSpec, 404: problemSpec('No session of that id is open.') },
    handle: async ({ options, parameters }) => {
      const session = options.sessions.find(parameters['id'] ?? '');
      if (!session) return sessionNotOpen(options.sessions.shownId(parameters['id'] ?? ''));
      await options.sessions.close(session.id);
      return done;
    },
  },
  'GET /session': {
    summary: 'The default session, or the one named by ?session=',
    session: true,
    answers: { 200: { description: 'The session.', schema: ref('Session') } },
    handle: async ({ session }) => json(await stateOf(session)),
  },
  'POST /reset': {
    summary: 'Resets the session to its initial options',
    session: 'opens',
    answers: { 204: doneSpec },
    handle: async ({ options, session }) => {
      await options.sessions.reset(session.id);
      return done;
    },
  },
} satisfies Operations;

async function stateOf({ name, scenario, queue, faults, store, journal }: Session) {
  const { total } = await store.transactions({ offset: 0, limit: 0 });
  return {
    id: name() ?? null,
    scenario: scenario() ?? null,
    queue: queue.show(),
    fault: faults.show(),
    tenants: (await store.tenants()).map(({ code, balance }) => ({ code, balance })),
    requests: journal.list().length,
    transactions: total,
  };
}
