import { isUtf8 } from 'node:buffer';
import { shortenText } from '../../privacy/kept-text.js';
import { bodyWordings as words } from '../../texts/body-wordings.js';
import type { Wording } from '../../texts/wording.js';
import { parseHeaderValue } from './header-value.js';

/** A part's parsed headers. */
export interface PartHead {
  /** The lines as sent, at most 500 characters. Absent if a parser of the application has read them. */
  readonly lines?: string;
  /** Empty if the part has no name. Very long names, file names and types are cut. */
  readonly name: string;
  /** As sent, with browsers' percent escapes decoded; undefined if there is none. */
  readonly filename: string | undefined;
  /** Content-Type without its parameters; `text/plain` by default. */
  readonly declaredType: string;
  readonly charset: string | undefined;
  /** Content-Transfer-Encoding, in lower case. */
  readonly transferEncoding: string | undefined;
}

/** Why a part's headers cannot be parsed. */
export interface BadHead {
  readonly wrong: Wording;
  readonly hint: Wording;
}

/** Maximum length of the kept lines, in characters. */
const longestLines = 500;

/** Parses a part's headers, without the blank line. Folded lines are joined. */
export function parsePartHead(bytes: Buffer): PartHead | BadHead {
  if (!isUtf8(bytes))
    return {
      wrong: words.notUtf8,
      hint: words.notUtf8Hint,
    };
  const headers = new Map<string, string>();
  const lines = bytes.toString('utf8');
  for (const line of lines.replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim().toLowerCase();
    if (colon > 0 && !headers.has(name)) headers.set(name, line.slice(colon + 1).trim());
  }
  const written = headers.get('content-disposition');
  if (written === undefined) return { wrong: words.noDisposition, hint: words.noDispositionHint };
  const { parameters } = parseHeaderValue(written);
  const filename = parameters.get('filename');
  const type = parseHeaderValue(headers.get('content-type') ?? 'text/plain');
  return {
    lines: lines.trim().slice(0, longestLines),
    name: shortenText(unescaped(parameters.get('name') ?? '')),
    filename: filename === undefined ? undefined : shortenText(unescaped(filename)),
    declaredType: shortenText(type.value),
    charset: type.parameters.get('charset'),
    transferEncoding: headers.get('content-transfer-encoding')?.toLowerCase(),
  };
}

/** Decodes the three characters that browsers escape in a quoted value, and no other percent sign. */
function unescaped(text: string): string {
  return text.replace(/%0A|%0D|%22/gi, decodeURIComponent);
}
