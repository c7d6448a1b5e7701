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
    else if (isAllowed(path, first.value)) found.push({ path, value: first.value, answers });
    else undecided.set(path, `the answers have ${valueInWords(first.value)}, which a profile cannot express`);
  }
  return { found, contradictions, undecided };
}

/** Whether the liveness error has always one text, or only the parts of the printed one that apply. */
function judgeWording(texts: readonly ShownDecision[]): { readonly found: readonly Finding[]; isCombined: boolean } {
  const different = new Set(texts.map(({ value }) => value));
  const answers = texts.map(({ answer }) => answer);
  if (different.size > 1 && texts.every(({ value }) => isOfPrintedParts(value)))
    return { found: [{ path: wordingPath, value: 'combined', answers }], isCombined: true };
  const isFixed = different.size === 1 && caseIdsOf(answers).length > 1;
  return { found: isFixed ? [{ path: wordingPath, value: 'fixed', answers }] : [], isCombined: false };
}

function isOfPrintedParts(text: unknown): boolean {
  const printed = partsOf(livenessErrorText);
  return typeof text === 'string' && partsOf(text).every((part) => printed.includes(part));
}

function isWhole({ value }: ShownDecision): boolean {
  return typeof value === 'string' && partsOf(value).length === partsOf(livenessErrorText).length;
}

function partsOf(text: string): readonly string[] {
  return text.split(';').map((part) => part.trim());
}

/** Whether a profile can have a value, and a reader can copy it. A report masks secrets, so a masked text is not the server's. */
function isAllowed(path: ProfilePath, value: unknown): boolean {
  const { problems } = createChecker(decisionTable[path].schema, { name: path });
  const isText = typeof value === 'string';
  return problems(value).length === 0 && !(isText && (/\p{Cc}|\p{Cf}/u.test(value) || value.includes('***')));
}

/** A value of a body in one line, cut off where it is long. */
export function valueInWords(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
