import type { IncomingMessage } from 'node:http';
import type { ResponseKind } from '../spec/index.js';
import type { Channel } from './channels.js';
import type { Fault } from './faults/index.js';
import { type HideSecrets, hidesSecrets, masked } from './hide-secrets.js';
import type { ReceivedBody, ReceivedPart, SniffedType } from './multipart/index.js';
import type { Violation } from './rules.js';

/** How a scenario came to be chosen. */
export type SelectedBy = Channel | 'rules';

/** One part as the journal keeps it: measures, never a picture's bytes. */
export type JournalPart =
  | { readonly type: 'text'; readonly name: string; readonly declaredType: string; readonly value: string }
  | {
      readonly type: 'file';
      readonly name: string;
      readonly filename: string | null;
      readonly declaredType: string;
      readonly sniffedType: SniffedType;
      readonly bytes: number;
      /** Hex. */
      readonly sha256: string;
    };

/** What was answered, and why. */
export interface JournalAnswer {
  readonly status: number;
  /** Absent for an answer that is the mock's own, such as an unknown path. */
  readonly scenario?: string;
  readonly kind?: ResponseKind;
  readonly selectedBy?: SelectedBy;
  /** In words: which violation, header or session setting decided. */
  readonly because: string;
  readonly trxNo?: string;
  /** The body as it was rendered, before any fault was done to it. */
  readonly body?: string;
  readonly fault?: Fault;
}

/** One request that the mock received, explained. */
export interface JournalEntry {
  readonly id: string;
  /** ISO 8601. */
  readonly at: string;
  readonly method: string;
  readonly path: string;
  /** The request headers that say how the body is written and who sent it; no others are kept. */
  readonly headers: Readonly<Record<string, string>>;
  readonly parts: readonly JournalPart[];
  readonly violations: readonly Violation[];
  readonly answer: JournalAnswer | null;
  /** `open` while it is being worked on; `aborted` when the client went away or the answer could not be sent. */
  readonly state: 'open' | 'answered' | 'aborted';
  /** Milliseconds from the first byte to the end of the answer; null while open. */
  readonly durationMs: number | null;
}

/** The pen for one entry. */
export interface OpenEntry {
  readonly id: string;
  /** Notes what came, what is wrong with it and what will be answered, before it is sent. */
  readonly decide: (decision: {
    body?: ReceivedBody;
    violations?: readonly Violation[];
    answer: JournalAnswer;
  }) => void;
  readonly close: (state: 'answered' | 'aborted') => void;
}

/** The requests that a session received, the last ones of them. */
export interface Journal {
  readonly open: (request: IncomingMessage) => OpenEntry;
  /** Oldest first. */
  readonly list: () => readonly JournalEntry[];
  readonly find: (id: string) => JournalEntry | undefined;
}

/** How a journal keeps. */
export interface JournalOptions {
  /** Entries beyond this many push the oldest out. */
  readonly capacity: number;
  /** Keep the values of `key` and `nik` as they came. Only for a session whose secrets are the caller's own inventions. */
  readonly keepSecrets: boolean;
  /** What is hidden besides the values of `key` and `nik`, in whatever part or header it stands: the tenants' keys. */
  readonly secrets?: () => readonly string[];
  /** Hears of every entry once it is closed. */
  readonly onClose?: (entry: JournalEntry) => void;
}

const keptHeaders = ['content-type', 'content-length', 'transfer-encoding', 'expect', 'user-agent'];
const secretParts = new Set(['key', 'nik']);
/** Characters of a text part's value that are kept. */
const longestValue = 500;

/** Opens an empty journal. */
export function openJournal({ capacity, keepSecrets, secrets = () => [], onClose }: JournalOptions): Journal {
  const entries = new Map<string, JournalEntry>();
  let count = 0;
  return {
    open: (request) => {
      const id = String(++count);
      const started = performance.now();
      entries.set(id, beginning(id, request));
      const [oldest] = entries.keys();
      if (entries.size > capacity && oldest !== undefined) entries.delete(oldest);
      const update = (change: Partial<JournalEntry>): JournalEntry | undefined => {
        const entry = entries.get(id);
        // Gone when the ring has pushed it out meanwhile.
        if (!entry) return undefined;
        const updated = { ...entry, ...change };
        entries.set(id, updated);
        return updated;
      };
      return {
        id,
        decide: ({ body, violations = [], answer }) => {
          const parts = body?.parts ?? [];
          const hide = keepSecrets ? asItIs : hidesSecrets([...secrets(), ...secretsIn(parts)]);
          update({
            ...shownRequest(request, hide),
            parts: parts.map((part) => journalPart(part, keepSecrets, hide)),
            violations: violations.map((violation) => hiddenIn(violation, hide)),
            answer: {
              ...answer,
              because: hide(answer.because),
              ...(answer.body === undefined ? {} : { body: hide(answer.body) }),
            },
          });
        },
        close: (state) => {
          const closed = update({ state, durationMs: Math.round(performance.now() - started) });
          if (closed) onClose?.(closed);
        },
      };
    },
    list: () => [...entries.values()],
    find: (id) => entries.get(id),
  };
}

function beginning(id: string, request: IncomingMessage): JournalEntry {
  return {
    id,
    at: new Date().toISOString(),
    method: request.method ?? '',
    ...shownRequest(request, hidesSecrets([])),
    parts: [],
    violations: [],
    answer: null,
    state: 'open',
    durationMs: null,
  };
}

function shownRequest(request: IncomingMessage, hide: HideSecrets): Pick<JournalEntry, 'path' | 'headers'> {
  const headers = keptHeaders.flatMap((name): [string, string][] => {
    const value = request.headers[name];
    return value === undefined ? [] : [[name, hide(String(value).slice(0, longestValue))]];
  });
  // A query is not part of the contract, and may carry what should not be kept.
  const path = (request.url ?? '').replace(/\?.*$/s, '').slice(0, longestValue);
  return { path: hide(path), headers: Object.fromEntries(headers) };
}

const asItIs: HideSecrets = (text) => text;

/** What came under a secret's name: it is hidden wherever else it stands, too. */
function secretsIn(parts: readonly ReceivedPart[]): readonly string[] {
  return parts.flatMap((part) =>
    part.type === 'text' && secretParts.has(part.name.toLowerCase()) ? [part.value] : [],
  );
}

function hiddenIn(violation: Violation, hide: HideSecrets): Violation {
  const { part, text, hint } = violation;
  return {
    ...violation,
    text: hide(text),
    ...(part === undefined ? {} : { part: hide(part) }),
    ...(hint === undefined ? {} : { hint: hide(hint) }),
  };
}

function journalPart(part: ReceivedPart, keepSecrets: boolean, hide: HideSecrets): JournalPart {
  if (part.type === 'text') {
    const { type, name, declaredType, value } = part;
    return {
      type,
      name: hide(name),
      declaredType: hide(declaredType),
      value: keepSecrets ? value : shown(name, value, hide),
    };
  }
  const { type, name, filename = null, declaredType, sniffed, bytes, sha256 } = part;
  return {
    type,
    name: hide(name),
    filename: filename === null ? null : hide(filename),
    declaredType: hide(declaredType),
    sniffedType: sniffed,
    bytes,
    sha256,
  };
}

function shown(name: string, value: string, hide: HideSecrets): string {
  if (secretParts.has(name.toLowerCase())) return masked(value);
  // A picture that came as text, or a NIK in another field, is no less private for it.
  return value.length > longestValue ? `(${value.length} characters)` : hide(value);
}
