import type { IncomingMessage } from 'node:http';
import { createHider, type HideSecrets } from '../privacy/hide-secrets.js';
import { ownText } from '../privacy/kept-text.js';
import {
  type CountedParts,
  type InspectedPicture,
  type ShownRequest,
  secretsIn,
  shownParts,
  shownRequest,
  shownViolation,
} from './describe.js';
import type { JournalAnswer, JournalEntry } from './entry.js';
import { type KeptImages, noImages, openImages, withKept } from './kept-images.js';
import { createMemoryBudget, estimatedBytes, type MemoryBudget } from './memory-budget.js';
import type { ReceivedBody } from './received.js';
import type { Violation } from './violation.js';

export type { ShownRequest } from './describe.js';
export type { JournalAnswer, JournalEntry, JournalFile, JournalPart, JournalText, SelectedBy } from './entry.js';

/** The pen for one entry. */
export interface OpenEntry {
  readonly id: string;
  /** Notes what came, what is wrong with it and what will be answered, before it is sent. */
  readonly decide: (decision: {
    body?: ReceivedBody;
    /** The body's parts as the contract takes them. */
    parts?: CountedParts;
    inspections?: ReadonlyMap<string, InspectedPicture>;
    violations?: readonly Violation[];
    answer: JournalAnswer;
  }) => void;
  /** `status`: the one that went over the wire, where that may be another one than was decided. */
  readonly close: (state: 'answered' | 'aborted', status?: number) => void;
  /** Closes it for the mock's own failure, whatever had been decided. */
  readonly fail: (state: 'answered' | 'aborted', status: number, reason: string) => void;
}

/** The requests that a session received, the last ones of them. */
export interface Journal {
  /** `shown`: what may be shown of where it went; all of it where that is left out. */
  readonly open: (request: IncomingMessage, shown?: ShownRequest) => OpenEntry;
  /** Oldest first. */
  readonly list: () => readonly JournalEntry[];
  readonly find: (id: string) => JournalEntry | undefined;
  /** A kept picture: of that request the part at that place, counted from 0. Undefined where none is kept. */
  readonly image: (id: string, place: number) => Buffer | undefined;
  /** Forgets all requests, those too that are still being answered. */
  readonly clear: () => void;
  /** Forgets all requests, and keeps none from now on: its session is there no more. */
  readonly close: () => void;
}

/** What all journals of one mock share: the numbering of requests, and the memory that they may fill together. */
export interface JournalSupplies {
  readonly nextId: () => string;
  /** For entries. */
  readonly entries: MemoryBudget;
  /** For the pictures themselves, where they are kept. */
  readonly images: MemoryBudget;
}

/** How a journal keeps. */
export interface JournalOptions {
  readonly supplies: JournalSupplies;
  /** Entries beyond this many push the oldest out. */
  readonly capacity: number;
  /** Keep the values of `key` and `nik` as they came. Only for a session whose secrets are the caller's own inventions. */
  readonly keepSecrets: boolean;
  /** What is hidden besides the values of `key` and `nik`, in whatever part or header it stands: the tenants' keys. */
  readonly secrets?: () => readonly string[];
  /** Keep the pictures themselves, in memory alone, for as long as there is room. */
  readonly keepImages: boolean;
  /** Hears of every entry once it is opened, and again once its answer is decided. */
  readonly onChange?: (id: string) => void;
  /** Hears of every entry once it is closed. */
  readonly onClose?: (entry: JournalEntry) => void;
}

/** Bytes that the entries of all sessions take up at most, by an estimate. */
const mostEntryBytes = 64 * 1024 * 1024;
/** Bytes of pictures that are kept of all sessions, where they are. */
const mostImageBytes = 256 * 1024 * 1024;

/** Makes what the journals of one mock share. */
export function createJournalSupplies(): JournalSupplies {
  let count = 0;
  return {
    nextId: () => String(++count),
    entries: createMemoryBudget(mostEntryBytes),
    images: createMemoryBudget(mostImageBytes),
  };
}

/** An entry in its place, where it is changed until its request has ended. */
interface Slot {
  entry: JournalEntry;
  readonly images: KeptImages;
  readonly drop: () => void;
}

/** Opens an empty journal. */
export function openJournal(options: JournalOptions): Journal {
  const { supplies, capacity, keepSecrets, keepImages, secrets = () => [], onChange, onClose } = options;
  const slots = new Map<string, Slot>();
  const hiding = createHider();
  const hiderFor = (own: readonly string[]): HideSecrets => (keepSecrets ? asItIs : hiding(secrets(), own));
  let closed = false;
  const drop = (slot: Slot): void => {
    slots.delete(slot.entry.id);
    supplies.entries.giveBack(slot);
    slot.images.clear();
  };
  const clear = (): void => {
    for (const slot of slots.values()) drop(slot);
  };
  /** Measures an entry anew; what is not there any more stays away. */
  const measure = (slot: Slot): void => {
    if (slots.get(slot.entry.id) !== slot) return;
    if (!supplies.entries.hold(slot, estimatedBytes(slot.entry), slot.drop)) drop(slot);
  };
  const openSlot = (request: IncomingMessage, hide: HideSecrets, shown: ShownRequest | undefined): Slot => {
    const id = supplies.nextId();
    const onDrop = (place: number): void => {
      const parts = slot.entry.parts.map((part, at) => (at === place ? withKept(part, slot.images.stateOf(at)) : part));
      slot.entry = { ...slot.entry, parts };
    };
    const slot: Slot = {
      entry: beginning(id, request, hide, shown),
      images: keepImages ? openImages(id, supplies.images, onDrop) : noImages,
      drop: () => drop(slot),
    };
    if (closed) return slot;
    slots.set(id, slot);
    measure(slot);
    const [oldest] = slots.values();
    if (slots.size > capacity && oldest) drop(oldest);
    return slot;
  };
  return {
    open: (request, shown) => {
      const started = performance.now();
      const known = hiderFor([]);
      const slot = openSlot(request, known, shown);
      onChange?.(slot.entry.id);
      const end = (change: Pick<JournalEntry, 'state'> & Partial<JournalEntry>): void => {
        slot.entry = { ...slot.entry, ...change, durationMs: Math.round(performance.now() - started) };
        measure(slot);
        onClose?.(slot.entry);
      };
      return {
        id: slot.entry.id,
        decide: ({ body, parts, inspections, violations = [], answer }) => {
          const received = body?.parts ?? [];
          if (slots.has(slot.entry.id)) slot.images.keep(received);
          const hide = hiderFor(secretsIn(received));
          slot.entry = {
            ...slot.entry,
            // What came as key or nik may stand in a header as well.
            ...(hide === known ? {} : shownRequest(request, hide, shown)),
            parts: shownParts(
              { body, parts, inspections, violations },
              { keepSecrets, hide, keptAt: slot.images.stateOf },
            ),
            violations: violations.map((violation) => shownViolation(violation, hide)),
            answer: {
              ...answer,
              reason: ownText(hide(answer.reason)),
              ...(answer.body === undefined ? {} : { body: hide(answer.body) }),
            },
          };
          measure(slot);
          onChange?.(slot.entry.id);
        },
        close: (state, status) => {
          const { answer } = slot.entry;
          end({ state, ...(answer && status !== undefined ? { answer: withStatus(answer, status) } : {}) });
        },
        fail: (state, status, reason) => end({ state, answer: { status, reason: known(reason) } }),
      };
    },
    list: () => [...slots.values()].map(({ entry }) => entry),
    find: (id) => slots.get(id)?.entry,
    image: (id, place) => slots.get(id)?.images.get(place),
    clear,
    close: () => {
      closed = true;
      clear();
    },
  };
}

function withStatus(answer: JournalAnswer, status: number): JournalAnswer {
  return status === answer.status
    ? answer
    : { ...answer, status, intendedStatus: answer.intendedStatus ?? answer.status };
}

function beginning(
  id: string,
  request: IncomingMessage,
  hide: HideSecrets,
  shown: ShownRequest | undefined,
): JournalEntry {
  return {
    id,
    at: new Date().toISOString(),
    method: request.method ?? '',
    ...shownRequest(request, hide, shown),
    parts: [],
    violations: [],
    answer: null,
    state: 'open',
    durationMs: null,
  };
}

const asItIs: HideSecrets = (text) => text;
