import type { ReceivedFile, ReceivedPart } from '../multipart/index.js';
import type { Look } from '../pictures/face-engine.js';

/** What probably happened to a required part that is not there, told by what is there instead. */
export function hintForMissing(name: string, parts: readonly ReceivedPart[]): string | undefined {
  const alike = parts.find((part) => part.name !== name && plain(part.name) === plain(name));
  if (alike)
    return `there is a part called ${quoted(alike.name)}: names count letter by letter, this one is ${quoted(name)}`;
  if (parts.some((part) => part.name === ''))
    return 'there is a part without a name: give each part name="..." in its Content-Disposition';
  return undefined;
}

/** What is odd about a part that came as text, or about its value. */
export function hintForText(part: ReceivedPart): string | undefined {
  if (part.type === 'file') return 'its part has a file name: send it as a plain form field';
  const { name, value } = part;
  if (name === 'img1' || name === 'img2') {
    if (/^(data:image\/|\/9j\/|iVBORw0KGgo)/.test(value))
      return `${name} came as base64 text: send the picture's bytes as a file part`;
    return `${name} came as text: its part has no filename`;
  }
  if (/^".*"$/s.test(value)) return `${name} came in JSON quotes: send the bare value`;
  if (value !== value.trim()) return `${name} has blanks or line breaks around it`;
  return undefined;
}

/** One of the two pictures, as far as it came. */
export interface SentPicture {
  readonly file: ReceivedFile | undefined;
  readonly look: Look | undefined;
}

/** Whether selfie and KTP photo seem to have changed places: by their marks, else by their file names, else by their shapes. */
export function hintForSwap(selfie: SentPicture, ktp: SentPicture): string | undefined {
  const swapped =
    (marked(selfie) === 'img2' && marked(ktp) === 'img1') ||
    (marked(selfie) === undefined &&
      marked(ktp) === undefined &&
      (named(selfie, /ktp|e-?ktp|id.?card|identity/i) && named(ktp, /selfie|face|wajah|swafoto/i)
        ? true
        : shape(selfie) === 'card' && shape(ktp) === 'portrait'));
  return swapped ? 'looks like img1 and img2 are swapped: img1 is the selfie, img2 the photo of the KTP' : undefined;
}

function marked({ look }: SentPicture): 'img1' | 'img2' | undefined {
  return look?.readable ? look.part : undefined;
}

function named({ file }: SentPicture, pattern: RegExp): boolean {
  return pattern.test(file?.filename ?? '');
}

/** A card photographed from near is about 1.59 times as wide as high (ISO 7810 ID-1); a selfie is mostly held upright. */
function shape({ look }: SentPicture): 'card' | 'portrait' | undefined {
  if (!look?.readable) return undefined;
  const ratio = look.turned ? look.height / look.width : look.width / look.height;
  if (ratio > 1.4 && ratio < 1.75) return 'card';
  return ratio < 0.9 ? 'portrait' : undefined;
}

/** A name without what people get wrong about it: capitals, underscores, dashes, brackets. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

function quoted(name: string): string {
  return JSON.stringify(name.slice(0, 60));
}
