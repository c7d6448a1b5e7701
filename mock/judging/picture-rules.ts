import type { PictureLimits } from '../../spec/index.js';
import type { ReceivedFile } from '../multipart/index.js';
import { pixelProblems } from '../pictures/dimensions.js';
import type { Look } from '../pictures/face-engine.js';
import { hintForFileName, hintForUnreadable } from './hints.js';
import type { Judged, Violation } from './rules.js';

type PictureProblem = Pick<Violation, 'verdict' | 'text' | 'hint'>;
type FoundInPicture = PictureProblem & Required<Pick<Violation, 'part' | 'place' | 'section'>>;

/** Asks about every picture that is there, but for an empty one that is refused as such; the section is that of its table. */
function eachPicture(
  { contract, parts }: Judged,
  ask: (file: ReceivedFile, limits: PictureLimits) => readonly PictureProblem[],
): FoundInPicture[] {
  return contract.parts.flatMap(({ name, picture }) => {
    const file = picture && parts.file(name);
    if (!file || (file.bytes === 0 && picture.onEmpty !== 'accepted')) return [];
    const at = { part: name, place: file.place, section: picture.section };
    return ask(file, picture).map((found) => ({ ...found, ...at }));
  });
}

/** Whether each file has a size that the contract allows. */
export function sizeProblems(request: Judged): readonly Violation[] {
  return eachPicture(request, (file, limits) =>
    file.bytes > limits.maximumBytes
      ? [{ verdict: 'image-too-large', text: `${file.bytes} bytes; at most ${limits.maximumBytes} are allowed` }]
      : [],
  ).map((found) => ({ ...found, rule: 'size' }));
}

/** Whether each file has an extension, a content or both as the contract wants them, and can be decoded. */
export function formatProblems(request: Judged): readonly Violation[] {
  return eachPicture(request, (file, limits) => formatOf(file, limits, request.looks.get(file.name))).map((found) => ({
    ...found,
    rule: 'format',
  }));
}

/** Whether each picture has as many pixels as the contract asks for, and no more than it allows. */
export function dimensionProblems(request: Judged): readonly Violation[] {
  return eachPicture(request, (file, limits) => {
    const look = request.looks.get(file.name);
    return look?.readable ? pixelProblems(look, limits) : [];
  }).map((found) => ({ ...found, rule: 'dimensions' }));
}

function formatOf(file: ReceivedFile, limits: PictureLimits, look: Look | undefined): readonly PictureProblem[] {
  const { extensionRule: rule, extensions, extensionCase } = limits;
  const written = extensionOf(file.filename);
  const extension = extensionCase === 'ignored' ? written.toLowerCase() : written;
  // Where a picture may come without a file name, only its content can be asked.
  const hasName = file.filename !== undefined || limits.withoutFilename === 'refused';
  if ((rule === 'name' || rule === 'both') && hasName && !extensions.includes(extension))
    return [
      {
        verdict: limits.onWrongExtension,
        text:
          written === ''
            ? 'the file name has no extension'
            : `the extension ${written} is not one of ${extensions.join(', ')}`,
        ...(file.filename === undefined || file.filename === 'blob' ? { hint: hintForFileName } : {}),
      },
    ];
  const otherPicture = !['jpeg', 'png', 'unknown', 'empty'].includes(file.sniffed);
  if ((rule === 'content' || rule === 'both') && otherPicture)
    return [{ verdict: limits.onWrongExtension, text: `the content is ${file.sniffed}; JPEG or PNG is expected` }];
  if (!look || look.readable) return [];
  const hint = hintForUnreadable(file);
  return [{ verdict: limits.onUnreadable, text: look.reason, ...(hint ? { hint } : {}) }];
}

function extensionOf(filename: string | undefined): string {
  return /\.[^./\\]*$/.exec(filename ?? '')?.[0] ?? '';
}
