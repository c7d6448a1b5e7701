import type { JournalEntry } from '../../mock/index.js';
import type { Contract } from '../../spec/index.js';
import { createWireEvidence } from '../evidence/client-evidence.js';
import type { EvidenceMask } from '../evidence/mask.js';
import { createAnswerEvidence, mayHaveBeenCharged } from '../evidence/server-evidence.js';
import type { WireEvidence } from '../evidence/verdict.js';
import { kindOf, parseJson } from '../wire/answer.js';
import { decompress } from '../wire/send.js';
import { factsOfEntry, type RecordedExchange, violationsOf } from './exchange.js';
import type { PassedAnswer, PassedOn } from './pass-on.js';
import type { RequestPlace } from './place.js';
import type { RecorderOptions } from './recorder-options.js';

/** An exchange that is over, unmasked. */
export interface EndedExchange {
  readonly number: number;
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly place: RequestPlace;
  /** What the mock says of the request. */
  readonly entry: JournalEntry | undefined;
  readonly passed: PassedOn;
  /** Why it was not passed on. */
  readonly refused: string | undefined;
  readonly refNumber: string | undefined;
  readonly repeatsRefNumber: boolean;
  readonly sentAt: Date;
  readonly durationMs: number;
  /** The number of calls that the target may have charged. */
  readonly charged: number;
}

/** The longest path that a recording keeps. */
const longestPath = 200;

/** Keeps what matters of an exchange, masked. */
export function keepExchange(
  ended: EndedExchange,
  { contract, credentials }: Pick<RecorderOptions, 'contract' | 'credentials'>,
  mask: EvidenceMask,
): RecordedExchange {
  const { number, entry, passed, refused, refNumber, repeatsRefNumber, sentAt, durationMs, place } = ended;
  const { answer, transportError, isOpen } = passed;
  const text = answer && textOfAnswer(answer);
  const isOperation = place.type === 'operation';
  // A query may hold anything.
  const path = mask.text(ended.path.replace(/[?#].*$/s, '').slice(0, longestPath));
  const method = mask.text(ended.method);
  const wire: WireEvidence = entry
    ? { ...createWireEvidence({ ...entry, headers: withoutSession(entry.headers) }, mask), method, path }
    : { method, path, headers: {}, parts: [] };
  const { status: _, ...request } = wire;
  return {
    number,
    method,
    path,
    ...(isOperation && text !== undefined ? { answered: kindOf(parseJson(text), contract) ?? 'outside' } : {}),
    violations: entry ? violationsOf(entry, mask, credentials !== undefined) : [],
    ...(entry && isOperation && isRead(entry)
      ? { facts: factsOfEntry(entry, { contract, mask, repeatsRefNumber }) }
      : {}),
    ...(refused === undefined ? {} : { refused: mask.text(refused) }),
    ...(isOpen ? { isOpen } : {}),
    durationMs,
    evidence: {
      ...(refNumber === undefined ? {} : { refNumber: mask.text(refNumber) }),
      sentAt,
      mayHaveBeenCharged: ended.charged,
      ...(answer && text !== undefined ? { answer: createAnswerEvidence({ ...answer, text }, mask) } : {}),
      ...(transportError === undefined ? {} : { transportError: mask.text(transportError) }),
      requests: [{ ...request, ...(answer ? { status: answer.status } : {}) }],
    },
  };
}

/** The diagnosis has a session of its own for each request. */
function withoutSession({ 'x-mock-session': _, ...headers }: JournalEntry['headers']): JournalEntry['headers'] {
  return headers;
}

/** Whether the mock has read the whole request. */
function isRead({ state }: JournalEntry): boolean {
  return state === 'answered';
}

function textOfAnswer({ bytes, headers }: PassedAnswer): string {
  return decompress(bytes, headers['content-encoding']).toString('utf8');
}

/** The number of calls that the target may have charged: as in a run of the suite, where the request is its operation's. */
export function chargeOf(passed: PassedOn, place: RequestPlace, worst: number, contract: Contract): number {
  const { isSent, answer, transportError } = passed;
  if (!isSent || worst === 0) return 0;
  if (place.type !== 'operation' || answer === undefined || transportError !== undefined) return worst;
  const call = { answer: { text: textOfAnswer(answer) }, cost: 'unknown', chargingTarget: anyTarget } as const;
  return mayHaveBeenCharged(call, contract) ? worst : 0;
}

/** The rule only needs to know that the target charges. */
const anyTarget = new URL('http://target.invalid');
