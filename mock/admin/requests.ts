import type { SchemaObject } from 'openapi3-ts/oas31';
import type { NumberTest, RequestCriteria } from '../journal/criteria.js';
import { matching, UnmetError, verification, waitForRequests } from '../journal/verify.js';
import { problem } from '../problem.js';
import { listOf, ref } from '../schemas/refs.js';
import { exactly } from '../schemas/schemas.js';
import type { Session } from '../sessions/session.js';
import { type AdminCall, json, type Operations, problemSpec } from './operation.js';

/** Nobody waits longer for an answer, and some proxies not even so long. */
const longestWaitMs = 60_000;
/** The journal keeps so many; more could never be there at once. */
const mostWaitedFor = 1000;

const example = { kind: 'success', parts: { refNumber: { startsWith: 'REF' } } };
const some = { description: 'Those that match, oldest first.', schema: listOf('requests', ref('JournalEntry')) };

/** Criteria under a name, beside numbers that are not criteria. */
function withCriteria(more: NonNullable<SchemaObject['properties']>): SchemaObject {
  return exactly({ criteria: ref('RequestCriteria'), ...more }, ['criteria', ...Object.keys(more)]);
}

const criteriaBody = { schema: withCriteria({}), example: { criteria: example }, optional: true } as const;

const whyNoneIsKept =
  'Pictures are kept in memory where the mock was started with --keep-images, those within the size limit, the last 256 MB of a session.';

/** What came, and whether it was what a test expected. */
export const requestOperations = {
  'GET /requests': {
    summary: 'What came, oldest first',
    session: true,
    answers: { 200: { description: 'The journal.', schema: listOf('requests', ref('JournalEntry')) } },
    handle: ({ session }) => json({ requests: session.journal.list() }),
  },
  'GET /requests/{id}': {
    summary: 'One request, explained part by part',
    session: true,
    parameters: { id: 'As X-Mock-Request-Id told it' },
    answers: { 200: { description: 'The request.', schema: ref('JournalEntry') }, 404: problemSpec('There is none.') },
    handle: ({ session, parameters }) => {
      const { id = '' } = parameters;
      const entry = session.journal.find(id);
      if (entry) return json(entry);
      const detail = `The journal holds no request ${JSON.stringify(id.slice(0, 100))}; GET /__admin/requests lists them.`;
      return problem(404, 'No such request', detail);
    },
  },
  'GET /requests/{id}/images/{place}': {
    summary: 'A picture that came, where the mock was asked to keep them',
    session: true,
    parameters: { id: 'As X-Mock-Request-Id told it', place: "Of the part among the request's parts, from 0" },
    answers: { 200: { description: 'As it came.', contentType: '*/*' }, 404: problemSpec('None is kept.') },
    handle: ({ session: { journal }, parameters: { id = '', place = '' }, response }) => {
      const part = journal.find(id)?.parts[Number(place)];
      const image = journal.image(id, Number(place));
      if (!image || part?.type !== 'file')
        return problem(404, 'No such picture', `No picture is kept at this place. ${whyNoneIsKept}`);
      // Never as a page or a script of the mock's own origin, whatever it says that it is.
      const type = { jpeg: 'image/jpeg', png: 'image/png' }[part.sniffedType as string] ?? 'application/octet-stream';
      response.set({ 'Content-Type': type, 'Content-Security-Policy': "default-src 'none'; sandbox" });
      response.end(image);
      return undefined;
    },
  },
  'POST /requests/count': {
    summary: 'How many match',
    session: true,
    body: criteriaBody,
    answers: { 200: { description: 'The number.', schema: exactly({ count: { type: 'integer' } }) } },
    handle: ({ session, body }) => json({ count: picked(session, body).length }),
  },
  'POST /requests/find': {
    summary: 'Those that match',
    session: true,
    body: criteriaBody,
    answers: { 200: some },
    handle: ({ session, body }) => json({ requests: picked(session, body) }),
  },
  'POST /requests/wait': {
    summary: 'Those that match, as soon as enough are there',
    session: 'opens',
    body: {
      schema: withCriteria({
        count: { type: 'integer', minimum: 1, maximum: mostWaitedFor, default: 1 },
        timeoutMs: { type: 'integer', minimum: 0, maximum: longestWaitMs, default: 5000 },
      }),
      example: { criteria: example, count: 1, timeoutMs: 5000 },
      optional: true,
    },
    answers: { 200: some, 408: problemSpec('Not enough came in time; says which came near.') },
    handle: wait,
  },
  'POST /verify': {
    summary: 'Whether as many match as should: 200, else 409 with the requests that come nearest',
    session: true,
    body: {
      schema: withCriteria({ count: ref('NumberTest') }),
      example: { criteria: example, count: { min: 1 } },
      optional: true,
    },
    answers: {
      200: { description: 'They do.', schema: exactly({ ok: { const: true }, count: { type: 'integer' } }) },
      409: problemSpec('They do not; says which come near, and where they differ.'),
    },
    handle: ({ session, body }) => {
      const { criteria = {}, count } = body as { readonly criteria?: RequestCriteria; readonly count?: NumberTest };
      const verified = verification(session.journal.list(), criteria, count);
      if (verified.ok) return json({ ok: true, count: verified.count });
      const { count: found, matching: ids, nearMisses, text } = verified;
      const report = text.split('\n');
      const title = 'Not the requests that were expected';
      return problem(409, title, report[0] ?? '', { count: found, matching: ids, report, nearMisses });
    },
  },
} satisfies Operations;

function picked({ journal }: Session, body: unknown) {
  return matching(journal.list(), (body as { readonly criteria?: RequestCriteria }).criteria);
}

async function wait({ options, session, body, response }: AdminCall) {
  const { criteria = {}, ...limits } = body as {
    readonly criteria?: RequestCriteria;
    readonly count?: number;
    readonly timeoutMs?: number;
  };
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  // By id, so that a session that begins anew meanwhile is waited for all the same.
  const entries = () => (options.sessions.get(session.id) ?? session).journal.list();
  const source = { events: options.events, session: session.id, entries };
  try {
    return json({ requests: await waitForRequests(source, criteria, limits, gone.signal) });
  } catch (error) {
    // Nobody is there any more to be answered.
    if (gone.signal.aborted) return undefined;
    if (error instanceof UnmetError) {
      const report = error.message.split('\n');
      const title = 'Not the requests that were waited for';
      return problem(408, title, report[0] ?? '', { report, nearMisses: error.nearMisses });
    }
    throw error;
  }
}
