// Generated from the schemas of this room by `npm run generate`.
import type { ResponseKind, RuleName, RuleOutcome } from '../../spec/index.js';
import type { Fault } from '../faults/index.js';
import type { Channel } from './choices.js';
import type { SniffedType } from './sniffed-type.js';

/** How the scenario was selected. */
export type SelectedBy = Channel | 'rules';

/** A violation in a request. */
export interface Violation {
  /** The rule, or `method`, `path` or `origin` for a request rejected before the rules. */
  readonly rule: RuleName | 'method' | 'path' | 'origin';
  /** The affected part, if any. */
  readonly part?: string;
  /** Index of that part, from 0. Absent if the part is missing, or if all parts of that name are affected. */
  readonly partIndex?: number;
  /** Of a missing part: index of the part that the client probably sent in its place, under another name. */
  readonly likelyPartIndex?: number;
  /** The response kind that it causes; `accepted` if the contract tolerates it. */
  readonly outcome: RuleOutcome;
  /** The decision of `ownAnswers` that may answer in place of the kind. */
  readonly ownAnswer?: 'wrongMethod' | 'wrongContentType' | 'malformedForm' | 'tooManyBytes' | 'unreadablePicture';
  /** What is wrong. */
  readonly text: string;
  /** The probable cause and the remedy. */
  readonly hint?: string;
  /** The relevant section of the document. */
  readonly section: string;
}

/** A violation in one part. */
export interface PartViolation {
  /** The rule, or `method`, `path` or `origin` for a request rejected before the rules. */
  readonly rule: RuleName | 'method' | 'path' | 'origin';
  /** The response kind that it causes; `accepted` if the contract tolerates it. */
  readonly outcome: RuleOutcome;
  /** What is wrong. */
  readonly text: string;
  /** The probable cause and the remedy. */
  readonly hint?: string;
}

/** A text part. */
export interface JournalText {
  readonly type: 'text';
  /** As the client sent it. */
  readonly name: string;
  /** Name of the part in the contract, if the client spelt it differently, e.g. in other case. */
  readonly contractName?: string;
  readonly declaredType: string;
  /** The part's own header lines as sent, cut if long. Absent if a body parser of your application has read them. */
  readonly head?: string;
  /** Violations in this part, with hints. Empty if the part is valid. */
  readonly violations: readonly PartViolation[];
  /** Masked for `key` and `nik`. A long value is replaced by its length. */
  readonly value: string;
}

/** A file part. */
export interface JournalFile {
  readonly type: 'file';
  /** As the client sent it. */
  readonly name: string;
  /** Name of the part in the contract, if the client spelt it differently, e.g. in other case. */
  readonly contractName?: string;
  readonly declaredType: string;
  /** The part's own header lines as sent, cut if long. Absent if a body parser of your application has read them. */
  readonly head?: string;
  /** Violations in this part, with hints. Empty if the part is valid. */
  readonly violations: readonly PartViolation[];
  readonly filename: string | null;
  /** By its first bytes. */
  readonly sniffedType: SniffedType;
  readonly bytes: number;
  /** Hex. Empty for a file sent as `key` or `nik`, because the digest of a short text reveals it. */
  readonly sha256: string;
  /** Pixels as stored; null for a file that was not inspected or is not a picture. */
  readonly dimensions: { readonly width: number; readonly height: number } | null;
  /** Findings of the simulated face engine; null for a file that it did not inspect. */
  readonly inspection: string | null;
  /** Whether the picture is kept in memory. Requires `keepImages`. */
  readonly kept: boolean;
  /** Path of a kept picture, below the mock's base URL. */
  readonly image?: string;
  /** Why the mock did not keep the picture. Only with `keepImages`. */
  readonly notKeptReason?: string;
}

/** A recorded part: measures and violations, never picture bytes. */
export type JournalPart = JournalText | JournalFile;

/** The answer, and the reason for it. */
export interface JournalAnswer {
  /** Status on the wire, with the fault applied. Once the request has ended, the status sent, or 0 if none was. */
  readonly status: number;
  /** Status before the fault, or before the client left. Absent if equal to `status`. */
  readonly intendedStatus?: number;
  /** Absent for an answer outside the contract, such as an unknown path. */
  readonly scenario?: string;
  readonly kind?: ResponseKind;
  readonly selectedBy?: SelectedBy;
  /** The violation, header or session setting that decided the answer, in words. */
  readonly reason: string;
  readonly trxNo?: string;
  /** The headers before the fault, without those that HTTP itself adds. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The rendered body, before the fault. */
  readonly body?: string;
  readonly fault?: Fault;
  /** Headers and body with which the fault replaced the answer. Absent if it left them as they were. */
  readonly sent?: {
    readonly headers: Readonly<Record<string, string>>;
    /** Length of the body. */
    readonly bytes: number;
    /** Its beginning, if it is text in UTF-8. */
    readonly body?: string;
  };
  /** The balance of the tenant when the answer was decided. `after` is `before` if nothing was charged. */
  readonly balance?: {
    readonly tenant: string;
    readonly before: number;
    readonly after: number;
  };
}

/** A received request, explained. */
export interface JournalEntry {
  /** Unique among all requests to the mock, across sessions and replicas. */
  readonly id: string;
  /** Host name of the replica that handled it. Absent unless replicas share their state on a server. */
  readonly replica?: string;
  /** ISO 8601. */
  readonly at: string;
  readonly method: string;
  readonly path: string;
  /** Recorded request headers: those on the body's encoding, the sender and the mock's options. */
  readonly headers: Readonly<Record<string, string>>;
  readonly parts: readonly JournalPart[];
  readonly violations: readonly Violation[];
  /** Null while open. */
  readonly answer: JournalAnswer | null;
  /** `open` while in progress; `aborted` if the client left or the answer could not be sent. */
  readonly state: 'open' | 'answered' | 'aborted';
  /** Milliseconds from the first byte to the end of the answer; null while open. */
  readonly durationMs: number | null;
  /** Language of the texts; absent for English. */
  readonly lang?: 'en' | 'id';
}

/** A request that nearly meets the criteria, with its differences. */
export interface NearMiss {
  readonly id: string;
  /** The request and its outcome, in words. */
  readonly summary: string;
  /** Number of criteria met. */
  readonly matched: number;
  /** Number of criteria. */
  readonly total: number;
  readonly differences: readonly {
    readonly criterion: string;
    readonly expected: string;
    readonly actual: string;
  }[];
}
