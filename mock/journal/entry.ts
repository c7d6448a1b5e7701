import type { ResponseKind } from '../../spec/index.js';
import type { Fault } from '../faults/index.js';
import type { Channel } from '../schemas/choices.js';
import type { SniffedType } from './sniffed-type.js';
import type { Violation } from './violation.js';

/** How a scenario came to be chosen. */
export type SelectedBy = Channel | 'rules';

/** One part as the journal keeps it: measures and violations, never a picture's bytes. */
export type JournalPart = JournalText | JournalFile;

interface JournalPartHead {
  /** As the client wrote it. */
  readonly name: string;
  /** The part of the contract that it counts as, where that is written otherwise, e.g. in other capitals. */
  readonly contractName?: string;
  readonly declaredType: string;
  /** What the rules found in the part, with hints; an empty list for one that is as it should be. */
  readonly violations: readonly Pick<Violation, 'rule' | 'verdict' | 'text' | 'hint'>[];
}

/** A text part. */
export interface JournalText extends JournalPartHead {
  readonly type: 'text';
  /** Masked in `key` and `nik`, shortened where it is long. */
  readonly value: string;
}

/** Whether a file is kept. */
export interface KeptState {
  /** Whether the picture itself is kept in memory and can be fetched; only where that was asked for. */
  readonly kept: boolean;
  /** Where a kept picture can be fetched: a path below the mock's own address. */
  readonly image?: string;
  /** Why a picture is not kept, although the mock was asked to keep them. */
  readonly notKeptReason?: string;
}

/** A file part. */
export interface JournalFile extends JournalPartHead, KeptState {
  readonly type: 'file';
  readonly filename: string | null;
  readonly sniffedType: SniffedType;
  readonly bytes: number;
  /** Hex. Empty for a file that came as `key` or `nik`: whoever has the digest of so short a text has the text. */
  readonly sha256: string;
  /** Pixels, as they are stored; null for what was not looked at or is no picture. */
  readonly dimensions: { readonly width: number; readonly height: number } | null;
  /** What the simulated face engine made of it, in words; null where it was not looked at. */
  readonly inspection: string | null;
}

/** What was answered, and why. */
export interface JournalAnswer {
  /** What goes over the wire, whatever a fault makes of it; once it has ended, what went, and 0 where no status did. */
  readonly status: number;
  /** What would have gone over the wire without the fault or the client's leaving; only where that is another one. */
  readonly intendedStatus?: number;
  /** Absent for an answer that is the mock's own, such as an unknown path. */
  readonly scenario?: string;
  readonly kind?: ResponseKind;
  readonly selectedBy?: SelectedBy;
  /** In words: which violation, header or session setting decided. */
  readonly reason: string;
  readonly trxNo?: string;
  /** The body as it was rendered, before any fault was done to it. */
  readonly body?: string;
  readonly fault?: Fault;
}

/** One request that the mock received, explained. */
export interface JournalEntry {
  /** A number that no other request to the same mock has, whatever its session. */
  readonly id: string;
  /** ISO 8601. */
  readonly at: string;
  readonly method: string;
  readonly path: string;
  /** The request headers that say how the body is written, who sent it, and what it asks of the mock; no others are kept. */
  readonly headers: Readonly<Record<string, string>>;
  readonly parts: readonly JournalPart[];
  readonly violations: readonly Violation[];
  readonly answer: JournalAnswer | null;
  /** `open` while it is being worked on; `aborted` when the client went away or the answer could not be sent. */
  readonly state: 'open' | 'answered' | 'aborted';
  /** Milliseconds from the first byte to the end of the answer; null while open. */
  readonly durationMs: number | null;
}
