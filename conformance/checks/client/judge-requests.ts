import type { JournalEntry, JournalPart } from '../../../mock/index.js';
import type { PartToSend } from '../../wire/request.js';
import { type CheckOutcome, notApplicable, passed } from '../check.js';
import type { ClientCheck, ClientContext, ExpectedCall } from './context.js';

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
      const request = callsIn(context)[index];
      return request === undefined || isUnread(request, context) ? [] : [judge(request, call, context)];
    });
    return (
      outcomes.find(({ outcome }) => outcome === 'failed' || outcome === 'inconclusive') ??
      outcomes.find((outcome) => outcome.outcome === 'passed' && outcome.note !== undefined) ??
      (outcomes.some(({ outcome }) => outcome === 'passed') ? passed : notApplicable)
    );
  };

/** The POSTs of a client, or all its requests where there is none. `wire-method` fails for others before a POST. */
export function callsIn({ requests }: ClientContext): readonly JournalEntry[] {
  const posts = requests.filter(({ method }) => method === 'POST');
  return posts.length === 0 ? requests : posts;
}

/** The request of the call that the report is on. Undefined when the client did not send it. */
export function reportedRequest(context: ClientContext): JournalEntry | undefined {
  return callsIn(context)[context.calls.length - 1];
}

/** Whether the client gave up while the mock was not reading its request, so that nothing of the body is known. */
function isUnread({ answer, parts }: JournalEntry, { case: { fault } }: ClientContext): boolean {
  return fault?.type === 'stall-upload' && parts.length === 0 && answer?.scenario === undefined;
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
