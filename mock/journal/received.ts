import type { SniffedType } from './sniffed-type.js';

/** One part of a received body, in wire order. */
export type ReceivedPart = ReceivedText | ReceivedFile;

interface ReceivedHead {
  readonly name: string;
  /** The part's Content-Type without parameters; `text/plain` where it declares none. */
  readonly declaredType: string;
  /** What is odd about how the part is written, for a person; servers differ in what they make of it. */
  readonly oddity?: string;
}

/** A text part. */
export interface ReceivedText extends ReceivedHead {
  readonly type: 'text';
  readonly value: string;
}

/** A file part: measured while it streamed by. */
export interface ReceivedFile extends ReceivedHead {
  readonly type: 'file';
  /** As the client sent it, percent escapes of browsers undone; absent where the part has none. */
  readonly filename: string | undefined;
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
  readonly sniffed: SniffedType;
  /** The whole file, kept only while it is within the size that a picture may have, and until the body is released. */
  readonly content: Buffer | undefined;
  /** The first bytes of a file whose content is not kept. */
  readonly start?: Buffer;
}

/** Why a body could not be read to its end. */
export interface ReadProblem {
  readonly code: 'not-multipart' | 'malformed' | 'too-large' | 'too-many' | 'aborted';
  /** What is wrong, for a person. */
  readonly text: string;
  readonly hint?: string;
}

/** A body as it was received: its parts, and what stopped the reading, if anything did. */
export interface ReceivedBody {
  /** None where the body is malformed: it is all or nothing, as with the server that the vendor seems to use. */
  readonly parts: readonly ReceivedPart[];
  readonly problem?: ReadProblem;
  /** What is odd about the body as a whole, for a person, and yet could be read. */
  readonly oddity?: string;
}
