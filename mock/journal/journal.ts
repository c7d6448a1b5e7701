import type { IncomingMessage } from 'node:http';
import { LRUCache } from 'lru-cache';
import type { ResponseKind } from '../../spec/index.js';
import type { Fault } from '../faults/index.js';
import type { Channel } from '../judging/channels.js';
import type { Violation } from '../judging/rules.js';
import type { ReceivedBody, ReceivedPart, SniffedType } from '../multipart/index.js';
import type { Look } from '../pictures/face-engine.js';
import { type HideSecrets, hiddenInPath, hidesSecrets, masked, plainPath } from './hide-secrets.js';

/** How a scenario came to be chosen. */
export type SelectedBy = Channel | 'rules';

/** One part as the journal keeps it: measures and verdicts, never a picture's bytes. */
export type JournalPart = JournalText | JournalFile;

interface JournalPartHead {
  readonly name: string;
  readonly declaredType: string;
  /** What the rules found in the part, with hints; an empty list for one that is as it should be. */
  readonly verdicts: readonly Pick<Violation, 'rule' | 'verdict' | 'text' | 'hint'>[];
}

/** A text part. */
export interface JournalText extends JournalPartHead {
  readonly type: 'text';
  /** Masked in `key` and `nik`, shortened where it is long. */
  readonly value: string;
}

/** A file part. */
export interface JournalFile extends JournalPartHead {
  readonly type: 'file';
  readonly filename: string | null;
  readonly sniffedType: SniffedType;
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
  /** Pixels, as they are stored; null for what was not looked at or is no picture. */
  readonly dimensions: { readonly width: number; readonly height: number } | null;
  /** What the simulated face engine made of it, in words; null where it was not looked at. */
  readonly seen: string | null;
  /** Whether the picture itself is kept in memory and can be fetched; only where that was asked for. */
  readonly kept: boolean;
}

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
    looks?: ReadonlyMap<string, Look>;
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
  /** A kept picture: of that request the part at that place, counted from 0. Undefined where none is kept. */
  readonly image: (id: string, place: number) => Buffer | undefined;
}

/** How a journal keeps. */
export interface JournalOptions {
  /** Entries beyond this many push the oldest out. */
  readonly capacity: number;
  /** Keep the values of `key` and `nik` as they came. Only for a session whose secrets are the caller's own inventions. */
  readonly keepSecrets: boolean;
  /** What is hidden besides the values of `key` and `nik`, in whatever part or header it stands: the tenants' keys. */
  readonly secrets?: () => readonly string[];
  /** Keep the pictures themselves, in memory alone, the last ones up to {@link mostImageBytes}. */
  readonly keepImages: boolean;
  /** Hears of every entry once it is closed. */
  readonly onClose?: (entry: JournalEntry) => void;
}

/** Bytes of pictures that a journal keeps when it is asked to; older ones are dropped for newer ones. */
const mostImageBytes = 256 * 1024 * 1024;

const keptHeaders = ['content-type', 'content-length', 'transfer-encoding', 'expect', 'user-agent'];
/** Parts whose values the journal masks, whatever capitals their names are written in. */
export const secretParts: ReadonlySet<string> = new Set(['key', 'nik']);
/** Characters of a text part's value that are kept. */
const longestValue = 500;

/** Opens an empty journal. */
export function openJournal({
  capacity,
  keepSecrets,
  keepImages,
  secrets = () => [],
  onClose,
}: JournalOptions): Journal {
  const entries = new Map<string, JournalEntry>();
  const images = keepImages
    ? new LRUCache<string, Buffer>({ maxSize: mostImageBytes, sizeCalculation: ({ length }) => Math.max(1, length) })
    : undefined;
  // Copies: what the parts stand in is lent to the request alone.
  const keep = (id: string, parts: readonly ReceivedPart[]): void => {
    for (const [place, part] of parts.entries())
      if (part.type === 'file' && part.content) images?.set(`${id}/${place}`, Buffer.from(part.content));
  };
  let count = 0;
  return {
    open: (request) => {
      const id = String(++count);
      const started = performance.now();
      entries.set(id, beginning(id, request));
      const [oldest] = entries.values();
      if (entries.size > capacity && oldest) {
        entries.delete(oldest.id);
        for (const place of oldest.parts.keys()) images?.delete(`${oldest.id}/${place}`);
      }
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
        decide: ({ body: { parts = [] } = {}, looks, violations = [], answer }) => {
          keep(id, parts);
          const all = [...secrets(), ...secretsIn(parts)];
          const hide = keepSecrets ? asItIs : hidesSecrets(all);
          const hidden = violations.map((violation) => hiddenIn(violation, hide));
          const shown = parts.map((part, place) =>
            journalPart(part, {
              keepSecrets,
              hide,
              kept: images?.has(`${id}/${place}`) ?? false,
              look: looks?.get(part.name),
              violations,
            }),
          );
          update({
            ...(keepSecrets || all.some((secret) => isIn(request, secret)) ? shownRequest(request, hide) : {}),
            parts: shown,
            violations: hidden,
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
    image: (id, place) => images?.get(`${id}/${place}`),
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
  return { path: hiddenInPath(path, hide), headers: Object.fromEntries(headers) };
}

/** Whether a text stands in what of the request itself is kept: seldom, so that it is hidden only then. */
function isIn({ url = '', headers }: IncomingMessage, text: string): boolean {
  return (
    text !== '' &&
    (plainPath(url).includes(text) || keptHeaders.some((name) => String(headers[name] ?? '').includes(text)))
  );
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

function journalPart(
  part: ReceivedPart,
  {
    keepSecrets,
    hide,
    kept,
    look,
    violations,
  }: {
    keepSecrets: boolean;
    hide: HideSecrets;
    kept: boolean;
    look: Look | undefined;
    violations: readonly Violation[];
  },
): JournalPart {
  const verdicts = violations
    .filter((found) => found.part === part.name)
    .map((found) => hiddenIn(found, hide))
    .map(({ rule, verdict, text, hint }) => ({ rule, verdict, text, ...(hint === undefined ? {} : { hint }) }));
  if (part.type === 'text') {
    const { type, name, declaredType, value } = part;
    return {
      type,
      name: hide(name),
      declaredType: hide(declaredType),
      value: keepSecrets ? value : shown(name, value, hide),
      verdicts,
    };
  }
  const { type, name, filename = null, declaredType, sniffed, bytes, sha256 } = part;
  const dimensions = look?.readable ? { width: look.width, height: look.height } : null;
  const seen = look ? hide(look.readable ? look.basis : look.reason) : null;
  return {
    type,
    name: hide(name),
    filename: filename === null ? null : hide(filename),
    declaredType: hide(declaredType),
    sniffedType: sniffed,
    bytes,
    sha256,
    dimensions,
    seen,
    kept,
    verdicts,
  };
}

function shown(name: string, value: string, hide: HideSecrets): string {
  if (secretParts.has(name.toLowerCase())) return masked(value);
  // A picture that came as text, or a NIK in another field, is no less private for it.
  return value.length > longestValue ? `(${value.length} characters)` : hide(value);
}
