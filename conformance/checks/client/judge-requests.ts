import type { JournalEntry, JournalPart } from '../../../mock/index.js';
import type { PartToSend } from '../../wire/request.js';
import { type CheckOutcome, notApplicable, passed } from '../check.js';
import { hasRunOutOfTime } from './answer-times.js';
import type { ClientCheck, ClientContext, ExpectedCall } from './context.js';
import { isDamaged } from './damaged-request.js';

/** A file part that a case requires. */
export type FilePart = Extract<PartToSend, { type: 'file' }>;

/**
 * Judges the request of each call that the case requires. The first outcome that is not passed counts. `wire-one-request`
 * fails where a request is missing.
 */
export const judgeRequests =
  (judge: (request: JournalEntry, call: ExpectedCall, context: ClientContext) => CheckOutcome): ClientCheck['judge'] =>
  (context) => {
    const outcomes = context.calls.flatMap((call, index) => {
      const [request] = requestsOf(index, context);
      return request === undefined || isUnread(request, context) ? [] : [judge(request, call, context)];
    });
    return (
      outcomes.find(({ outcome }) => outcome === 'failed' || outcome === 'inconclusive') ??
      outcomes.find((outcome) => outcome.outcome === 'passed' && outcome.note !== undefined) ??
      (outcomes.some(({ outcome }) => outcome === 'passed') ? passed : notApplicable)
    );
  };

/**
 * The requests of one of the calls, oldest first: more than one of a client that repeats it. `wire-method` alone judges a
 * request that is no POST. Of several calls, each has its own refNumber.
 */
function requestsOf(index: number, { calls, requests }: ClientContext): readonly JournalEntry[] {
  const posts = requests.filter(({ method }) => method === 'POST');
  if (calls.length === 1) return posts;
  const wanted = calls[index]?.parts.find(({ name }) => name === 'refNumber');
  const own = posts.filter((post) => wanted?.type === 'text' && textNamed(post, 'refNumber')?.value === wanted.value);
  return own.length > 0 ? own : posts.slice(index, index + 1);
}

/** The request whose answer the client reports. Undefined when the client did not send it. */
export function reportedRequest(context: ClientContext): JournalEntry | undefined {
  return requestsOf(context.calls.length - 1, context).at(-1);
}

/**
 * Whether the client asked for something else, and got the answer to that: another method, another path, or a request that
 * did not arrive whole.
 */
export function hasOtherAnswer(context: ClientContext): boolean {
  if (context.case.fault === undefined && hasDamagedRequest(context)) return true;
  const request = reportedRequest(context) ?? context.requests.at(-1);
  if (request === undefined) return false;
  const { method, answer } = request;
  return method !== 'POST' || (answer !== null && answer.scenario === undefined && answer.status !== 0);
}

/** Whether the server could not read the request that the client reports on, so that it cannot have answered it. */
function hasDamagedRequest(context: ClientContext): boolean {
  const request = reportedRequest(context);
  if (request === undefined) return context.refusals.length > 0;
  return isDamaged(request) && (request.answer?.scenario === undefined || context.refusals.length > 0);
}

/** Whether the client gave up while the mock was not reading its request, or before it had come whole. */
function isUnread({ answer, parts }: JournalEntry, context: ClientContext): boolean {
  if (answer?.scenario !== undefined) return false;
  return (context.case.fault?.type === 'stall-upload' && parts.length === 0) || hasRunOutOfTime(context);
}

/** The file parts of a call. */
export function fileParts({ parts }: ExpectedCall): readonly FilePart[] {
  return parts.filter((part) => part.type === 'file');
}

/** The first part of a request with this name. */
export function partNamed({ parts }: JournalEntry, name: string): JournalPart | undefined {
  return parts.find((part) => part.name === name);
}

/** The first text part of a request with this name. */
export function textNamed({ parts }: JournalEntry, name: string): Extract<JournalPart, { type: 'text' }> | undefined {
  return parts.find(
    (part): part is Extract<JournalPart, { type: 'text' }> => part.type === 'text' && part.name === name,
  );
}
