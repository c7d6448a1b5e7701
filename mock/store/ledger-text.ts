import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { HideSecrets } from '../privacy/hide-secrets.js';

import { detachText } from '../privacy/kept-text.js';

/** Longest refNumber or loginId in characters that a ledger keeps whole. */
const longestText = 500;
/** Characters kept of a longer one. */
const shownOfLonger = 400;
/** Longer texts are not searched for secrets: nothing of them is kept. */
const longestSearched = 20_000;

/** Shortens a refNumber or a loginId for the ledger: a very long one becomes its beginning and a digest. */
export function ledgerText(text: string): string {
  if (text.length <= longestText) return detachText(text);
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 16);
  return detachText(`${text.slice(0, shownOfLonger)}… (${text.length} characters, sha256 ${digest})`);
}

/** A text from a request: as sent, and with its secrets masked. */
export interface SentText {
  readonly text: string;
  readonly shown: string;
}

/** Masks the secrets in a text from a request. A very long text is not masked, because no ledger keeps any of it. */
export function sentText(text: string, hide: HideSecrets): SentText {
  return { text, shown: text.length > longestSearched ? text : hide(text) };
}

/**
 * Encodes texts for a ledger. A text with a secret is masked as in the journal and gets a mark that distinguishes it
 * from others. The mark is a keyed digest. The key is only in the state file. Without it, even an attacker who tries
 * all NIKs cannot reverse a mark.
 */
export interface LedgerTexts {
  /** The key of the marks, in hex. The ledger keeps it, so that texts are recognized after a restart. */
  readonly key: string;
  /** Encodes a text for a row. */
  readonly encode: (sent: SentText) => string;
  /** Encodes a used refNumber: the text itself, or its mark if it contains a secret. */
  readonly encodeRefNumber: (sent: SentText) => string;
  /** The mark of a text. */
  readonly markOf: (text: string) => string;
  /** All encodings of a refNumber: a text that is secret in one request may be plain in another. */
  readonly encodingsOf: (text: string) => readonly [plain: string, marked: string];
  /** Returns a test for rows that match this text, given as sent or as kept. */
  readonly createMatcher: (text: string) => (kept: string) => boolean;
}

/** Whether an encoded refNumber may be a mark. */
export function isMark(remembered: string): boolean {
  return /^#[0-9a-f]{16}$/.test(remembered);
}

/** Creates the encoder of a ledger's texts, with an existing key or a new one. */
export function createLedgerTexts(key = randomBytes(32).toString('hex')): LedgerTexts {
  const secret = Buffer.from(key, 'hex');
  const markOf = (text: string): string => `#${createHmac('sha256', secret).update(text).digest('hex').slice(0, 16)}`;
  const encode = ({ text, shown }: SentText): string => {
    if (text.length > longestSearched) return `(${text.length} characters) ${markOf(text)}`;
    if (shown === text) return ledgerText(text);
    return detachText(`${shown.length > longestText ? `${shown.slice(0, shownOfLonger)}…` : shown} ${markOf(text)}`);
  };
  return {
    key,
    encode,
    encodeRefNumber: ({ text, shown }) =>
      text.length > longestSearched || shown !== text ? markOf(text) : ledgerText(text),
    markOf,
    encodingsOf: (text) => [ledgerText(text), markOf(text)],
    createMatcher: (text) => {
      const [plain, marks] = [ledgerText(text), [markOf(text), ...(/ (#[0-9a-f]{16})$/.exec(text)?.slice(1) ?? [])]];
      return (row) => row === text || row === plain || marks.some((mark) => row.endsWith(` ${mark}`));
    },
  };
}
