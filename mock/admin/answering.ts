import type { SchemaObject } from 'openapi3-ts/oas31';
import type { FaultInput } from '../faults/index.js';
import { exactly } from '../schemas/object-schemas.js';
import { ref } from '../schemas/refs.js';
import { scenarioName } from '../schemas/session-schemas.js';
import type { QueueInput } from '../schemas/session-types.js';
import { scenariosIn } from '../sessions/queue.js';
import { type AdminCall, done, doneSpec, json, type Operations } from './operation.js';
import { asOption, withOptions } from './read-texts.js';
import { unknownScenarios } from './unknown-scenarios.js';

const queueBody = {
  schema: {
    type: ['object', 'array', 'string'],
    if: { type: 'object' },
    then: exactly({ queue: ref('QueueItems') }),
    else: ref('QueueItems'),
  } as SchemaObject,
  example: { queue: [{ scenario: 'insufficient-balance', times: 2 }, { then: 'success' }] },
  more: {
    list: ['liveness-error', { scenario: 'success', times: 2 }, { repeat: true }],
    words: { queue: 'liveness-error, success' },
  },
  text: 'liveness-error, success',
  read: (body: unknown) => (typeof body === 'string' ? asOption('queue', body) : withOptions(body)),
} as const;
const queueAnswer = { 200: { description: 'The remaining steps, and what follows them.', schema: ref('Queue') } };
const scenarioSchema = exactly({ scenario: { ...scenarioName, type: ['string', 'null'] } });
const faultAnswer = {
  200: { description: 'The plan in effect; without rules if there is none.', schema: ref('FaultPlan') },
};

/** Operations on a session's default scenario, queue and faults, which apply when a request selects nothing itself. */
export const answeringOperations = {
  'GET /scenario/default': {
    summary: 'The default scenario',
    session: true,
    answers: { 200: { description: 'Its name; null leaves the answer to the rules.', schema: scenarioSchema } },
    handle: ({ session }) => json({ scenario: session.scenario() ?? null }),
  },
  'PUT /scenario/default': {
    summary: 'Sets the default scenario',
    session: 'opens',
    body: { schema: exactly({ scenario: scenarioName }), example: { scenario: 'success-not-matched' } },
    answers: { 200: { description: 'Set.', schema: scenarioSchema } },
    handle: async ({ options, session, body }) => {
      const { scenario } = body as { readonly scenario: string };
      const unknown = unknownScenarios(options.contract, [scenario]);
      if (unknown) return unknown;
      await session.alter(() => session.setDefault(scenario));
      return json({ scenario });
    },
  },
  'DELETE /scenario/default': {
    summary: 'Removes the default scenario',
    session: true,
    answers: { 204: doneSpec },
    handle: async ({ session }) => {
      await session.alter(() => session.setDefault(undefined));
      return done;
    },
  },
  'GET /queue': {
    summary: 'The queue of scenarios',
    session: true,
    answers: queueAnswer,
    handle: ({ session }) => json(session.queue.show()),
  },
  'POST /queue': {
    summary: 'Appends scenarios to the queue',
    session: 'opens',
    body: queueBody,
    answers: queueAnswer,
    handle: (call) => fillQueue(call, 'add'),
  },
  'PUT /queue': {
    summary: 'Replaces the queue',
    session: 'opens',
    body: queueBody,
    answers: queueAnswer,
    handle: (call) => fillQueue(call, 'replace'),
  },
  'DELETE /queue': {
    summary: 'Clears the queue',
    session: true,
    answers: { 204: doneSpec },
    handle: async ({ session }) => {
      await session.alter(() => session.queue.clear());
      return done;
    },
  },
  'GET /fault': {
    summary: 'The fault plan, for requests that select no fault',
    session: true,
    answers: faultAnswer,
    handle: ({ session }) => json(session.faults.show()),
  },
  'PUT /fault': {
    summary: 'Sets a fault for all answers, or a schedule of faults',
    session: 'opens',
    body: {
      schema: ref('FaultOrSchedule'),
      example: {
        seed: 7,
        rules: [
          { fault: { type: 'unavailable' }, first: 2 },
          { fault: { type: 'reset' }, probability: 0.1 },
        ],
      },
      more: { fault: { type: 'delay', ms: 500 }, words: 'delay; ms=500' },
      text: 'delay; ms=500',
      read: (body) => asOption('fault', body),
    },
    answers: faultAnswer,
    handle: async ({ session, body }) => {
      await session.alter(() => session.faults.set(body as FaultInput));
      return json(session.faults.show());
    },
  },
  'DELETE /fault': {
    summary: 'Removes the fault plan',
    session: true,
    answers: { 204: doneSpec },
    handle: async ({ session }) => {
      await session.alter(() => session.faults.set(undefined));
      return done;
    },
  },
} satisfies Operations;

async function fillQueue({ options, session, body }: AdminCall, how: 'add' | 'replace') {
  const { queue } =
    typeof body === 'object' && !Array.isArray(body)
      ? (body as { readonly queue: QueueInput })
      : { queue: body as QueueInput };
  const unknown = unknownScenarios(options.contract, scenariosIn(queue));
  if (unknown) return unknown;
  await session.alter(() => session.queue[how](queue));
  return json(session.queue.show());
}
