/** The start of a JPEG or PNG in base64, also in JSON and in an address, with all that follows. */
const base64Picture =
  /(?:data:image\/[\w.+-]*;base64,)?(?:(?:\/|\\\/|%2F)9j(?:\/|\\\/|%2F)|iVBORw0KGgo)(?:[\w+/=-]|%2[BF]|%3D|\\[rn/]|[\r\n]+(?=[\w+/=-]{16})){12,}/gi;

/** A picture of any type as an address that holds it. */
const dataPicture = /data:image\/[\w.+-]+(?:;[\w=-]+)*;base64,[\w+/=\\-]{16,}/gi;

/** The start of a JPEG or PNG in hexadecimal digits, with all that follow. */
const hexPicture = /(?<![0-9a-f])(?:ffd8ff(?:e[0-9a-f]|db|c[0-9a-f])|89504e470d0a1a0a)[0-9a-f]{16,}/gi;

/**
 * The first bytes of a JPEG or PNG as text, with all that follows: read as Latin-1, as Windows-1252, or as UTF-8, which has
 * no letters for them. JSON writes the line breaks of a PNG as `\r\n`.
 */
const rawPicture =
  /(?:\u00ff\u00d8\u00ff|\ufffd{3,4}[\s\S]{1,4}?(?:JFIF|Exif|ICC_PROFILE)|[\u0089\u2030\ufffd]PNG(?:\r\n|\\r\\n))[\s\S]*/g;

const inWords: readonly (readonly [pattern: RegExp, form: string])[] = [
  [base64Picture, 'in base64'],
  [dataPicture, 'in base64'],
  [hexPicture, 'in hexadecimal digits'],
  [rawPicture, 'in bytes'],
];

/** Replaces pictures in a text, whatever their form, by how much of it they were. */
export function withoutPictures(text: string): string {
  return inWords.reduce(
    (rest, [pattern, form]) => rest.replace(pattern, (picture) => `(picture ${form}, ${picture.length} characters)`),
    text,
  );
}

/** The pictures in a text, as they stand there. */
export function picturesIn(text: string): readonly string[] {
  return inWords.flatMap(([pattern]) => text.match(pattern) ?? []);
}
