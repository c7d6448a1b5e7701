/** A header's value that may carry parameters, such as `form-data; name="img1"; filename="selfie.jpg"`. */
export interface HeaderValue {
  /** The text before the first semicolon, in lower case. */
  readonly value: string;
  /**
   * Parameters by lower-case name; the first of a repeated one. Extended ones (`filename*`) are stored under the plain
   * name.
   */
  readonly parameters: ReadonlyMap<string, string>;
}

/**
 * Parses a header's value leniently: quoted or not, with or without blanks, with a trailing semicolon.
 * `filename*=utf-8''...` (RFC 8187) overrides `filename`.
 */
export function parseHeaderValue(text: string): HeaderValue {
  const semicolon = text.indexOf(';');
  const parameters = new Map<string, string>();
  const extended = new Map<string, string>();
  let at = semicolon < 0 ? text.length : semicolon + 1;
  while (at < text.length) {
    const end = endOfName(text, at);
    const name = text.slice(at, end).trim().toLowerCase();
    if (text[end] !== '=') {
      at = end + 1;
      continue;
    }
    const [value, next] = readParameter(text, end + 1);
    at = next;
    const target = name.endsWith('*') ? extended : parameters;
    const plain = name.replace(/\*$/, '');
    const read = target === extended ? decodeExtended(value) : value;
    if (plain !== '' && read !== undefined && !target.has(plain)) target.set(plain, read);
  }
  return {
    value: (semicolon < 0 ? text : text.slice(0, semicolon)).trim().toLowerCase(),
    parameters: new Map([...parameters, ...extended]),
  };
}

function endOfName(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '=' && text[at] !== ';') at += 1;
  return at;
}

/** Reads one value, and returns it with the start of the next parameter. */
function readParameter(text: string, from: number): readonly [value: string, next: number] {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at += 1;
  if (text[at] !== '"') {
    const semicolon = text.indexOf(';', at);
    const end = semicolon < 0 ? text.length : semicolon;
    return [text.slice(at, end).trim(), end + 1];
  }
  // Only these two are escapes: in `C:\photos\me.jpg`, as old browsers send it, backslashes are literal.
  const isEscape = (index: number): boolean =>
    text[index] === '\\' && (text[index + 1] === '"' || text[index + 1] === '\\');
  let end = at + 1;
  while (end < text.length && text[end] !== '"') end += isEscape(end) ? 2 : 1;
  const value = text.slice(at + 1, end).replaceAll(/\\(["\\])/g, '$1');
  const semicolon = text.indexOf(';', end);
  return [value, semicolon < 0 ? text.length : semicolon + 1];
}

/** Decodes `utf-8''Foto%20selfie.jpg`; undefined for any other form. */
function decodeExtended(value: string): string | undefined {
  const [, charset = '', escaped = ''] = /^([\w-]*)'[^']*'(.*)$/s.exec(value) ?? [];
  if (!/^(?:utf-8|iso-8859-1|us-ascii)$/i.test(charset)) return undefined;
  const bytes = Buffer.from(
    escaped.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
  return bytes.toString(/^utf-8$/i.test(charset) ? 'utf8' : 'latin1');
}
