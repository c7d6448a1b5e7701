import type { PictureLimits } from '../../../spec/index.js';
import type { ReceivedFile } from '../../journal/received.js';
import { quotedUnlessPlain } from '../../privacy/shown-word.js';
import { fileNameWordings } from '../../texts/file-name-wordings.js';
import { pictureWordings as words } from '../../texts/picture-wordings.js';
import { textWordings } from '../../texts/text-wordings.js';
import { transitWordings } from '../../texts/transit-wordings.js';
import { joined, type Wording } from '../../texts/wording.js';
import { isOtherFormat } from '../multipart/index.js';
import { pixelProblems } from '../pictures/dimensions.js';
import { contentOf } from './content-hints.js';
import { hasReturnsBefore, hintForDamage } from './damage-hints.js';
import { hintForExtension } from './file-name-hints.js';
import { formatHints } from './format-hints.js';
import { hintForEmpty } from './hints.js';
import type { RuleInput } from './rule-input.js';
import type { Found } from './text-for-picture.js';
import type { WordedViolation } from './worded-violation.js';

type PictureProblem = Pick<WordedViolation, 'outcome' | 'ownAnswer' | 'text' | 'hint'>;
type FoundInPicture = PictureProblem & Required<Pick<WordedViolation, 'part' | 'partIndex' | 'section'>>;

/**
 * Checks every picture that was sent, except an empty one that is rejected as empty. The section is that of the
 * picture's table.
 */
function eachPicture(
  { contract, parts }: RuleInput,
  ask: (file: ReceivedFile, limits: PictureLimits) => readonly PictureProblem[],
): FoundInPicture[] {
  return contract.parts.flatMap(({ name, picture }) => {
    const file = picture && parts.file(name);
    if (!file || (file.bytes === 0 && contract.decisions.pictures.emptyFile !== 'accepted')) return [];
    const at = { part: name, partIndex: file.place, section: picture.section };
    return ask(file, picture).map((found) => ({ ...found, ...at }));
  });
}

/** Checks that no file exceeds the contract's limit. */
export function sizeProblems(request: RuleInput): readonly WordedViolation[] {
  return eachPicture(request, (file, limits) =>
    file.bytes > limits.maximumBytes
      ? [
          {
            outcome: 'image-too-large',
            ownAnswer: 'tooManyBytes',
            text: words.tooManyBytes({ bytes: file.bytes, limit: limits.maximumBytes }),
            ...hinted(hintForSize(file)),
          },
        ]
      : [],
  ).map((found) => ({ ...found, rule: 'size' }));
}

/** Checks the extension, the content, or both, as the contract requires, and that the picture can be decoded. */
export function formatProblems(request: RuleInput): readonly WordedViolation[] {
  return eachPicture(request, (file, limits) => formatOf(file, limits, request)).map((found) => ({
    ...found,
    rule: 'format',
  }));
}

/** Checks that each picture's pixels are within the contract's limits. */
export function dimensionProblems(request: RuleInput): readonly WordedViolation[] {
  return eachPicture(request, (file, limits) => {
    const inspection = request.inspections.get(file.name);
    return inspection?.readable ? pixelProblems(inspection, { ...request.contract.decisions.pictures, ...limits }) : [];
  }).map((found) => ({ ...found, rule: 'dimensions' }));
}

function formatOf(file: ReceivedFile, { extensions }: PictureLimits, request: RuleInput): readonly PictureProblem[] {
  const { extension: rule, extensionCase, withoutFilename, wrongExtension } = request.contract.decisions.pictures;
  const written = extensionOf(file.filename);
  const extension = extensionCase === 'ignored' ? written.toLowerCase() : written;
  // If a picture may have no file name, only its content can be checked.
  const hasName = file.filename !== undefined || withoutFilename === 'refused';
  const nameProblems: readonly PictureProblem[] =
    (rule === 'name' || rule === 'both') && hasName && !extensions.includes(extension)
      ? [wrongName(file, { outcome: wrongExtension, written, extensions })]
      : [];
  if (nameProblems.length > 0 && wrongExtension !== 'accepted') return nameProblems;
  // An accepted name says nothing about the content.
  return [...nameProblems, ...contentProblems(file, request)];
}

function wrongName(
  file: ReceivedFile,
  {
    outcome,
    written,
    extensions,
  }: Pick<PictureProblem, 'outcome'> & { readonly written: string; readonly extensions: readonly string[] },
): PictureProblem {
  const text =
    written === ''
      ? words.noExtension
      : words.wrongExtension({ extension: quotedUnlessPlain(written), allowed: extensions.join(', ') });
  // A file that is no picture needs more than another name.
  const found = file.sniffed === 'unknown' ? contentOf(file) : undefined;
  return { outcome, text, ...hinted(found ? hintForContent(found, file, text) : hintForExtension(file)) };
}

function hintForContent({ what, hint }: Found, { name, filename }: ReceivedFile, fault: Wording): Wording {
  // Python's requests gives a text in `files` the name of the part.
  return hint === textWordings.readFirstHint && filename === name
    ? fileNameWordings.notOpenedHint({ part: name, what, fault })
    : fileNameWordings.contentFirstHint({ part: name, what, hint, fault });
}

/** Checks the content of a picture: its format, and whether it can be decoded. */
function contentProblems(file: ReceivedFile, { contract, inspections }: RuleInput): readonly PictureProblem[] {
  const { extension: rule, wrongExtension, unreadableSelfie, endMarker } = contract.decisions.pictures;
  if ((rule === 'content' || rule === 'both') && isOtherFormat(file.sniffed)) {
    const { name, hint } = formatHints[file.sniffed];
    return [{ outcome: wrongExtension, text: words.wrongFormat({ format: name }), hint }];
  }
  const inspection = inspections.get(file.name);
  if (!inspection) return [];
  const unreadable = {
    outcome: file.name === 'img1' ? unreadableSelfie : 'face-compare-error',
    ownAnswer: 'unreadablePicture',
  } as const;
  if (inspection.readable) {
    if (inspection.lacks !== undefined && endMarker === 'required')
      return [{ ...unreadable, text: words.noEndMarker({ marker: inspection.lacks }), hint: transitWordings.cutHint }];
    // Accepted with a note: the picture can be decoded, but not to the original image.
    return file.sniffed === 'jpeg' && file.content && hasReturnsBefore(file.content)
      ? [{ outcome: 'accepted', text: words.lineFeeds, hint: transitWordings.copiedHint }]
      : [];
  }
  if (file.bytes === 0) return [{ ...unreadable, text: inspection.reason, hint: hintForEmpty(file) }];
  const found = contentOf(file);
  return [
    found
      ? { ...unreadable, text: words.contentIs({ what: found.what }), hint: found.hint }
      : { ...unreadable, text: inspection.reason, ...hinted(hintForDamage(file, inspection)) },
  ];
}

/** A conversion in transit may have made the file too large: base64 adds a third, UTF-8 half. */
function hintForSize(file: ReceivedFile): Wording | undefined {
  const found = contentOf(file);
  return found && joined`${words.contentIs({ what: found.what })}: ${found.hint}`;
}

function hinted(hint: Wording | undefined): Pick<PictureProblem, 'hint'> {
  return hint === undefined ? {} : { hint };
}

function extensionOf(filename: string | undefined): string {
  return /\.[^./\\]*$/.exec(filename ?? '')?.[0] ?? '';
}
