import type { Contract } from '../../../spec/index.js';

import type { ReceivedFile, ReceivedPart } from '../../journal/received.js';
import { findInvisible, toVisibleForm } from '../../privacy/characters.js';
import type { Inspection } from '../pictures/face-engine.js';
import { isPlainText, textForPicture } from './text-for-picture.js';
import { hintForValue } from './value-hints.js';

/** What to do about one picture that was sent twice. */
export const hintForSame = 'img1 is the selfie, img2 the photo of the KTP: send two pictures';

const selfieWords = /selfie|face|wajah|swafoto/i;
const cardWords = /ktp|id.?card|identity/i;
/** What people call a part that the contract calls otherwise. */
const usualNames: Readonly<Record<string, RegExp>> = {
  img1: selfieWords,
  img2: cardWords,
  key: /^api[-_. ]?(key|token)$/i,
  tenant_code: /^(tenant|tenant[-_. ]?(id|name)|client[-_. ]?(code|id))$/i,
  refNumber: /^(ref|ref[-_. ]?(no|id|num)|reference([-_. ]?(no|id|num|number))?)$/i,
};
/** What people call a picture whatever it shows, with its number if they give it one. */
const anyPicture = /^(file|files|image|images|img|photo|photos|foto|picture|pic|gambar|upload)[-_ ]?(\d?)(\[\d*\])?$/i;

/** What probably happened to a required part that is not there, told by what is there instead. */
export function hintForMissing(name: string, parts: readonly ReceivedPart[], contract: Contract): string | undefined {
  const alike = parts.find((part) => part.name !== name && plain(part.name) === plain(name));
  if (alike) {
    const odd = findInvisible(alike.name, false);
    const counts = odd ? `it has ${odd.name} in it, which is not seen and counts` : 'names count letter by letter';
    return `there is a part called ${quoted(alike.name)}: ${counts}, this one is ${quoted(name)}`;
  }
  const meant = underOtherName(name, parts, contract);
  if (meant) return `the part called ${quoted(meant.name)} seems to be it: its name has to be ${quoted(name)}`;
  if (parts.some((part) => part.name === ''))
    return 'there is a part without a name: give each part name="..." in its Content-Disposition';
  return undefined;
}

/** What a part that the contract does not list was meant to be: an optional one that did not come under its own name. */
export function hintForUnlisted(name: string, parts: readonly ReceivedPart[], contract: Contract): string | undefined {
  const meant = contract.parts.find((listed) => !listed.required && plain(listed.name) === plain(name));
  if (!meant || parts.some((part) => part.name === meant.name)) return undefined;
  const odd = findInvisible(name, false);
  const counts = odd ? `it has ${odd.name} in it, which is not seen and counts` : 'names count letter by letter';
  return `${counts}: the document's own is ${quoted(meant.name)}`;
}

function underOtherName(name: string, parts: readonly ReceivedPart[], contract: Contract): ReceivedPart | undefined {
  const unlisted = parts.filter((part) => !contract.parts.some((listed) => listed.name === part.name));
  const pictures = contract.parts.flatMap((part) => (part.picture ? [part.name] : []));
  const files = unlisted.filter((part) => part.type === 'file' && anyPicture.test(part.name));
  const numberOf = (part: ReceivedPart): number => Number(anyPicture.exec(part.name)?.[2]);
  const meantBy = (wanted: string): ReceivedPart | undefined =>
    unlisted.find((part) => usualNames[wanted]?.test(part.name)) ??
    files.find((part) => numberOf(part) === pictures.indexOf(wanted) + 1);
  const meant = meantBy(name);
  if (meant || !pictures.includes(name)) return meant;
  // Neither word nor number says what they show: their order does, the selfie first.
  const missing = pictures.filter((picture) => !parts.some((part) => part.name === picture));
  const free = files.filter((part) => !missing.some((picture) => meantBy(picture) === part));
  return free[missing.filter((picture) => !meantBy(picture)).indexOf(name)];
}

/** What is odd about a part that came as text, or about its value. */
export function hintForText(part: ReceivedPart): string | undefined {
  if (part.type === 'file') return 'its part has a file name: send it as a plain form field';
  const { name, value } = part;
  if (name !== 'img1' && name !== 'img2') return hintForValue(name, value);
  // A picture's bytes are no text: read as one, they have these in their place.
  if (value === '' || value.startsWith('\ufffd')) return `${name} came as text: its part has no filename`;
  const found = textForPicture(value);
  if (isPlainText(found)) return `${name} came as text: its part has no filename`;
  return `${name} came as ${found.what}: ${found.hint}; a picture is sent as a file part`;
}

/** What to do about a file of no bytes. */
export function hintForEmpty({ filename }: ReceivedFile): string {
  return filename === ''
    ? 'no file was chosen in the form: have it choose one before it is sent'
    : 'a stream is read once, so a second try sends nothing: open the file anew for each try, and after it was written to its end';
}

/** One of the two pictures, as far as it came. */
export interface SentPicture {
  readonly file: ReceivedFile | undefined;
  readonly inspection: Inspection | undefined;
}

/** Whether selfie and KTP photo seem to have changed places: by their marks, else by their file names, else by their shapes. */
export function hintForSwap(selfie: SentPicture, ktp: SentPicture): string | undefined {
  const swapped =
    (marked(selfie) === 'img2' && marked(ktp) === 'img1') ||
    (marked(selfie) === undefined &&
      marked(ktp) === undefined &&
      (named(selfie, cardWords) && named(ktp, selfieWords)
        ? true
        : shape(selfie) === 'card' && shape(ktp) === 'portrait'));
  return swapped ? 'looks like img1 and img2 are swapped: img1 is the selfie, img2 the photo of the KTP' : undefined;
}

function marked({ inspection }: SentPicture): 'img1' | 'img2' | undefined {
  return inspection?.readable ? inspection.part : undefined;
}

function named({ file }: SentPicture, pattern: RegExp): boolean {
  return pattern.test(file?.filename ?? '');
}

/** A card photographed from near is about 1.59 times as wide as high (ISO 7810 ID-1); a selfie is mostly held upright. */
function shape({ inspection }: SentPicture): 'card' | 'portrait' | undefined {
  if (!inspection?.readable) return undefined;
  const ratio = inspection.turned ? inspection.height / inspection.width : inspection.width / inspection.height;
  if (ratio > 1.4 && ratio < 1.75) return 'card';
  return ratio < 0.9 ? 'portrait' : undefined;
}

/** A name without what people get wrong about it: capitals, underscores, dashes, brackets, letters that look like others. */
function plain(name: string): string {
  return toVisibleForm(name)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '');
}

function quoted(name: string): string {
  return JSON.stringify(name.slice(0, 60));
}
