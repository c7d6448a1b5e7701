import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { HideSecrets } from '../privacy/hide-secrets.js';

import { detachText } from '../privacy/kept-text.js';

/** Characters of a refNumber or a loginId that a ledger keeps as they came. */
const longestText = 500;
/** Characters of a longer one that are kept. */
const shownOfLonger = 400;
/** In a text beyond this, secrets are not looked for: nothing of it is kept. */
const longestLookedAt = 20_000;

/** A refNumber or a loginId as ledgers keep it: of a very long one the beginning, and a digest that tells it from others. */
export function ledgerText(text: string): string {
  if (text.length <= longestText) return detachText(text);
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 16);
  return detachText(`${text.slice(0, shownOfLonger)}… (${text.length} characters, sha256 ${digest})`);
}

/** A text of a request: as it came, and with its secrets hidden. */
export interface SentText {
  readonly text: string;
  readonly shown: string;
}

/** Hides what is secret in a text of a request. In a very long one nothing is hidden: no ledger keeps any of it. */
export function sentText(text: string, hide: HideSecrets): SentText {
  return { text, shown: text.length > longestLookedAt ? text : hide(text) };
}

/**
 * How a ledger writes down texts that hold a secret: masked as in the journal, with a mark that tells them from others. The
 * mark is a keyed digest: without the key, which stands in the state file alone, not even trying all NIKs leads from the
 * mark to its NIK.
 */
export interface LedgerTexts {
  /** The key of the marks, in hex; it is kept with the ledger, so that a text is known again after a restart. */
  readonly key: string;
  /** A text for a row. */
  readonly kept: (sent: SentText) => string;
  /** What a refNumber that was used is remembered by: itself, or where it holds a secret its mark. */
  readonly remembered: (sent: SentText) => string;
  /** All that a refNumber may be remembered by: what was secret in one request may have been none in another. */
  readonly rememberedAs: (text: string) => readonly [plain: string, marked: string];
  /** Tells the rows' texts that are this one, which is given as it came or as it is kept. */
  readonly finds: (text: string) => (kept: string) => boolean;
}

/** Makes what writes down a ledger's texts, with the key of one that goes on or a new one. */
export function createLedgerTexts(key = randomBytes(32).toString('hex')): LedgerTexts {
  const secret = Buffer.from(key, 'hex');
  const markOf = (text: string): string => `#${createHmac('sha256', secret).update(text).digest('hex').slice(0, 16)}`;
  const kept = ({ text, shown }: SentText): string => {
    if (text.length > longestLookedAt) return `(${text.length} characters) ${markOf(text)}`;
    if (shown === text) return ledgerText(text);
    return detachText(`${shown.length > longestText ? `${shown.slice(0, shownOfLonger)}…` : shown} ${markOf(text)}`);
  };
  return {
    key,
    kept,
    remembered: ({ text, shown }) =>
      text.length > longestLookedAt || shown !== text ? markOf(text) : ledgerText(text),
    rememberedAs: (text) => [ledgerText(text), markOf(text)],
    finds: (text) => {
      const [plain, marks] = [ledgerText(text), [markOf(text), ...(/ (#[0-9a-f]{16})$/.exec(text)?.slice(1) ?? [])]];
      return (row) => row === text || row === plain || marks.some((mark) => row.endsWith(` ${mark}`));
    },
  };
}
