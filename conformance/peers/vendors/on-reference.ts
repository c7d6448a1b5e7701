import {
  createReferenceRules,
  type ReferenceFacts,
  type ReferenceFailure,
  type ReferenceRequest,
  type ReferenceRule,
} from '../reference/rules.js';
import { type ReferenceBehaviour, type ReferenceKind, startReferenceServer } from '../reference/server.js';
import type { Vendor } from './vendor.js';

/** The rules of the reference server, by name. */
export type ReferenceRules = ReturnType<typeof createReferenceRules>;

/** The habits of a vendor that is built on the reference server. */
export interface Habits {
  /** The HTTP status of each kind. Default: 200. */
  readonly statuses?: Partial<Readonly<Record<ReferenceKind, number>>>;
  /** Its own `message` of a kind. */
  readonly messages?: Partial<Readonly<Record<ReferenceKind, string>>>;
  /** What the document's rules depend on. */
  readonly facts?: Partial<ReferenceFacts>;
  /** Its rules, made of the document's, in the order in which it applies them. */
  readonly rules?: (documented: ReferenceRules) => Readonly<Record<string, ReferenceRule>>;
  /** Changes a body in place. */
  readonly body?: (body: Record<string, unknown>, kind: ReferenceKind, request: ReferenceRequest | undefined) => void;
  /** Headers that every answer has. */
  readonly headers?: () => Record<string, string>;
  /** Anything else. */
  readonly behave?: () => Partial<ReferenceBehaviour>;
}

/** Creates a vendor on the reference server. Each start has a memory of its own. */
export function onReference(entry: Omit<Vendor, 'start'> & { readonly habits: () => Habits }): Vendor {
  const { habits, ...vendor } = entry;
  return { ...vendor, start: () => startReferenceServer(behaviourOf(habits())) };
}

function behaviourOf({ statuses = {}, messages = {}, facts, rules, body, headers, behave }: Habits) {
  const documented = createReferenceRules(facts);
  const other = behave?.() ?? {};
  return {
    rules: rules?.(documented) ?? documented,
    ...other,
    change: (answer, kind, request) => {
      answer.status = statuses[kind] ?? answer.status;
      if (messages[kind] !== undefined) answer.body['message'] = messages[kind];
      body?.(answer.body, kind, request);
      Object.assign(answer.headers, headers?.());
      other.change?.(answer, kind, request);
    },
  } satisfies Partial<ReferenceBehaviour>;
}

/** The same rule with another answer. */
export function answering(failure: ReferenceFailure, rule: ReferenceRule): ReferenceRule {
  return (request) => (rule(request) === undefined ? undefined : failure);
}
