import type { Contract, Part } from '../../../spec/index.js';
import type { Violation } from '../../journal/violation.js';
import type { ContractPart } from '../multipart/count-parts.js';
import { hasFolders, hintForFileName } from './file-name-hints.js';
import { hintForEmpty, hintForMissing, hintForSame, hintForSwap, hintForText, hintForUnlisted } from './hints.js';

import type { RuleInput } from './rule-input.js';

/** What is wrong with the body as a whole. */
export function bodyProblems({ contract, problem, oddity }: RuleInput): Violation[] {
  const odd: Violation[] =
    oddity === undefined ? [] : [{ rule: 'parameters', verdict: 'accepted', text: oddity, section: '1' }];
  if (!problem) return odd;
  const { code, text, hint } = problem;
  const verdict =
    code === 'not-multipart'
      ? contract.decisions.wrongContentType.kind
      : code === 'too-large'
        ? 'image-too-large'
        : 'parameter-invalid';
  return [...odd, { rule: 'parameters', verdict, text, section: '1', ...(hint ? { hint } : {}) }];
}

/** What is wrong with the parts: missing, repeated, unknown, empty, of the wrong type or with a value that cannot be. */
export function partProblems(request: RuleInput): Violation[] {
  const { contract, parts } = request;
  // Nothing of the body counts, so nothing is missing in it: what is wrong with it as a whole has been said.
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
      const text = 'the document lists no such part';
      return { part: name, place, verdict: contract.decisions.parts.unknown, text, ...(hint ? { hint } : {}) };
    });
  const reused = request.repeatedRefNumber
    ? [
        {
          ...at('refNumber', parts.textPart('refNumber')),
          verdict: contract.decisions.parts.repeatedRefNumber,
          text: 'this tenant has used the refNumber before',
        },
      ]
    : [];
  const odd = parts.all.flatMap(({ name, place, oddity }): PartProblem[] =>
    oddity === undefined ? [] : [{ part: name, partIndex: place, verdict: 'accepted', text: oddity }],
  );
  return [...listed, ...unlisted, ...odd, ...betweenPictures(request), ...reused].map((found) => ({
    rule: 'parameters',
    section: '1',
    ...found,
  }));
}

/** Where a violation is, as far as the part came. */
function at(name: string, part: ContractPart | undefined): Pick<Violation, 'part' | 'partIndex'> {
  return { part: name, ...(part === undefined ? {} : { partIndex: part.place }) };
}

/** What only shows when both pictures are looked at: they are one and the same, or have changed places. */
function betweenPictures({ parts, inspections }: RuleInput): PartProblem[] {
  const [selfie, ktp] = [parts.file('img1'), parts.file('img2')];
  if (selfie && ktp && selfie.bytes > 0 && selfie.sha256 === ktp.sha256)
    return [{ ...at('img2', ktp), verdict: 'accepted', text: 'is the same picture as img1', hint: hintForSame }];
  const hint = hintForSwap(
    { file: selfie, inspection: inspections.get('img1') },
    { file: ktp, inspection: inspections.get('img2') },
  );
  return hint ? [{ ...at('img1', selfie), verdict: 'accepted', text: 'seems to be the other picture', hint }] : [];
}

const hintForNoValue = 'what it is filled from is not set: an environment variable, a setting, a field of the form';

type PartProblem = Pick<Violation, 'part' | 'partIndex' | 'verdict' | 'text' | 'hint'>;

function missing(part: Part, same: readonly ContractPart[], { contract, parts }: RuleInput): PartProblem[] {
  const verdict = contract.decisions.parts.missing;
  const wanted = part.picture ? 'file' : 'text';
  if (same.some(({ type }) => type === wanted)) return [];
  const [other] = same;
  if (other) {
    const hint = hintForText(other);
    const text = `came as ${other.type}; a ${wanted} part is expected`;
    return [{ ...at(part.name, other), verdict, text, ...(hint ? { hint } : {}) }];
  }
  if (!part.required) return [];
  const hint = hintForMissing(part.name, parts.all, contract);
  return [{ part: part.name, verdict, text: 'is missing; it is required', ...(hint ? { hint } : {}) }];
}

function repeated(part: Part, same: readonly ContractPart[], { decisions }: Contract): PartProblem[] {
  if (same.length < 2) return [];
  const which = decisions.parts.repeated;
  const taken = which === 'first' || which === 'last';
  return [
    {
      part: part.name,
      verdict: taken ? 'accepted' : which,
      text: `came ${same.length} times${taken ? `; the ${which} one counts` : ''}`,
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
        verdict: decisions.pictures.emptyFile,
        text: 'the file is empty',
        hint: hintForEmpty(file),
      },
    ];
  if (file.filename === undefined && decisions.pictures.withoutFilename === 'refused') {
    const verdict = decisions.parts.missing;
    return [{ ...at(name, file), verdict, text: 'its part has no file name', hint: hintForFileName }];
  }
  // Let pass, but said: some servers cut the folders off, some do not.
  return hasFolders(file.filename)
    ? [
        {
          ...at(name, file),
          verdict: 'accepted',
          text: 'its file name holds folders',
          hint: 'send the name alone: folders may name a person, and servers differ in what they make of them',
        },
      ]
    : [];
}

/** The two values that a tenant is known by. */
const credentialParts: ReadonlySet<string> = new Set(['key', 'tenant_code']);

function textProblems(part: Part, { contract: { decisions }, parts, tenant }: RuleInput): PartProblem[] {
  const came = parts.textPart(part.name);
  if (!came) return [];
  const { value } = came;
  const where = at(part.name, came);
  if (part.required && value === '')
    return [{ ...where, verdict: decisions.parts.empty, text: 'is empty; it is required', hint: hintForNoValue }];
  const asked = value !== '' || (!part.required && decisions.parts.emptyOptional === 'as-value');
  // Whatever a tenant's own values are like, they are right.
  const hint = tenant && credentialParts.has(part.name) ? undefined : hintForText(came);
  const told = hint ? { hint } : {};
  if (part.pattern && asked && !part.pattern.test(value))
    return [{ ...where, verdict: 'parameter-invalid', text: `does not match ${part.pattern.source}`, ...told }];
  // Let pass, but said: a value in quotes is a value that no tenant has.
  return hint ? [{ ...where, verdict: 'accepted', text: 'looks wrong', hint }] : [];
}
