/** A form in which a secret may be written. */
export type SecretForm = 'as it is' | 'percent-encoded' | 'in base64' | 'in hexadecimal' | 'as an escaped text';

/** A secret to search for. Holds what gives it away, never to be shown. */
export interface SoughtSecret {
  /** The name of its part, e.g. `key`. */
  readonly name: string;
  readonly isPicture: boolean;
  readonly patterns: readonly SoughtPattern[];
}

interface SoughtPattern {
  readonly text: string;
  readonly form: SecretForm;
}

/** A secret that was found: which one, and how it is written. */
export interface FoundSecret {
  readonly name: string;
  readonly isPicture: boolean;
  readonly form: SecretForm;
}

/** Searches a text that comes in pieces. */
export interface SecretSearch {
  readonly add: (text: string) => void;
  /** Each secret that was found, once, in the form that was found first. */
  readonly found: () => readonly FoundSecret[];
}

/** A shorter value may stand anywhere by chance. */
const shortestSecret = 6;
/** The length of the pieces of a picture that are searched for, in bytes. */
const pieceBytes = 12;
/** The pieces at a picture's beginning, because programs print the beginning of what they send. */
const firstPieces = 8;
/** The pieces in the rest of a picture. */
const spreadPieces = 24;
/** Every pattern of a picture has at least so many characters. */
const hashedLength = 12;

/** The patterns of pictures, which the cases of a run share. */
const patternsByPicture = new WeakMap<Buffer, readonly SoughtPattern[]>();

/** Creates what gives a text away. Undefined for a text that is too short to be recognised. */
export function seekText(name: string, value: string): SoughtSecret | undefined {
  if (value.length < shortestSecret) return undefined;
  const bytes = Buffer.from(value);
  const hex = bytes.toString('hex');
  const percent = encodeURIComponent(value);
  const patterns: readonly SoughtPattern[] = [
    { text: value, form: 'as it is' },
    { text: JSON.stringify(value).slice(1, -1), form: 'as an escaped text' },
    ...[percent, percent.replaceAll('%20', '+'), percent.replaceAll(/%../g, (code) => code.toLowerCase())].map(
      (text) => ({ text, form: 'percent-encoded' }) as const,
    ),
    ...base64Of(bytes).map((text) => ({ text, form: 'in base64' }) as const),
    { text: hex, form: 'in hexadecimal' },
    { text: hex.toUpperCase(), form: 'in hexadecimal' },
  ];
  return { name, isPicture: false, patterns: withoutRepetition(patterns) };
}

/**
 * Creates what gives a picture away: short pieces from its beginning and from all over it, in every form. A picture that
 * is printed whole, or from its beginning, has some of them. Undefined for a file without such pieces, as a text file.
 */
export function seekPicture(name: string, bytes: Buffer): SoughtSecret | undefined {
  const patterns = patternsByPicture.get(bytes) ?? patternsOfPicture(bytes);
  patternsByPicture.set(bytes, patterns);
  return patterns.length === 0 ? undefined : { name, isPicture: true, patterns };
}

function patternsOfPicture(bytes: Buffer): readonly SoughtPattern[] {
  const step = Math.max(pieceBytes, Math.floor((bytes.length - pieceBytes) / spreadPieces));
  const starts = [
    ...Array.from({ length: firstPieces }, (_, index) => index * pieceBytes),
    ...Array.from({ length: spreadPieces }, (_, index) => (index + 1) * step),
  ];
  const patterns = starts.flatMap((start) => {
    const piece = bytes.subarray(start, start + pieceBytes);
    return isTelling(piece) ? patternsOf(piece, bytes, start) : [];
  });
  return withoutRepetition(patterns).filter(({ text }) => text.length >= hashedLength);
}

/** Whether some bytes can only come from a picture: neither a text nor a filling. */
function isTelling(piece: Buffer): boolean {
  return piece.length === pieceBytes && new Set(piece).size >= 6 && piece.some((byte) => byte < 0x09 || byte > 0x7e);
}

function patternsOf(piece: Buffer, bytes: Buffer, start: number): readonly SoughtPattern[] {
  const hex = piece.toString('hex');
  const pairs = hex.match(/../g) ?? [];
  const raw = asPrinted(bytes, start);
  return [
    ...(raw === undefined ? [] : [{ text: raw, form: 'as it is' } as const]),
    ...base64Of(piece).map((text) => ({ text, form: 'in base64' }) as const),
    { text: hex, form: 'in hexadecimal' },
    { text: hex.toUpperCase(), form: 'in hexadecimal' },
    // As Node.js shows a buffer.
    { text: pairs.join(' '), form: 'in hexadecimal' },
    { text: pairs.map((pair) => `%${pair.toUpperCase()}`).join(''), form: 'percent-encoded' },
    { text: escapedBytes(piece), form: 'as an escaped text' },
  ];
}

/**
 * Returns how the bytes near a place look when they are printed as they are and read as UTF-8. The text begins and ends at
 * an ASCII character: there, what stands before and behind does not matter.
 */
function asPrinted(bytes: Buffer, start: number): string | undefined {
  const isAscii = (byte: number): boolean => byte < 0x80;
  const from = bytes.subarray(start, start + 40).findIndex(isAscii);
  if (from < 0) return undefined;
  const piece = bytes.subarray(start + from, start + from + 3 * pieceBytes);
  const end = piece.findLastIndex(isAscii);
  const text = piece.subarray(0, end + 1).toString('utf8');
  return text.includes('\ufffd') ? text : undefined;
}

/** As Python shows bytes. */
function escapedBytes(piece: Buffer): string {
  const named = new Map([
    [0x09, '\\t'],
    [0x0a, '\\n'],
    [0x0d, '\\r'],
    [0x5c, '\\\\'],
  ]);
  return [...piece]
    .map((byte) => {
      const isPrintable = byte >= 0x20 && byte <= 0x7e;
      return named.get(byte) ?? (isPrintable ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`);
    })
    .join('');
}

/** The characters that some bytes lead to in base64, wherever they begin in the encoded whole, in both alphabets. */
function base64Of(bytes: Buffer): readonly string[] {
  return [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    // Characters at the ends that depend on the neighbours too are left out.
    const whole = text.slice(Math.ceil((before * 4) / 3), Math.floor(((before + bytes.length) * 4) / 3));
    return [whole, whole.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

function withoutRepetition(patterns: readonly SoughtPattern[]): readonly SoughtPattern[] {
  return [...new Map(patterns.toReversed().map((pattern) => [pattern.text, pattern])).values()].reverse();
}

/** Prepares searches for these secrets. Each keeps no more of its text than a secret is long. */
export function prepareSecretSearch(secrets: readonly SoughtSecret[]): () => SecretSearch {
  const longest = Math.max(1, ...secrets.flatMap(({ patterns }) => patterns.map(({ text }) => text.length)));
  const texts = secrets.filter(({ isPicture }) => !isPicture);
  const findPictures = createPictureFinder(secrets.filter(({ isPicture }) => isPicture));
  return () => createSecretSearch({ longest, texts, findPictures });
}

/** What all searches for the same secrets use. */
interface Prepared {
  /** The length of the longest pattern. */
  readonly longest: number;
  readonly texts: readonly SoughtSecret[];
  readonly findPictures: PictureFinder;
}

function createSecretSearch({ longest, texts, findPictures }: Prepared): SecretSearch {
  const found = new Map<string, FoundSecret>();
  let tail = '';
  const keep = ({ name, isPicture }: SoughtSecret, { form }: SoughtPattern): void => {
    if (!found.has(name)) found.set(name, { name, isPicture, form });
  };
  return {
    add: (text) => {
      const all = tail + text;
      for (const secret of texts) {
        const pattern = secret.patterns.find((one) => all.includes(one.text));
        if (pattern) keep(secret, pattern);
      }
      findPictures(all, keep);
      tail = all.slice(-longest + 1);
    },
    found: () => [...found.values()],
  };
}

type PictureFinder = (text: string, onFound: (secret: SoughtSecret, pattern: SoughtPattern) => void) => void;

/**
 * Creates a search for many patterns in one pass (Rabin-Karp): a hash of the last characters, which moves on with the text,
 * is looked up among the hashes of the patterns' beginnings.
 */
function createPictureFinder(pictures: readonly SoughtSecret[]): PictureFinder {
  if (pictures.length === 0) return () => {};
  const factor = 31;
  const leaving = Array.from({ length: hashedLength }).reduce((power: number) => Math.imul(power, factor), 1);
  const byHash = new Map<number, (readonly [SoughtSecret, SoughtPattern])[]>();
  for (const secret of pictures)
    for (const pattern of secret.patterns) {
      let hash = 0;
      for (let at = 0; at < hashedLength; at++) hash = (Math.imul(hash, factor) + pattern.text.charCodeAt(at)) | 0;
      byHash.set(hash, [...(byHash.get(hash) ?? []), [secret, pattern]]);
    }
  return (text, onFound) => {
    let hash = 0;
    for (let at = 0; at < text.length; at++) {
      const left = at >= hashedLength ? Math.imul(text.charCodeAt(at - hashedLength), leaving) : 0;
      hash = (Math.imul(hash, factor) + text.charCodeAt(at) - left) | 0;
      for (const [secret, pattern] of byHash.get(hash) ?? [])
        if (text.startsWith(pattern.text, at - hashedLength + 1)) onFound(secret, pattern);
    }
  };
}

/** A found secret in words that do not repeat it: `the key in base64`, `the bytes of img1`. */
export function describeSecret({ name, isPicture, form }: FoundSecret): string {
  return `${isPicture ? `bytes of ${name}` : `the ${name}`}${form === 'as it is' ? '' : ` ${form}`}`;
}
