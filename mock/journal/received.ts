import type { SniffedType } from '../schemas/sniffed-type.js';
import type { Wording } from '../texts/wording.js';

/** One part of a received body, in wire order. */
export type ReceivedPart = ReceivedText | ReceivedFile;

interface ReceivedHead {
  readonly name: string;
  /** The part's Content-Type without parameters; `text/plain` if absent. */
  readonly declaredType: string;
  /** The part's own header lines as sent, cut if long. Absent if a parser of the application has read them. */
  readonly head?: string;
  /** An oddity in how the part is written. Servers differ in handling it. */
  readonly oddity?: Wording;
}

/** A text part. */
export interface ReceivedText extends ReceivedHead {
  readonly type: 'text';
  readonly value: string;
}

/** A file part, measured while streaming. */
export interface ReceivedFile extends ReceivedHead {
  readonly type: 'file';
  /** As the client sent it, with browsers' percent escapes decoded. Undefined if the part has none. */
  readonly filename: string | undefined;
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
  readonly sniffed: SniffedType;
  /** The whole file, up to the size limit for pictures. Valid until the body is released. */
  readonly content: Buffer | undefined;
  /** The first bytes of a file whose content is not kept. */
  readonly start?: Buffer;
}

/** Why reading a body failed. */
export interface ReadProblem {
  readonly code: 'not-multipart' | 'malformed' | 'too-large' | 'too-many' | 'aborted';
  /** What is wrong. */
  readonly text: Wording;
  readonly hint?: Wording;
}

/** A received body: its parts, and the problem that stopped reading. */
export interface ReceivedBody {
  /** Empty for a malformed body, which is rejected as a whole, as the vendor's server seems to do. */
  readonly parts: readonly ReceivedPart[];
  readonly problem?: ReadProblem;
  /** An oddity of the whole body that did not prevent reading. */
  readonly oddity?: Wording;
}
