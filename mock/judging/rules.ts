import type { Contract, FailureKind, Part, PictureLimits, RuleName, Verdict } from '../../spec/index.js';
import type { Tenant } from '../books/tenants.js';
import type { ReadProblem, ReceivedFile, ReceivedPart } from '../multipart/index.js';
import type { Look } from '../pictures/face-engine.js';
import { hintForMissing, hintForSwap, hintForText } from './hints.js';
import { faultOf } from './sight-texts.js';
import type { TakenParts } from './take.js';

/** One thing that is wrong with a request. */
export interface Violation {
  /** The rule that found it, or `method` or `path` where it never came to a rule. */
  readonly rule: RuleName | 'method' | 'path';
  /** The part that it concerns, where it concerns one. */
  readonly part?: string;
  /** The answer that it deserves; `accepted` for what the contract lets pass. */
  readonly verdict: Verdict;
  /** What is wrong, for a person. */
  readonly text: string;
  /** What probably happened and what to do about it. */
  readonly hint?: string;
  /** Section of the document that is concerned. */
  readonly section: string;
}

/** A request as the rules see it: all they need, gathered before they are asked, so that they run without waiting. */
export interface Judged {
  readonly contract: Contract;
  readonly parts: TakenParts;
  /** Why the body could not be read to its end. */
  readonly problem: ReadProblem | undefined;
  /** What is odd about the body as a whole, and yet could be read. */
  readonly oddity: string | undefined;
  readonly tenant: Tenant | undefined;
  /** Whether this tenant has used the refNumber before. */
  readonly repeatedRefNumber: boolean;
  readonly looks: ReadonlyMap<string, Look>;
}

type Rule = (request: Judged) => readonly Violation[];

/** Every rule by its name. A new one is one entry here and one name in the spec's `ruleNames`. */
const rules: Readonly<Record<RuleName, Rule>> = {
  parameters: (request) => [...bodyProblems(request), ...partProblems(request)],
  credentials: ({ contract, parts, tenant }) =>
    // Where a required one of the two did not come, or nothing could be read, the rule on parameters says so.
    tenant ||
    contract.parts.some(
      ({ name, required }) => required && credentialParts.includes(name) && parts.text(name) === undefined,
    )
      ? []
      : [
          {
            rule: 'credentials',
            verdict: 'invalid-credentials',
            text: 'no tenant has this tenant_code and key',
            section: '2',
          },
        ],
  balance: ({ tenant }) =>
    tenant && tenant.balance <= 0
      ? [
          {
            rule: 'balance',
            verdict: 'insufficient-balance',
            text: `the balance of ${tenant.code} is used up`,
            section: '2',
          },
        ]
      : [],
  size: (request) =>
    eachPicture(request, (file, limits) =>
      file.bytes > limits.maximumBytes
        ? [{ verdict: 'image-too-large', text: `${file.bytes} bytes; at most ${limits.maximumBytes} are allowed` }]
        : [],
    ).map((found) => ({ ...found, rule: 'size' })),
  format: (request) =>
    eachPicture(request, (file, limits) => formatProblems(file, limits, request.looks.get(file.name))).map((found) => ({
      ...found,
      rule: 'format',
    })),
  dimensions: (request) =>
    eachPicture(request, (file, limits) => dimensionProblems(limits, request.looks.get(file.name))).map((found) => ({
      ...found,
      rule: 'dimensions',
    })),
  liveness: ({ contract, looks }) => livenessProblems(contract, looks.get('img1')),
  'face-compare': ({ contract, looks }) => comparisonProblems(contract, looks.get('img1'), looks.get('img2')),
};

const credentialParts = ['tenant_code', 'key'];

/** Asks every rule in the contract's order and returns all that they find, in that order. */
export function judge(request: Judged): readonly Violation[] {
  return request.contract.rules.order.flatMap((name) => rules[name](request));
}

/** The first violation that is not let pass: the one that answers. */
export function firstFault(
  violations: readonly Violation[],
): (Violation & { readonly verdict: FailureKind }) | undefined {
  return violations.find(
    (found): found is Violation & { readonly verdict: FailureKind } => found.verdict !== 'accepted',
  );
}

function bodyProblems({ contract, problem, oddity }: Judged): Violation[] {
  if (oddity !== undefined) return [{ rule: 'parameters', verdict: 'accepted', text: oddity, section: '1' }];
  if (!problem) return [];
  const { code, text, hint } = problem;
  const verdict =
    code === 'not-multipart'
      ? contract.rules.wrongContentType.kind
      : code === 'too-large'
        ? 'image-too-large'
        : 'parameter-invalid';
  return [{ rule: 'parameters', verdict, text, section: '1', ...(hint ? { hint } : {}) }];
}

function partProblems(request: Judged): Violation[] {
  const { contract, parts } = request;
  // Nothing of the body counts, so nothing is missing in it: what is wrong with it as a whole has been said.
  if (request.problem?.code === 'not-multipart' || request.problem?.code === 'malformed') return [];
  const listed = contract.parts.flatMap((part) => {
    const same = parts.all.filter(({ name }) => name === part.name);
    return [
      ...missing(part, same, request),
      ...repeated(part, same, contract),
      ...(part.picture ? pictureProblems(part.name, part.picture, request) : textProblems(part, request)),
    ];
  });
  const unlisted = parts.all
    .filter(({ name }) => !contract.parts.some((part) => part.name === name))
    .map(({ name }) => ({ part: name, verdict: contract.rules.unknownPart, text: 'the document lists no such part' }));
  const reused = request.repeatedRefNumber
    ? [
        {
          part: 'refNumber',
          verdict: contract.rules.repeatedRefNumber,
          text: 'this tenant has used the refNumber before',
        },
      ]
    : [];
  const odd = parts.all.flatMap(({ name, oddity }): PartProblem[] =>
    oddity === undefined ? [] : [{ part: name, verdict: 'accepted', text: oddity }],
  );
  const swap = hintForSwap(
    { file: parts.file('img1'), look: request.looks.get('img1') },
    { file: parts.file('img2'), look: request.looks.get('img2') },
  );
  const swapped: PartProblem[] = swap
    ? [{ part: 'img1', verdict: 'accepted', text: 'seems to be the other picture', hint: swap }]
    : [];
  return [...listed, ...unlisted, ...odd, ...swapped, ...reused].map((found) => ({
    rule: 'parameters',
    section: '1',
    ...found,
  }));
}

type PartProblem = Pick<Violation, 'part' | 'verdict' | 'text' | 'hint'>;

function missing(part: Part, same: readonly ReceivedPart[], { contract, parts }: Judged): PartProblem[] {
  const verdict = contract.rules.missingPart;
  const wanted = part.picture ? 'file' : 'text';
  if (same.some(({ type }) => type === wanted)) return [];
  const [other] = same;
  if (other) {
    const hint = hintForText(other);
    const text = `came as ${other.type}; a ${wanted} part is expected`;
    return [{ part: part.name, verdict, text, ...(hint ? { hint } : {}) }];
  }
  if (!part.required) return [];
  const hint = hintForMissing(part.name, parts.all);
  return [{ part: part.name, verdict, text: 'is missing; it is required', ...(hint ? { hint } : {}) }];
}

function repeated(part: Part, same: readonly ReceivedPart[], { rules: { repeatedPart } }: Contract): PartProblem[] {
  if (same.length < 2) return [];
  const taken = repeatedPart === 'first' || repeatedPart === 'last';
  return [
    {
      part: part.name,
      verdict: taken ? 'accepted' : repeatedPart,
      text: `came ${same.length} times${taken ? `; the ${repeatedPart} one counts` : ''}`,
    },
  ];
}

function pictureProblems(name: string, limits: PictureLimits, { contract, parts }: Judged): PartProblem[] {
  const file = parts.file(name);
  if (!file) return [];
  if (file.bytes === 0) return [{ part: name, verdict: limits.onEmpty, text: 'the file is empty' }];
  return file.filename === undefined && limits.withoutFilename === 'refused'
    ? [{ part: name, verdict: contract.rules.missingPart, text: 'its part has no file name', hint: nameTheFile }]
    : [];
}

const nameTheFile = 'give the file a name, e.g. formData.append("img1", blob, "selfie.jpg")';

function textProblems(part: Part, { contract: { rules }, parts }: Judged): PartProblem[] {
  const value = parts.text(part.name);
  if (value === undefined) return [];
  if (part.required && value === '')
    return [{ part: part.name, verdict: rules.emptyPart, text: 'is empty; it is required' }];
  const asked = value !== '' || (!part.required && rules.emptyOptionalPart === 'as-value');
  const hint = hintForText({ type: 'text', name: part.name, value, declaredType: '' });
  if (part.pattern && asked && !part.pattern.test(value))
    return [
      {
        part: part.name,
        verdict: 'parameter-invalid',
        text: `does not match ${part.pattern.source}`,
        ...(hint ? { hint } : {}),
      },
    ];
  // Let pass, but said: a value in quotes is a value that no tenant has.
  return hint ? [{ part: part.name, verdict: 'accepted', text: 'looks wrong', hint }] : [];
}

type PictureProblem = Pick<Violation, 'verdict' | 'text' | 'hint'>;

/** Asks about every picture that is there, but for an empty one that is refused as such; the section is that of its table. */
function eachPicture(
  { contract, parts }: Judged,
  ask: (file: ReceivedFile, limits: PictureLimits) => readonly PictureProblem[],
): (PictureProblem & { readonly part: string; readonly section: string })[] {
  return contract.parts.flatMap(({ name, picture }) => {
    const file = picture && parts.file(name);
    if (!file || (file.bytes === 0 && picture.onEmpty !== 'accepted')) return [];
    return ask(file, picture).map((found) => ({ ...found, part: name, section: picture.section }));
  });
}

function formatProblems(file: ReceivedFile, limits: PictureLimits, look: Look | undefined): readonly PictureProblem[] {
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
        ...(file.filename === undefined || file.filename === 'blob' ? { hint: nameTheFile } : {}),
      },
    ];
  const otherPicture = !['jpeg', 'png', 'unknown', 'empty'].includes(file.sniffed);
  if ((rule === 'content' || rule === 'both') && otherPicture)
    return [{ verdict: limits.onWrongExtension, text: `the content is ${file.sniffed}; JPEG or PNG is expected` }];
  return look && !look.readable ? [{ verdict: limits.onUnreadable, text: look.reason }] : [];
}

function extensionOf(filename: string | undefined): string {
  return /\.[^./\\]*$/.exec(filename ?? '')?.[0] ?? '';
}

function dimensionProblems(limits: PictureLimits, look: Look | undefined): readonly PictureProblem[] {
  if (!look?.readable) return [];
  const { minimum, maximum, orientation, exif, minimumPixels, onTooSmall, onTooLarge } = limits;
  const seen = exif === 'applied' && look.turned ? { width: look.height, height: look.width } : look;
  // Held either way means: the longer side against the longer one of the limit.
  const upright = orientation === 'either' && seen.height > seen.width;
  const [width, height] = upright ? [seen.height, seen.width] : [seen.width, seen.height];
  const is = `${seen.width} x ${seen.height} pixels`;
  if (width < minimum.width || height < minimum.height)
    return [{ verdict: onTooSmall, text: `${is}; at least ${minimum.width} x ${minimum.height} are asked for` }];
  if (width > maximum.width || height > maximum.height)
    return [{ verdict: onTooLarge, text: `${is}; at most ${maximum.width} x ${maximum.height} are allowed` }];
  if (look.width * look.height < minimumPixels)
    return [{ verdict: onTooSmall, text: `${is} are fewer than ${minimumPixels} in all` }];
  return [];
}

function livenessProblems({ rules: { notLive } }: Contract, selfie: Look | undefined): readonly Violation[] {
  if (!selfie?.readable) return [];
  const at = { rule: 'liveness', part: 'img1', verdict: 'liveness-error', section: '3.1' } as const;
  const fault = faultOf('img1', selfie.sees);
  if (fault !== undefined) return [{ ...at, text: fault, hint: `simulated: ${selfie.basis}` }];
  return selfie.live || notLive === 'success' ? [] : [{ ...at, text: 'the selfie shows a picture of a person' }];
}

function comparisonProblems(
  { rules: { notMatched } }: Contract,
  selfie: Look | undefined,
  ktp: Look | undefined,
): readonly Violation[] {
  if (!ktp?.readable) return [];
  const at = { rule: 'face-compare', part: 'img2', verdict: 'face-compare-error', section: '3.2' } as const;
  const fault = faultOf('img2', ktp.sees);
  if (fault !== undefined) return [{ ...at, text: fault, hint: `simulated: ${ktp.basis}` }];
  return notMatched === 'success' || samePerson(selfie, ktp)
    ? []
    : [{ ...at, text: 'the pictures show different people' }];
}

/** Whether two looks are of one person. Pictures without a mark name nobody, and count as the same. */
export function samePerson(selfie: Look | undefined, ktp: Look | undefined): boolean {
  if (!selfie?.readable || !ktp?.readable) return true;
  return selfie.person === undefined || ktp.person === undefined || selfie.person === ktp.person;
}
