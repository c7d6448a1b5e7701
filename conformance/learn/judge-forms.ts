import { createChecker, decisions as decisionTable, livenessErrorText, type ProfilePath } from '../../spec/index.js';
import { type Contradiction, type Finding, type Findings, groupAnswers } from './findings.js';
import { isSameValue, type ShownDecision } from './forms.js';
import { caseIdsOf } from './seen-answer.js';

const textPath = 'answers.texts.liveness-error';
const wordingPath = 'answers.livenessErrorText';

/** Judges what the answers show of every decision on the form of answers. */
export function judgeForms(shown: readonly ShownDecision[]): Findings {
  const found: Finding[] = [];
  const contradictions: Contradiction[] = [];
  const undecided = new Map<ProfilePath, string>();
  const texts = shown.filter(({ path }) => path === textPath);
  const wording = judgeWording(texts);
  found.push(...wording.found);
  const paths = new Set(shown.map(({ path }) => path));
  for (const path of paths) {
    // Parts of the printed text are no texts of a server's own.
    const own =
      path === textPath && wording.isCombined ? texts.filter(isWhole) : shown.filter((one) => one.path === path);
    const [first, ...others] = own;
    if (!first) continue;
    const answers = own.map(({ answer }) => answer);
    if (others.some(({ value }) => !isSameValue(first, value, first.value)))
      contradictions.push({
        path,
        says: groupAnswers(own.map(({ value, answer }) => ({ value: valueInWords(value), answer }))),
      });
    else if (isMasked(first.value))
      undecided.set(
        path,
        `the report masks a part of ${valueInWords(first.value)}, which is not what the server sends`,
      );
    else if (isAllowed(path, first.value)) found.push({ path, value: first.value, answers });
    else undecided.set(path, `the answers have ${valueInWords(first.value)}, which a profile cannot express`);
  }
  return { found, contradictions, undecided };
}

/** Whether the liveness error has always one text, or only the parts of the printed one that apply. */
function judgeWording(texts: readonly ShownDecision[]): { readonly found: readonly Finding[]; isCombined: boolean } {
  const valuesOf = (shown: readonly ShownDecision[]): ReadonlySet<unknown> => new Set(shown.map(({ value }) => value));
  const answers = texts.map(({ answer }) => answer);
  const whole = texts.filter(isWhole);
  const parts = texts.filter((text) => !isWhole(text));
  // Two different parts, or a part and the printed text: a server that composes its text has no other for the whole.
  const isComposed =
    valuesOf(parts).size > 1 || (parts.length > 0 && whole.some(({ value }) => value === livenessErrorText));
  if (isComposed && valuesOf(whole).size < 2)
    return { found: [{ path: wordingPath, value: 'combined', answers }], isCombined: true };
  const isFixed = valuesOf(texts).size === 1 && caseIdsOf(answers).length > 1;
  return { found: isFixed ? [{ path: wordingPath, value: 'fixed', answers }] : [], isCombined: false };
}

/** Whether a text is more than some of the parts of the printed one. */
function isWhole({ value }: ShownDecision): boolean {
  const printed = partsOf(livenessErrorText);
  const parts = typeof value === 'string' ? partsOf(value) : [];
  return parts.length >= printed.length || !parts.every((part) => printed.includes(part));
}

function partsOf(text: string): readonly string[] {
  return text.split(';').map((part) => part.trim());
}

/** A report masks keys and NIKs. */
function isMasked(value: unknown): boolean {
  return typeof value === 'string' && value.includes('***');
}

/** Whether a profile can have a value, and a reader can copy it from a terminal. */
function isAllowed(path: ProfilePath, value: unknown): boolean {
  const { problems } = createChecker(decisionTable[path].schema, { name: path });
  return problems(value).length === 0 && !(typeof value === 'string' && /\p{Cc}|\p{Cf}/u.test(value));
}

/** A value of a body in one line, cut off where it is long. */
export function valueInWords(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
