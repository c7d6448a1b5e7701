import type { IncomingMessage } from 'node:http';
import { createCachedHider, type HideSecrets } from '../privacy/hide-secrets.js';
import { detachText } from '../privacy/kept-text.js';
import type { JournalAnswer, JournalEntry, Violation } from '../schemas/journal-types.js';
import { defaultLanguage, type Language } from '../texts/wording.js';
import {
  type CountedParts,
  type InspectedPicture,
  type ShownRequest,
  secretsIn,
  shownParts,
  shownRequest,
  shownViolation,
} from './describe.js';
import { createKeptImages, type KeptImages, noImages, withKept } from './kept-images.js';
import { createMemoryBudget, estimatedBytes, type MemoryBudget } from './memory-budget.js';
import type { ReceivedBody } from './received.js';

export type { ShownRequest } from './describe.js';

/** Handle of one journal entry. */
export interface OpenEntry {
  readonly id: string;
  /** The language of the entry's texts. */
  readonly language: Language;
  /**
   * Records the request, its violations and the answer, before the answer is sent. With a shared journal it resolves
   * when other replicas can read it.
   */
  readonly decide: (decision: {
    body?: ReceivedBody;
    /** The body's parts, as the contract names them. */
    parts?: CountedParts;
    inspections?: ReadonlyMap<string, InspectedPicture>;
    violations?: readonly Violation[];
    answer: JournalAnswer;
  }) => void | Promise<void>;
  /** Closes the entry. `status` is the one sent, if it may differ from the decided one. */
  readonly close: (state: 'answered' | 'aborted', status?: number) => void;
  /** Closes the entry with an internal failure, which replaces the decided answer. */
  readonly fail: (state: 'answered' | 'aborted', status: number, reason: string) => void;
}

/** A session's journal of the latest requests. */
export interface Journal {
  /** Opens an entry. `shown` is the masked path and session; default: the request's own. */
  readonly open: (request: IncomingMessage, shown?: ShownRequest) => OpenEntry;
  /** Oldest first. */
  readonly list: () => readonly JournalEntry[];
  readonly find: (id: string) => JournalEntry | undefined;
  /** Returns a kept picture by request id and part index, from 0. Undefined if the mock did not keep it. */
  readonly image: (id: string, place: number) => Buffer | undefined;
  /** Removes all entries, open ones included. */
  readonly clear: () => void;
  /** Adds or replaces an entry that another replica has recorded. */
  readonly receive: (entry: JournalEntry, isEnded: boolean) => void;
  /** Removes all entries and records no more, because the session has ended. */
  readonly close: () => void;
}

/** Shared by all journals of a mock: request numbering and memory budgets. */
export interface JournalSupplies {
  readonly nextId: () => string;
  /** Returns the language of new entries. Default: English. */
  readonly language?: () => Language;
  /** For entries. */
  readonly entries: MemoryBudget;
  /** For kept pictures. */
  readonly images: MemoryBudget;
}

/** Settings of a journal. */
export interface JournalOptions {
  readonly supplies: JournalSupplies;
  /** Maximum number of entries. The oldest is removed first. */
  readonly capacity: number;
  /** Records the values of `key` and `nik` unmasked. Only for sessions with invented secrets. */
  readonly keepSecrets: boolean;
  /** Further secrets to mask in any part or header: the tenants' keys. */
  readonly secrets?: () => readonly string[];
  /** Whether to keep the pictures of a new request in memory, within the budget. */
  readonly keepImages: () => boolean;
  /** Called when an entry is opened, and when its answer is decided. */
  readonly onChange?: (id: string) => void;
  /** Called when an entry is closed. */
  readonly onClose?: (entry: JournalEntry) => void;
  /** Called when an entry of another replica is closed. */
  readonly onReceived?: (entry: JournalEntry) => void;
  /** Where several replicas share the journal: this one's name, and how it sends an entry to the others. */
  readonly sharing?: JournalSharing | undefined;
}

/** How a replica shares its journal entries. */
export interface JournalSharing {
  /** The name of this replica. */
  readonly replica: string;
  /** Sends an entry; never rejects. */
  readonly publish: (entry: JournalEntry, isEnded: boolean) => Promise<void>;
}

/** Estimated memory limit for the entries of all sessions, in bytes. */
const mostEntryBytes = 64 * 1024 * 1024;
/** Memory limit for the kept pictures of all sessions, in bytes. */
const mostImageBytes = 256 * 1024 * 1024;

/** Creates what the journals of one mock share. */
export function createJournalSupplies(): JournalSupplies {
  let count = 0;
  return {
    nextId: () => String(++count),
    entries: createMemoryBudget(mostEntryBytes),
    images: createMemoryBudget(mostImageBytes),
  };
}

/** Mutable holder of an entry until its request has ended. */
interface Slot {
  entry: JournalEntry;
  readonly images: KeptImages;
  readonly drop: () => void;
}

/** Creates an empty journal. */
export function createJournal(options: JournalOptions): Journal {
  const {
    supplies,
    capacity,
    keepSecrets,
    keepImages,
    secrets = () => [],
    onChange,
    onClose,
    onReceived,
    sharing,
  } = options;
  const slots = new Map<string, Slot>();
  const hiding = createCachedHider();
  const hiderFor = (own: readonly string[]): HideSecrets => (keepSecrets ? asItIs : hiding(secrets(), own));
  let closed = false;
  const drop = (slot: Slot): void => {
    slots.delete(slot.entry.id);
    supplies.entries.release(slot);
    slot.images.clear();
  };
  const clear = (): void => {
    for (const slot of slots.values()) drop(slot);
  };
  /** Updates the memory estimate of an entry, unless it was removed. */
  const measure = (slot: Slot): void => {
    if (slots.get(slot.entry.id) !== slot) return;
    if (!supplies.entries.hold(slot, estimatedBytes(slot.entry), slot.drop)) drop(slot);
  };
  /** A removed entry, as after a reset, is not sent. */
  const publish = (slot: Slot, isEnded: boolean): Promise<void> | undefined =>
    slots.get(slot.entry.id) === slot ? sharing?.publish(slot.entry, isEnded) : undefined;
  const add = (slot: Slot): void => {
    slots.set(slot.entry.id, slot);
    measure(slot);
    const [oldest] = slots.values();
    if (slots.size > capacity && oldest) drop(oldest);
  };
  const openSlot = (
    request: IncomingMessage,
    hide: HideSecrets,
    shown: ShownRequest | undefined,
    language: Language,
  ): Slot => {
    const id = supplies.nextId();
    const onDrop = (place: number): void => {
      const parts = slot.entry.parts.map((part, at) => (at === place ? withKept(part, slot.images.stateOf(at)) : part));
      slot.entry = { ...slot.entry, parts };
    };
    const slot: Slot = {
      entry: { ...beginning(id, request, hide, shown, language), ...(sharing ? { replica: sharing.replica } : {}) },
      images: keepImages() ? createKeptImages(id, supplies.images, language, onDrop) : noImages,
      drop: () => drop(slot),
    };
    if (!closed) add(slot);
    return slot;
  };
  return {
    open: (request, shown) => {
      const started = performance.now();
      const known = hiderFor([]);
      const language = supplies.language?.() ?? defaultLanguage;
      const slot = openSlot(request, known, shown, language);
      onChange?.(slot.entry.id);
      void publish(slot, false);
      const end = (change: Pick<JournalEntry, 'state'> & Partial<JournalEntry>): void => {
        slot.entry = { ...slot.entry, ...change, durationMs: Math.round(performance.now() - started) };
        measure(slot);
        onClose?.(slot.entry);
        void publish(slot, true);
      };
      return {
        id: slot.entry.id,
        language,
        decide: ({ body, parts, inspections, violations = [], answer }) => {
          const received = body?.parts ?? [];
          if (slots.has(slot.entry.id)) slot.images.keep(received);
          const hide = hiderFor(secretsIn(received));
          slot.entry = {
            ...slot.entry,
            // A header may repeat the value of key or nik.
            ...(hide === known ? {} : shownRequest(request, hide, shown)),
            parts: shownParts(
              { body, parts, inspections, violations },
              { language, keepSecrets, hide, keptAt: slot.images.stateOf },
            ),
            violations: violations.map((violation) => shownViolation(violation, { hide, language })),
            answer: {
              ...answer,
              reason: detachText(hide(answer.reason, language)),
              ...(answer.body === undefined ? {} : { body: hide(answer.body) }),
              ...hiddenHeaders(answer, hide),
            },
          };
          measure(slot);
          onChange?.(slot.entry.id);
          return publish(slot, false);
        },
        close: (state, status) => {
          const { answer } = slot.entry;
          end({ state, ...(answer && status !== undefined ? { answer: withStatus(answer, status) } : {}) });
        },
        fail: (state, status, reason) => end({ state, answer: { status, reason: known(reason, language) } }),
      };
    },
    list: () => {
      const entries = [...slots.values()].map(({ entry }) => entry);
      // Entries of other replicas arrive later than they were recorded.
      return sharing ? entries.sort((one, other) => Number(one.id) - Number(other.id)) : entries;
    },
    find: (id) => slots.get(id)?.entry,
    image: (id, place) => slots.get(id)?.images.get(place),
    clear,
    receive: (entry, isEnded) => {
      if (closed) return;
      const known = slots.get(entry.id);
      if (known) {
        known.entry = entry;
        measure(known);
      } else {
        const slot: Slot = { entry, images: noImages, drop: () => drop(slot) };
        add(slot);
      }
      if (isEnded) onReceived?.(entry);
      else onChange?.(entry.id);
    },
    close: () => {
      closed = true;
      clear();
    },
  };
}

/** Masks the headers and the body that were sent. A redirect, for example, repeats the path. */
function hiddenHeaders(
  { headers, sent }: JournalAnswer,
  hide: HideSecrets,
): Pick<Partial<JournalAnswer>, 'headers' | 'sent'> {
  const hidden = (all: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(all).map(([name, value]) => [name, detachText(hide(value))]));
  return {
    ...(headers === undefined ? {} : { headers: hidden(headers) }),
    ...(sent === undefined
      ? {}
      : {
          sent: {
            ...sent,
            headers: hidden(sent.headers),
            ...(sent.body === undefined ? {} : { body: detachText(hide(sent.body)) }),
          },
        }),
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
  language: Language,
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
    ...(language === defaultLanguage ? {} : { lang: language }),
  };
}

const asItIs: HideSecrets = (text) => text;
