import { createPaint, exitCodes } from '../../spec/index.js';
import type { ObservedReading } from '../evidence/readings.js';
import type { Verdict } from '../evidence/verdict.js';
import { verdictSigns } from './case-lines.js';
import { nameCases } from './cause-lines.js';
import { type Cause, headlineOf } from './causes.js';
import { describeDoubleCharges } from './double-charges.js';
import { explanationLines } from './explanation-lines.js';
import { describeKnownFailureProblem } from './known-failure-problem.js';
import { countOf } from './layout.js';
import { markdownCode, markdownText } from './markdown.js';
import { placeOf } from './places.js';
import type { RunReport } from './run-report.js';
import { visibleText } from './visible-text.js';

/** The most causes that a summary shows. GitHub refuses a summary over 1 MiB. */
const maxCauses = 50;
/** Examples that a check of a cause shows. */
const maxExamples = 3;

/** Formats a run as Markdown: a table of the verdicts, the causes of what is not passed, and the readings. */
export function toStepSummary(report: RunReport, profileFile: string): string {
  const { info, summary, exit, causes, readings, doubleCharges, knownFailures, explanation } = report;
  const verdicts = (Object.keys(verdictSigns) as Verdict[]).filter(
    (verdict) => verdict !== 'known' || summary.known > 0,
  );
  const more = causes.length - maxCauses;
  return [
    `## ${info.direction === 'server' ? 'Server' : 'Client'} conformance: ${signOf(exit.code)} ${markdownText(exit.reason)}`,
    '',
    `${markdownCode(info.subject)}, profile ${markdownCode(info.profile)}, ${countOf(info.plan.cases, 'case')} in ${(info.durationMs / 1000).toFixed(1)} s`,
    '',
    `| ${verdicts.map((verdict) => `${verdictSigns[verdict][0]} ${verdict}`).join(' | ')} |`,
    `| ${verdicts.map(() => '---:').join(' | ')} |`,
    `| ${verdicts.map((verdict) => summary[verdict]).join(' | ')} |`,
    '',
    ...causes.slice(0, maxCauses).flatMap(causeBlock),
    ...(doubleCharges ? [markdownText(describeDoubleCharges(doubleCharges)), ''] : []),
    ...(more > 0 ? [`${countOf(more, 'more cause')}: see the log of this step.`, ''] : []),
    ...(knownFailures && knownFailures.problems.length > 0
      ? [
          '### Known failures that do not hold',
          '',
          ...knownFailures.problems
            .slice(0, maxCauses)
            .map((entry) => `- ${markdownText(describeKnownFailureProblem(knownFailures.file, entry))}`),
          '',
        ]
      : []),
    ...(explanation
      ? [
          '### What explains it',
          '',
          ...fenced(
            explanationLines(explanation, profileFile, { columns: 100, paint: createPaint(false) }).join('\n'),
            'text',
          ),
          '',
        ]
      : []),
    ...readingTable(readings),
    '',
  ].join('\n');
}

function signOf(code: number): string {
  if (code === exitCodes.passed) return verdictSigns.passed[0];
  return verdictSigns[code === exitCodes.inconclusive ? 'inconclusive' : 'failed'][0];
}

function causeBlock(cause: Cause): readonly string[] {
  return [
    `### ${verdictSigns[cause.outcome][0]} ${markdownText(headlineOf(cause))}`,
    '',
    ...cause.checks.flatMap(({ id, title, examples, sources }) => [
      `${markdownCode(id)}: ${markdownText(title)}. Document: ${markdownText(placeOf(sources))}`,
      '',
      ...examples
        .slice(0, maxExamples)
        .flatMap(({ expected, actual }) => [
          ...fenced(`expected  ${visibleText(expected)}\nactual    ${visibleText(actual)}`, 'text'),
          '',
        ]),
    ]),
    `Cases: ${markdownText(nameCases(cause.results.map(({ case: { id } }) => id)))}`,
    '',
  ];
}

function readingTable(readings: readonly ObservedReading[]): readonly string[] {
  if (readings.length === 0) return [];
  return [
    '<details><summary>What the answers show of the open questions</summary>',
    '',
    '| question | reading | |',
    '| --- | --- | --- |',
    ...readings.map(
      ({ ambiguity, question, description, matchesProfile }) =>
        `| ${markdownCode(ambiguity)}: ${markdownText(question)} | ${markdownText(description)} | ${matchesProfile ? '' : 'not as the profile assumes'} |`,
    ),
    '',
    '</details>',
  ];
}

/** A block of code whose fence is longer than any in it. */
function fenced(text: string, language: string): readonly string[] {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, text, fence];
}
