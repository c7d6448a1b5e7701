/** What the first bytes of a file say that it is. `unknown` is anything that no picture format begins with. */
export type SniffedType =
  | 'jpeg'
  | 'png'
  | 'gif'
  | 'webp'
  | 'bmp'
  | 'tiff'
  | 'heif'
  | 'svg'
  | 'pdf'
  | 'empty'
  | 'unknown';

/** One part of a received multipart body, in wire order. */
export type ReceivedPart = ReceivedText | ReceivedFile;

/** A text part. */
export interface ReceivedText {
  readonly type: 'text';
  readonly name: string;
  readonly value: string;
  readonly declaredType: string;
}

/** A file part: measured while it streamed by. */
export interface ReceivedFile {
  readonly type: 'file';
  readonly name: string;
  /** As the client sent it, percent escapes of browsers undone; absent where the part has none. */
  readonly filename: string | undefined;
  readonly declaredType: string;
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
  readonly sniffed: SniffedType;
  /** The whole file, kept only while it is within the size that a picture may have and until the answer is decided. */
  readonly content: Buffer | undefined;
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
  readonly parts: readonly ReceivedPart[];
  readonly problem?: ReadProblem;
}
