import {
  type Contract,
  type Decisions,
  type FailureKind,
  maximumBytesUnder,
  type PictureLimits,
  type RuleOutcome,
} from '../../spec/index.js';
import type { CasePicture } from './facts.js';

/**
 * The limits of a picture part under other decisions than those that the contract was made with. A limit that the decisions
 * do not change stays as the contract has it, which may be an edited document.
 */
export function limitsUnder(
  name: 'img1' | 'img2',
  limits: PictureLimits,
  { decisions: { pictures: made } }: Contract,
  { pictures: wanted }: Decisions,
): PictureLimits {
  const own = name === 'img1' ? 'selfie' : 'ktp';
  const [before, after] = [made[own], wanted[own]];
  const bytes = maximumBytesUnder(wanted, name);
  return {
    ...limits,
    maximumBytes: bytes === maximumBytesUnder(made, name) ? limits.maximumBytes : bytes,
    minimum: {
      width: before.minimumWidth === after.minimumWidth ? limits.minimum.width : after.minimumWidth,
      height: before.minimumHeight === after.minimumHeight ? limits.minimum.height : after.minimumHeight,
    },
    maximum: {
      width: before.maximumWidth === after.maximumWidth ? limits.maximum.width : after.maximumWidth,
      height: before.maximumHeight === after.maximumHeight ? limits.maximum.height : after.maximumHeight,
    },
    // Both photos have the same number in the column Minimum Camera Pixel.
    minimumPixels: wanted.minimumPixels === 'enforced' ? limits.minimumPixels || 2_000_000 : 0,
  };
}

/** Whether a picture decodes: to its end, without its end marker alone, or not at all. */
export function readabilityOf({ fixture: { facts, recipe } }: CasePicture): 'whole' | 'no-end-marker' | 'unreadable' {
  if (facts.format === 'none') return 'unreadable';
  if (recipe.kind === 'damaged') return 'unreadable';
  if (recipe.kind !== 'truncated') return 'whole';
  // The end marker of a JPEG has two bytes.
  return recipe.fullBytes !== undefined && recipe.fullBytes - facts.bytes === 2 ? 'no-end-marker' : 'unreadable';
}

/** The answer to a file's name, its content, or to what cannot be decoded; `accepted` where none of them is wrong. */
export function formatOutcome(
  part: 'img1' | 'img2',
  picture: CasePicture,
  limits: PictureLimits,
  decisions: Decisions,
): RuleOutcome | { readonly kind: FailureKind; readonly mayBeOwn: 'unreadablePicture' } {
  const byName = formatOutcomeByName(picture, limits, decisions);
  if (byName !== 'accepted') return byName;
  const { unreadableSelfie, endMarker } = decisions.pictures;
  const unreadable = {
    kind: part === 'img1' ? unreadableSelfie : 'face-compare-error',
    mayBeOwn: 'unreadablePicture',
  } as const;
  switch (readabilityOf(picture)) {
    case 'whole':
      // A format that is judged, and accepted, is not decoded.
      return !isOtherFormat(picture) || isContentJudged(decisions) ? 'accepted' : unreadable;
    case 'no-end-marker':
      return endMarker === 'required' ? unreadable : 'accepted';
    case 'unreadable':
      return unreadable;
  }
}

/** The answer to a file's name and to the kind of its content, before anything is decoded. */
export function formatOutcomeByName(
  picture: CasePicture,
  { extensions }: PictureLimits,
  decisions: Decisions,
): RuleOutcome {
  const { extension, extensionCase, wrongExtension } = decisions.pictures;
  const [written = ''] = /\.[^.]*$/.exec(picture.filename ?? '') ?? [];
  const name = extensionCase === 'ignored' ? written.toLowerCase() : written;
  const isNameWrong =
    picture.filename !== undefined && (extension === 'name' || extension === 'both') && !extensions.includes(name);
  const isContentWrong = isContentJudged(decisions) && isOtherFormat(picture);
  return isNameWrong || isContentWrong ? wrongExtension : 'accepted';
}

function isOtherFormat({ fixture: { facts } }: CasePicture): boolean {
  return !['jpeg', 'png', 'none'].includes(facts.format);
}

function isContentJudged({ pictures: { extension } }: Decisions): boolean {
  return extension === 'content' || extension === 'both';
}

/** The answer to a picture's dimensions; `accepted` where they are within the limits or cannot be known. */
export function dimensionOutcome(
  picture: CasePicture,
  { minimum, maximum, minimumPixels }: PictureLimits,
  { pictures: { orientation, exif, tooSmall, tooLarge } }: Decisions,
): RuleOutcome {
  const { recipe, facts } = picture.fixture;
  const stored = 'encoding' in recipe && recipe.encoding?.as === 'jpeg' ? (recipe.encoding.orientation ?? 1) : 1;
  const isTurned = exif === 'applied' && stored > 4;
  const [width, height] = isTurned ? [facts.height, facts.width] : [facts.width, facts.height];
  const [across, down] = orientation === 'either' && height > width ? [height, width] : [width, height];
  const outcomes: RuleOutcome[] = [];
  if (across < minimum.width || down < minimum.height) outcomes.push(tooSmall);
  if (across > maximum.width || down > maximum.height) outcomes.push(tooLarge);
  if (outcomes.length === 0 && width * height < minimumPixels) outcomes.push(tooSmall);
  return outcomes.find((outcome) => outcome !== 'accepted') ?? 'accepted';
}
