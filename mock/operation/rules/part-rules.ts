import type { Contract, FailureKind, OwnAnswerName, Part } from '../../../spec/index.js';
import type { ReadProblem } from '../../journal/received.js';
import { fileNameWordings } from '../../texts/file-name-wordings.js';
import { partWordings as words } from '../../texts/part-wordings.js';
import type { ContractPart } from '../multipart/count-parts.js';
import { hasFolders } from './file-name-hints.js';
import { hintForEmpty, hintForMissing, hintForSwap, hintForText, hintForUnlisted } from './hints.js';
import type { RuleInput } from './rule-input.js';
import type { WordedViolation } from './worded-violation.js';

/** Finds violations of the body as a whole. */
export function bodyProblems({ contract, problem, oddity }: RuleInput): WordedViolation[] {
  const odd: WordedViolation[] =
    oddity === undefined ? [] : [{ rule: 'parameters', outcome: 'accepted', text: oddity, section: '1' }];
  if (!problem) return odd;
  const { code, text, hint } = problem;
  const outcome = outcomeOf(code, contract);
  const ownAnswer = ownAnswersToBodies[code];
  return [
    ...odd,
    { rule: 'parameters', outcome, text, section: '1', ...(hint ? { hint } : {}), ...(ownAnswer ? { ownAnswer } : {}) },
  ];
}

function outcomeOf(code: ReadProblem['code'], { decisions }: Contract): FailureKind {
  switch (code) {
    case 'not-multipart':
      return decisions.wrongContentType.kind;
    case 'malformed':
      return decisions.malformedForm.kind;
    case 'too-large':
      return 'image-too-large';
    case 'too-many':
    case 'aborted':
      return 'parameter-invalid';
  }
}

const ownAnswersToBodies: Partial<Readonly<Record<ReadProblem['code'], OwnAnswerName>>> = {
  'not-multipart': 'wrongContentType',
  malformed: 'malformedForm',
  'too-large': 'tooManyBytes',
};

/** Finds violations of the parts: missing, repeated, unknown, empty, of the wrong type or with an invalid value. */
export function partProblems(request: RuleInput): WordedViolation[] {
  const { contract, parts } = request;
  // The whole body is rejected, so missing parts are not reported as well.
  if (request.problem?.code === 'not-multipart' || request.problem?.code === 'malformed') return [];
  const listed = contract.parts.flatMap((part) => {
    const same = parts.all.filter(({ name }) => name === part.name);
    return [
      ...missing(part, same, request),
      ...repeated(part, same, contract),
      ...(part.picture ? pictureProblems(part.name, request) : textProblems(part, request)),
    ];
  });
  const unlisted = parts.all
    .filter(({ name }) => !contract.parts.some((part) => part.name === name))
    .map(({ name, place }) => {
      const hint = hintForUnlisted(name, parts.all, contract);
      const text = words.unlisted;
      return {
        part: name,
        partIndex: place,
        outcome: contract.decisions.parts.unknown,
        text,
        ...(hint ? { hint } : {}),
      };
    });
  const reused = request.isRefNumberUsed
    ? [
        {
          ...at('refNumber', parts.textPart('refNumber')),
          outcome: contract.decisions.parts.repeatedRefNumber,
          text: words.refNumberUsed,
        },
      ]
    : [];
  const odd = parts.all.flatMap(({ name, place, oddity }): PartProblem[] =>
    oddity === undefined ? [] : [{ part: name, partIndex: place, outcome: 'accepted', text: oddity }],
  );
  return [...listed, ...unlisted, ...odd, ...betweenPictures(request), ...reused].map((found) => ({
    rule: 'parameters',
    section: '1',
    ...found,
  }));
}

/** Returns the place of a violation, if the part was sent. */
function at(name: string, part: ContractPart | undefined): Pick<WordedViolation, 'part' | 'partIndex'> {
  return { part: name, ...(part === undefined ? {} : { partIndex: part.place }) };
}

/** Finds violations that involve both pictures: they are identical, or swapped. */
function betweenPictures({ parts, inspections }: RuleInput): PartProblem[] {
  const [selfie, ktp] = [parts.file('img1'), parts.file('img2')];
  if (selfie && ktp && selfie.bytes > 0 && selfie.sha256 === ktp.sha256)
    return [{ ...at('img2', ktp), outcome: 'accepted', text: words.samePicture, hint: words.samePictureHint }];
  const hint = hintForSwap(
    { file: selfie, inspection: inspections.get('img1') },
    { file: ktp, inspection: inspections.get('img2') },
  );
  return hint ? [{ ...at('img1', selfie), outcome: 'accepted', text: words.otherPicture, hint }] : [];
}

type PartProblem = Pick<WordedViolation, 'part' | 'partIndex' | 'likelyPartIndex' | 'outcome' | 'text' | 'hint'>;

function missing(part: Part, same: readonly ContractPart[], { contract, parts }: RuleInput): PartProblem[] {
  const outcome = contract.decisions.parts.missing;
  const wanted = part.picture ? 'file' : 'text';
  if (same.some(({ type }) => type === wanted)) return [];
  const [other] = same;
  if (other) {
    const hint = hintForText(other);
    const text = words.sentAsOther({ sent: words[other.type], wanted: words[wanted] });
    return [{ ...at(part.name, other), outcome, text, ...(hint ? { hint } : {}) }];
  }
  if (!part.required || isLeftToCredentials(part.name, contract)) return [];
  const found = hintForMissing(part.name, parts.all, contract);
  return [
    {
      part: part.name,
      outcome,
      text: words.missing,
      ...(found ? { hint: found.hint } : {}),
      ...(found?.likely ? { likelyPartIndex: found.likely.place } : {}),
    },
  ];
}

/** Whether the rule `credentials` judges an absent part. */
function isLeftToCredentials(name: string, { decisions }: Contract): boolean {
  return decisions.credentials.missing === 'as-wrong-value' && credentialParts.has(name);
}

const repeatedWords = { first: words.firstCounts, last: words.lastCounts };

function repeated(part: Part, same: readonly ContractPart[], { decisions }: Contract): PartProblem[] {
  if (same.length < 2) return [];
  const which = decisions.parts.repeated;
  const isAccepted = which === 'first' || which === 'last';
  return [
    {
      part: part.name,
      outcome: isAccepted ? 'accepted' : which,
      text: (isAccepted ? repeatedWords[which] : words.repeated)({ times: same.length }),
    },
  ];
}

function pictureProblems(name: string, { contract: { decisions }, parts }: RuleInput): PartProblem[] {
  const file = parts.file(name);
  if (!file) return [];
  if (file.bytes === 0)
    return [
      {
        ...at(name, file),
        outcome: decisions.pictures.emptyFile,
        text: words.emptyFile,
        hint: hintForEmpty(file),
      },
    ];
  if (file.filename === undefined && decisions.pictures.withoutFilename === 'refused') {
    const outcome = decisions.parts.missing;
    return [{ ...at(name, file), outcome, text: words.noFileName, hint: fileNameWordings.giveNameHint }];
  }
  // Accepted with a note: some servers remove folders, some do not.
  return hasFolders(file.filename)
    ? [
        {
          ...at(name, file),
          outcome: 'accepted',
          text: words.folders,
          hint: words.foldersHint,
        },
      ]
    : [];
}

/** The two values that identify a tenant. */
const credentialParts: ReadonlySet<string> = new Set(['key', 'tenant_code']);

function textProblems(part: Part, { contract: { decisions }, parts, tenant }: RuleInput): PartProblem[] {
  const received = parts.textPart(part.name);
  if (!received) return [];
  const { value } = received;
  const where = at(part.name, received);
  if (part.required && value === '')
    return [{ ...where, outcome: decisions.parts.empty, text: words.emptyText, hint: words.noValueHint }];
  const isChecked = value !== '' || (!part.required && decisions.parts.emptyOptional === 'as-value');
  // A tenant's configured values are right, however odd.
  const hint = tenant && credentialParts.has(part.name) ? undefined : hintForText(received);
  const optionalHint = hint ? { hint } : {};
  if (part.pattern && isChecked && !part.pattern.test(value))
    return [
      {
        ...where,
        outcome: 'parameter-invalid',
        text: words.noMatch({ pattern: part.pattern.source }),
        ...optionalHint,
      },
    ];
  // Accepted with a note: no tenant has a value in quotes, for example.
  return hint ? [{ ...where, outcome: 'accepted', text: words.probablyWrong, hint }] : [];
}
