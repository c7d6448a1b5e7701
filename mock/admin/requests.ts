import type { SchemaObject } from 'openapi3-ts/oas31';
import { problem } from '../http/problem.js';
import { harOf } from '../journal/har.js';
import type { Journal } from '../journal/journal.js';
import { requestFormat, requestPage, requestParameters } from '../journal/request-query.js';
import { matching, type Received, UnmetError, type Verification, verification } from '../journal/verify.js';
import { sequenceVerification } from '../journal/verify-sequence.js';
import { waitForRequests } from '../journal/wait.js';
import { shownWord } from '../privacy/shown-word.js';
import { waitOptionsSchema } from '../schemas/criteria-schemas.js';
import type { NumberTest, RequestCriteria, WaitOptions } from '../schemas/criteria-types.js';
import { exactly } from '../schemas/object-schemas.js';
import { listOf, ref } from '../schemas/refs.js';
import { type AdminCall, done, doneSpec, json, type Operations, problemSpec } from './operation.js';
import { queryOf, sendPage } from './paging.js';

const { properties: waitOptions } = waitOptionsSchema;

/** Maximum wait, in milliseconds. Some proxies end a request earlier. */
const maxWaitMs = 60_000;
/** Maximum number of requests to wait for: the default capacity of a journal. */
const maxWaitCount = 1000;

const example = { kind: 'success', parts: { refNumber: { startsWith: 'REF' } } };
const some = { description: 'Matching requests, oldest first.', schema: listOf('requests', ref('JournalEntry')) };

/** Schema of a body with criteria and further properties. */
function withCriteria(more: NonNullable<SchemaObject['properties']>): SchemaObject {
  return exactly({ criteria: ref('RequestCriteria'), ...more }, ['criteria', ...Object.keys(more)]);
}

const verified = exactly({ ok: { const: true }, count: { type: 'integer' } });
const requestPageSchema = exactly(
  {
    total: { type: 'integer', description: 'Total on all pages.' },
    requests: { type: 'array', items: ref('JournalEntry') },
    next: { type: 'integer', description: 'The offset of the next page; absent on the last one.' },
  },
  ['next'],
);

const criteriaBody = { schema: withCriteria({}), example: { criteria: example }, optional: true } as const;

const whyNoneIsKept =
  'With --keep-images, the mock keeps pictures within the size limit in memory, the latest 256 MB of all sessions.';

/** Operations on the received requests: list, verify and wait. */
export const requestOperations = {
  'GET /requests': {
    summary: 'Received requests, oldest first',
    session: true,
    query: requestParameters,
    answers: {
      200: {
        description:
          'The journal or a page of it, and with `format=har` an HTTP Archive. `Link` has the address of the next page.',
        schema: { oneOf: [requestPageSchema, ref('Har')] },
      },
    },
    handle: (call) => {
      const query = queryOf(call.request);
      const page = requestPage(call.session.journal.list(), query);
      return requestFormat(query) === 'json'
        ? sendPage(call, page)
        : sendPage(call, page, harOf(page.requests, originOf(call.request)));
    },
  },
  'DELETE /requests': {
    summary: 'Clears the journal, and nothing else of the session',
    session: true,
    answers: { 204: doneSpec },
    handle: async ({ session }) => {
      await session.clearJournal();
      return done;
    },
  },
  'GET /requests/{id}': {
    summary: 'One request, explained part by part. Searches all sessions unless one is named.',
    session: true,
    parameters: { id: 'Id from X-Mock-Request-Id' },
    answers: { 200: { description: 'The request.', schema: ref('JournalEntry') }, 404: problemSpec('Not found.') },
    handle: (call) => {
      const { id = '' } = call.parameters;
      const entry = journalWith(id, call)?.find(id);
      if (entry) return json(entry);
      const detail = `The journal holds no request ${shownWord(id)}; GET /__admin/requests lists them.`;
      return problem(404, 'No such request', detail);
    },
  },
  'GET /requests/{id}/images/{place}': {
    summary: 'A received picture. Requires --keep-images.',
    session: true,
    parameters: { id: 'Id from X-Mock-Request-Id', place: 'Index of the part in the request, from 0' },
    answers: {
      200: { description: 'The picture as received.', contentType: '*/*' },
      404: problemSpec('The mock did not keep it.'),
    },
    handle: (call) => {
      const { id = '', place = '' } = call.parameters;
      const journal = journalWith(id, call);
      const part = journal?.find(id)?.parts[Number(place)];
      const image = journal?.image(id, Number(place));
      if (!image || part?.type !== 'file') {
        const why = part?.type === 'file' && part.notKeptReason !== undefined ? `: ${part.notKeptReason}` : '';
        return problem(404, 'No such picture', `The mock did not keep this picture${why}. ${whyNoneIsKept}`);
      }
      // The client chose the content, so the browser must not run it as a page or script of the mock's origin.
      const type = { jpeg: 'image/jpeg', png: 'image/png' }[part.sniffedType as string] ?? 'application/octet-stream';
      call.response.set({ 'Content-Type': type, 'Content-Security-Policy': "default-src 'none'; sandbox" });
      call.response.end(image);
      return undefined;
    },
  },
  'POST /requests/count': {
    summary: 'Counts matching requests',
    session: true,
    body: criteriaBody,
    answers: { 200: { description: 'The number.', schema: exactly({ count: { type: 'integer' } }) } },
    handle: (call) => json({ count: picked(call).length }),
  },
  'POST /requests/find': {
    summary: 'Finds matching requests',
    session: true,
    body: criteriaBody,
    answers: { 200: some },
    handle: (call) => json({ requests: picked(call) }),
  },
  'POST /requests/wait': {
    summary: 'Waits for matching requests',
    session: 'opens',
    body: {
      schema: withCriteria({
        count: { ...waitOptions.count, maximum: maxWaitCount },
        timeoutMs: { ...waitOptions.timeoutMs, type: 'integer', maximum: maxWaitMs },
      }),
      example: { criteria: example, count: 1, timeoutMs: 5000 },
      optional: true,
    },
    answers: { 200: some, 408: problemSpec('Timeout: too few requests match. Includes near misses.') },
    handle: wait,
  },
  'POST /verify': {
    summary: 'Verifies the number of matching requests. Answers 409 with near misses if it is wrong.',
    session: true,
    body: {
      schema: withCriteria({ count: ref('NumberTest') }),
      example: { criteria: example, count: { min: 1 } },
      optional: true,
    },
    answers: {
      200: { description: 'Verified.', schema: verified },
      409: problemSpec('Not verified. Includes near misses with their differences.'),
    },
    handle: (call) => {
      const { criteria = {}, count } = call.body as { criteria?: RequestCriteria; count?: NumberTest };
      return verificationAnswer(verification(received(call), criteria, count));
    },
  },
  'POST /verify/sequence': {
    summary:
      'Verifies the order of requests; others may come between them. Answers 409 with the unmet step if it is wrong.',
    session: true,
    body: {
      schema: exactly({ sequence: { type: 'array', minItems: 1, maxItems: 100, items: ref('RequestCriteria') } }),
      example: { sequence: [{ kind: 'liveness-error' }, { kind: 'success' }] },
    },
    answers: {
      200: { description: 'Verified.', schema: verified },
      409: problemSpec('Not verified. Includes the unmet step and its near misses.'),
    },
    handle: (call) => {
      const { sequence } = call.body as { readonly sequence: readonly RequestCriteria[] };
      return verificationAnswer(sequenceVerification(received(call), sequence));
    },
  },
} satisfies Operations;

/** The origin at which the client reached the mock. */
function originOf({ protocol, headers: { host = 'localhost' } }: AdminCall['request']): string {
  return `${protocol}://${host}`;
}

function received({ options, session }: AdminCall): Received {
  return { entries: session.journal.list(), contract: options.contract };
}

function picked(call: AdminCall) {
  return matching(received(call), (call.body as { readonly criteria?: RequestCriteria }).criteria);
}

/** Returns the journal that holds a request. Ids are unique, so the session may be omitted. */
function journalWith(requestId: string, { options, session }: AdminCall): Journal | undefined {
  return session.id === undefined ? options.sessions.withRequest(requestId)?.journal : session.journal;
}

function verificationAnswer({ ok, count, matching: ids, nearMisses, text }: Verification) {
  if (ok) return json({ ok: true, count });
  const report = text.split('\n');
  const title = 'Verification failed';
  return problem(409, title, report[0] ?? '', { count, matching: ids, report, nearMisses });
}

async function wait({ options, session, body, response }: AdminCall) {
  const { criteria = {}, ...limits } = body as WaitOptions & { readonly criteria?: RequestCriteria };
  // 'close' does not fire again for a client that has left.
  if (response.closed) return undefined;
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  // Looked up by id, because a reset replaces the session.
  const journal = () => (options.sessions.find(session.id) ?? session).journal;
  const source = { events: options.events, contract: options.contract, session: session.id, journal };
  try {
    return json({ requests: await waitForRequests(source, criteria, limits, gone.signal) });
  } catch (error) {
    // The client has left, so there is nothing to answer.
    if (gone.signal.aborted) return undefined;
    if (error instanceof UnmetError) {
      const report = error.message.split('\n');
      const title = 'Wait failed';
      return problem(408, title, report[0] ?? '', { report, nearMisses: error.nearMisses });
    }
    throw error;
  }
}
