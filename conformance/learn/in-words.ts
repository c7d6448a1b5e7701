import { isDeepStrictEqual } from 'node:util';
import type { Contradiction, Finding, UnexplainedAnswer } from './findings.js';
import { valueInWords } from './judge-forms.js';
import { documentedValue, type Learned, type UnobservedDecision } from './learn.js';
import { lastDayOf, runNamesOf } from './read-runs.js';
import { caseIdsOf, type SeenAnswer } from './seen-answer.js';

/**
 * Describes what was learned, one line each: what differs from the document, what is as documented, and what is not known.
 * `beyond`: what no profile can have, in words.
 */
export function describeLearned(
  { observed, contradictions, unobserved, unexplained }: Learned,
  beyond: readonly string[] = [],
): readonly string[] {
  const differing = observed.filter(({ path, value }) => !isDeepStrictEqual(value, documentedValue(path)));
  const confirmed = observed.filter((finding) => !differing.includes(finding));
  return [
    ...section('Observed, other than documented', differing.flatMap(describeFinding)),
    ...section('Observed, as documented', confirmed.flatMap(describeFinding)),
    ...section('Contradictory, left as documented', contradictions.flatMap(describeContradiction)),
    ...section('Not observed, left as documented', unobserved.map(describeUnobserved)),
    ...section('Observed, but in no profile, so the mock does not repeat it', beyond),
    ...section('Answers that no decision explains', unexplained.map(describeUnexplained)),
  ];
}

/** Ids of the cases of answers, the first few by name. */
export function casesInWords(answers: readonly SeenAnswer[], most = 4): string {
  const ids = caseIdsOf(answers);
  const shown = ids.slice(0, most).join(', ');
  return ids.length > most ? `${shown} and ${ids.length - most} more` : shown;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`${title}:`, ...lines.map((line) => `  ${line}`), ''];
}

function describeFinding({ path, value, answers, note }: Finding): readonly string[] {
  const times = `${answers.length} ${answers.length === 1 ? 'answer' : 'answers'}`;
  return [
    `${path}: ${valueInWords(value)}  ${times} until ${lastDayOf(answers)}`,
    ...(note === undefined ? [] : [`  ${note}`]),
  ];
}

function describeContradiction({ path, about, says }: Contradiction): readonly string[] {
  return [
    `${path}${about === undefined ? '' : `, ${about}`}:`,
    ...says.map(({ value, answers }) => `  ${value}: ${casesInWords(answers)} (${runNamesOf(answers).join(', ')})`),
  ];
}

function describeUnobserved({ path, reason }: UnobservedDecision): string {
  return `${path}: ${valueInWords(documentedValue(path))}  ${reason}`;
}

function describeUnexplained({ answer, demanded, reason }: UnexplainedAnswer): string {
  return `${answer.case.id}: HTTP ${answer.status}, expected ${demanded}, ${reason} (${runNamesOf([answer]).join()})`;
}
