/** A request that the page can send, or write as code. */
export interface RequestDraft {
  readonly method: string;
  /** Absolute URL. */
  readonly url: string;
  /** Headers besides those of the form. */
  readonly headers: Readonly<Record<string, string>>;
  readonly parts: readonly DraftPart[];
}

/** A part of a draft, in the order of the body. */
export type DraftPart = DraftText | DraftFile;

export interface DraftText {
  readonly name: string;
  /** Null for a secret that the sender has to fill in. */
  readonly value: string | null;
}

export interface DraftFile {
  readonly name: string;
  readonly fileName: string;
  /** Path of the picture on this mock. */
  readonly picture: string;
}

export function isDraftFile(part: DraftPart): part is DraftFile {
  return 'picture' in part;
}
