import type { Contract } from '../../../spec/index.js';

import type { ReceivedFile, ReceivedPart } from '../../journal/received.js';
import { findInvisible, toVisibleForm } from '../../privacy/characters.js';
import { partWordings as words } from '../../texts/part-wordings.js';
import type { Wording } from '../../texts/wording.js';
import type { ContractPart } from '../multipart/count-parts.js';
import type { Inspection } from '../pictures/face-engine.js';
import { isPlainText, textForPicture } from './text-for-picture.js';
import { hintForValue } from './value-hints.js';

const selfieWords = /selfie|face|wajah|swafoto/i;
const cardWords = /ktp|id.?card|identity/i;
/** Common wrong names of a part. */
const usualNames: Readonly<Record<string, RegExp>> = {
  img1: selfieWords,
  img2: cardWords,
  key: /^api[-_. ]?(key|token)$/i,
  tenant_code: /^(tenant|tenant[-_. ]?(id|name)|client[-_. ]?(code|id))$/i,
  refNumber: /^(ref|ref[-_. ]?(no|id|num)|reference([-_. ]?(no|id|num|number))?)$/i,
};
/** Common names for any picture, with an optional number. */
const anyPicture = /^(file|files|image|images|img|photo|photos|foto|picture|pic|gambar|upload)[-_ ]?(\d?)(\[\d*\])?$/i;

/** Why a part is missing. */
export interface MissingPartHint {
  readonly hint: Wording;
  /** The part that was probably meant, under another name. */
  readonly likely?: ContractPart;
}

/** Guesses why a required part is missing from the parts that were sent. */
export function hintForMissing(
  name: string,
  parts: readonly ContractPart[],
  contract: Contract,
): MissingPartHint | undefined {
  const alike = parts.find((part) => part.name !== name && plain(part.name) === plain(name));
  if (alike) {
    const odd = findInvisible(alike.name, false);
    const why = odd ? words.invisibleInName({ character: odd.name }) : words.exactName;
    const hint = words.alikeNameHint({ sent: quoted(alike.name), why, name: quoted(name) });
    return { hint, likely: alike };
  }
  const meant = underOtherName(name, parts, contract);
  if (meant) {
    const hint = words.renameHint({ sent: quoted(meant.name), name: quoted(name) });
    return { hint, likely: meant };
  }
  if (parts.some((part) => part.name === '')) return { hint: words.namelessHint };
  return undefined;
}

/** Guesses which optional part was meant by a part that the contract does not list. */
export function hintForUnlisted(name: string, parts: readonly ReceivedPart[], contract: Contract): Wording | undefined {
  const meant = contract.parts.find((listed) => !listed.required && plain(listed.name) === plain(name));
  if (!meant || parts.some((part) => part.name === meant.name)) return undefined;
  const odd = findInvisible(name, false);
  const why = odd ? words.invisibleInName({ character: odd.name }) : words.exactName;
  return words.alikeOptionalHint({ why, name: quoted(meant.name) });
}

function underOtherName(name: string, parts: readonly ContractPart[], contract: Contract): ContractPart | undefined {
  const unlisted = parts.filter((part) => !contract.parts.some((listed) => listed.name === part.name));
  const pictures = contract.parts.flatMap((part) => (part.picture ? [part.name] : []));
  const files = unlisted.filter((part) => part.type === 'file' && anyPicture.test(part.name));
  const numberOf = (part: ContractPart): number => Number(anyPicture.exec(part.name)?.[2]);
  const meantBy = (wanted: string): ContractPart | undefined =>
    unlisted.find((part) => usualNames[wanted]?.test(part.name)) ??
    files.find((part) => numberOf(part) === pictures.indexOf(wanted) + 1);
  const meant = meantBy(name);
  if (meant || !pictures.includes(name)) return meant;
  // Neither a word nor a number identifies them, so their order decides, the selfie first.
  const missing = pictures.filter((picture) => !parts.some((part) => part.name === picture));
  const free = files.filter((part) => !missing.some((picture) => meantBy(picture) === part));
  return free[missing.filter((picture) => !meantBy(picture)).indexOf(name)];
}

/** Returns a hint about a part sent as text, or about its value. */
export function hintForText(part: ReceivedPart): Wording | undefined {
  if (part.type === 'file') return words.fileForTextHint;
  const { name, value } = part;
  if (name !== 'img1' && name !== 'img2') return hintForValue(name, value);
  // A picture's bytes read as text contain these replacement characters.
  if (value === '' || value.startsWith('\ufffd')) return words.textForPictureHint({ name });
  const found = textForPicture(value);
  if (isPlainText(found)) return words.textForPictureHint({ name });
  return words.otherForPictureHint({ name, what: found.what, hint: found.hint });
}

/** Returns the hint for an empty file. */
export function hintForEmpty({ filename }: ReceivedFile): Wording {
  return filename === '' ? words.noFileChosenHint : words.streamReadHint;
}

/** One of the two pictures, as far as it was sent. */
export interface SentPicture {
  readonly file: ReceivedFile | undefined;
  readonly inspection: Inspection | undefined;
}

/** Detects swapped selfie and KTP photo: by their marks, otherwise by their file names, otherwise by their shapes. */
export function hintForSwap(selfie: SentPicture, ktp: SentPicture): Wording | undefined {
  const swapped =
    (marked(selfie) === 'img2' && marked(ktp) === 'img1') ||
    (marked(selfie) === undefined &&
      marked(ktp) === undefined &&
      (named(selfie, cardWords) && named(ktp, selfieWords)
        ? true
        : shape(selfie) === 'card' && shape(ktp) === 'portrait'));
  return swapped ? words.swappedHint : undefined;
}

function marked({ inspection }: SentPicture): 'img1' | 'img2' | undefined {
  return inspection?.readable ? inspection.part : undefined;
}

function named({ file }: SentPicture, pattern: RegExp): boolean {
  return pattern.test(file?.filename ?? '');
}

/** A card in close-up is about 1.59 times as wide as high (ISO 7810 ID-1); a selfie is usually upright. */
function shape({ inspection }: SentPicture): 'card' | 'portrait' | undefined {
  if (!inspection?.readable) return undefined;
  const ratio = inspection.turned ? inspection.height / inspection.width : inspection.width / inspection.height;
  if (ratio > 1.4 && ratio < 1.75) return 'card';
  return ratio < 0.9 ? 'portrait' : undefined;
}

/** Normalizes common mistakes in a name: capitals, underscores, dashes, brackets, similar letters. */
function plain(name: string): string {
  return toVisibleForm(name)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '');
}

function quoted(name: string): string {
  return JSON.stringify(name.slice(0, 60));
}
