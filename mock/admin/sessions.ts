import { problem } from '../http/problem.js';
import { exactly } from '../schemas/object-schemas.js';
import { ref } from '../schemas/refs.js';
import { createClock } from '../sessions/clock.js';
import { checkTenantScenarios } from '../sessions/mock-session.js';
import { scenariosIn } from '../sessions/queue.js';
import type { Session, SessionOptions } from '../sessions/session.js';
import { sessionNotOpen } from '../sessions/session-problems.js';
import { sessionIdInWords } from '../sessions/sessions.js';
import { checkCodes } from '../store/tenants.js';
import { done, doneSpec, json, type Operations, problemSpec } from './operation.js';
import { withOptions } from './read-texts.js';
import { listedTenants } from './tenants.js';
import { unknownScenarios } from './unknown-scenarios.js';

const id = `Id of the session: ${sessionIdInWords}`;

const keepImagesSchema = exactly({ keepImages: { type: 'boolean' } });

/** Operations on sessions. */
export const sessionOperations = {
  'GET /sessions': {
    summary: 'Open sessions',
    query: { states: '`true` adds the state of each session.' },
    answers: {
      200: {
        description:
          'Their ids, most recently used first. A session that a request opened has an alias if its id may be a misplaced key.',
        schema: exactly(
          {
            sessions: { type: 'array', items: { type: 'string' } },
            states: { type: 'array', items: ref('Session'), description: 'The state of each, in the same order.' },
          },
          ['states'],
        ),
      },
    },
    handle: async ({ options: { sessions }, request }) => {
      const { states } = request.query;
      if (states === undefined) return json({ sessions: sessions.list() });
      if (states !== 'true') return problem(400, 'Wrong parameter', 'states is not "true"; give it so, or omit it.');
      // Reading a state does not count as a use of its session.
      const list = await Promise.all(sessions.all().map(stateOf));
      return json({ sessions: list.map(({ id }) => id ?? ''), states: list });
    },
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
      checkTenantScenarios(options.contract, wanted.tenants ?? []);
      createClock(wanted.clock);
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
  'PUT /keep-images': {
    summary: 'Keeps the pictures of requests from now on, or keeps none',
    session: 'opens',
    body: { schema: keepImagesSchema, example: { keepImages: true } },
    answers: { 200: { description: 'Set.', schema: keepImagesSchema } },
    handle: ({ session, body }) => {
      const { keepImages } = body as { readonly keepImages: boolean };
      session.setKeepImages(keepImages);
      return json({ keepImages });
    },
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

async function stateOf(session: Session) {
  const { name, scenario, queue, faults, store, journal, keepsImages, options, seed } = session;
  const { total } = await store.transactions({ offset: 0, limit: 0 });
  return {
    id: name() ?? null,
    scenario: scenario() ?? null,
    queue: queue.show(),
    fault: faults.show(),
    clock: options.clock ?? null,
    seed: seed ?? null,
    keepImages: keepsImages(),
    tenants: await listedTenants(session),
    requests: journal.list().length,
    transactions: total,
  };
}
