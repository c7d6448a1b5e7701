/** One thing that an adapter must do, in the order in which an author gets it to work. */
export interface SelftestStep {
  /** What the adapter does, in the third person. */
  readonly title: string;
  /** The case that shows it. */
  readonly caseId: string;
  /** The checks that must pass: ids, in which a star at the end stands for any characters. */
  readonly checks: readonly string[];
  /** What to do when it does not. */
  readonly mend: string;
}

const good = 'success-all-parts';

/** The steps that a case shows. Before them an adapter starts and takes its case; after them it ends. */
export const caseSteps: readonly SelftestStep[] = [
  {
    title: 'writes a report that the protocol accepts',
    caseId: good,
    checks: ['report'],
    mend: 'write one JSON object with an "outcome"; "eendigo-kit conformance protocol-schema" has its form',
  },
  {
    title: 'sends one POST to the address of its case',
    caseId: good,
    checks: ['wire-request', 'wire-complete', 'wire-one-request', 'wire-method', 'wire-path', 'wire-content-type'],
    mend: 'send one POST, as multipart/form-data, to "baseUrl" followed by "path"; no address is fixed',
  },
  {
    title: 'sends every part as the case gives it',
    caseId: good,
    checks: ['wire-*'],
    mend: 'send each part of "request" under its name: a text as it is, a picture with the bytes of "file" under "filename"',
  },
  {
    title: 'reports what a success says',
    caseId: good,
    checks: ['understood-*'],
    mend: 'report the outcome "success", the kind "success" and the eight fields, each as the text that came',
  },
  {
    title: 'reads an answer that comes in chunks',
    caseId: 'form-chunked-success',
    checks: ['report', 'understood-*', 'wire-request', 'wire-one-request'],
    mend: 'read the body to its end, in whatever pieces it comes; it may have no Content-Length (Transfer-Encoding: chunked)',
  },
  {
    title: 'reports one failure with its kind',
    caseId: 'credentials-unknown-tenant',
    checks: ['report', 'understood-*'],
    mend: 'report the outcome "service-error", the kind by the table of messages in the guide, and the message in "fields"',
  },
  {
    title: 'keeps the time limit of its case, for the body too',
    caseId: 'fault-stall-body',
    checks: ['report', 'understood-*', 'time-*', 'wire-request', 'wire-one-request'],
    mend: 'give up "timeoutMs" after the start of the call, even in the middle of the body, and report "transport-error"',
  },
];

/** Whether a check belongs to a step. */
export function isCheckOf({ checks }: SelftestStep, id: string): boolean {
  return checks.some((pattern) => (pattern.endsWith('*') ? id.startsWith(pattern.slice(0, -1)) : id === pattern));
}
