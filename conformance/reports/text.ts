import type { TestCase } from '../cases/case.js';
import type { CaseResult, Verdict } from '../evidence/verdict.js';
import { createCaseLine, verdictSigns } from './case-lines.js';
import { causeLines, type LineStyle, nameCases } from './cause-lines.js';
import { describeDoubleCharges } from './double-charges.js';
import { explanationLines } from './explanation-lines.js';
import { groupBy } from './group-by.js';
import { describeKnownFailureProblem } from './known-failure-problem.js';
import { countOf, labelled, labelledWidth, wrap } from './layout.js';
import { readingLines } from './reading-lines.js';
import type { RunInfo, RunReport } from './run-report.js';
import { escapeInvisible } from './visible-text.js';

/** Formats a run for the terminal: its head, a line for each case, and at the end what is to be said of all of them. */
export interface TextReporter {
  /** The lines before the first case: what is judged, by what, and what it may cost. */
  readonly start: (about: Pick<RunInfo, 'direction' | 'subject' | 'profile' | 'plan'>) => readonly string[];
  /** The line of one result. Undefined for a case that the run did not finish: the last lines count these. */
  readonly result: (result: CaseResult) => string | undefined;
  /** The lines behind the last case. */
  readonly end: (report: RunReport, profileFile: string) => readonly string[];
}

/** Creates a reporter of a run of these cases. */
export function createTextReporter(cases: readonly TestCase[], style: LineStyle): TextReporter {
  const caseLine = createCaseLine(cases, style.columns, style.paint);
  return {
    start: (about) => [...headLines(about, style), ''],
    result: (result) => (result.cutShort ? undefined : caseLine(result)),
    end: (report, profileFile) =>
      [
        readingLines(report.readings, style),
        ...report.causes.map((cause) => causeLines(cause, report.explanation, style)),
        doubleChargeLines(report, style),
        ...remarkBlocks(report.results, style),
        noteLines(report, style),
        knownFailureLines(report, style),
        report.explanation ? explanationLines(report.explanation, profileFile, style) : [],
        totalLines(report, cases.length, style),
      ]
        .filter((block) => block.length > 0)
        .flatMap((block) => ['', ...block]),
  };
}

function headLines(
  { direction, subject, profile, plan }: Parameters<TextReporter['start']>[0],
  { columns }: LineStyle,
): readonly string[] {
  const { cases, sent, mayBeCharged } = plan;
  const calls = countOf(sent, 'call');
  const cost =
    direction === 'client'
      ? 'free: the client talks to a mock on this machine'
      : mayBeCharged === 0
        ? `free: ${calls}, none of which is charged`
        : `${calls}, of which at most ${mayBeCharged} may be charged`;
  const lines: readonly (readonly [string, string])[] = [
    [direction === 'server' ? 'Server' : 'Client', escapeInvisible(subject)],
    ['Profile', profile],
    ['Cases', sent === cases ? String(cases) : `${cases}, ${cases - sent} of them skipped`],
    ['Cost', cost],
  ];
  return lines.flatMap(([label, value]) =>
    wrap(value, columns - 9).map((line, at) => `${(at === 0 ? label : '').padEnd(9)}${line}`),
  );
}

/** Failures of the kit, remarks on cases, and why cases are skipped, each once with the cases that it concerns. */
function remarkBlocks(results: readonly CaseResult[], { columns, paint }: LineStyle): readonly (readonly string[])[] {
  const errors = results
    .filter(({ verdict }) => verdict === 'error')
    .map((result) => ({ result, text: result.reason ?? '' }));
  const notes = results.flatMap((result) => (result.notes ?? []).map((text) => ({ result, text })));
  const blocks = (remarks: typeof errors, word: string, verdict: Verdict): readonly (readonly string[])[] =>
    groupBy(remarks, ({ text }) => text).map((group) => {
      const [sign, colour] = verdictSigns[verdict];
      return [
        paint(colour, `${sign} ${countOf(group.length, 'case')} ${word}`),
        ...labelled('why', wrap(escapeInvisible(group[0]?.text ?? ''), labelledWidth(columns))),
        ...labelled(
          group.length === 1 ? 'case' : 'cases',
          wrap(nameCases(group.map(({ result }) => result.case.id)), labelledWidth(columns)),
        ),
      ];
    });
  // The line of a case may cut its reason off.
  const skips = results
    .filter(({ verdict, cutShort }) => verdict === 'skipped' && !cutShort)
    .map((result) => ({ result, text: result.reason ?? '' }));
  return [
    ...blocks(errors, 'with an error of the kit', 'error'),
    ...blocks(notes, 'with a note', 'skipped'),
    ...blocks(skips, 'skipped', 'skipped'),
  ];
}

/** Remarks that belong to no case. */
function noteLines({ info: { notes = [] } }: RunReport, { columns, paint }: LineStyle): readonly string[] {
  const [sign, colour] = verdictSigns.skipped;
  return notes.flatMap((note) =>
    wrap(`note: ${escapeInvisible(note)}`, columns - 2).map((line, at) =>
      paint(colour, at === 0 ? `${sign} ${line}` : `  ${line}`),
    ),
  );
}

/** What the client's repeated requests would have cost. */
function doubleChargeLines({ doubleCharges }: RunReport, { columns, paint }: LineStyle): readonly string[] {
  if (doubleCharges === undefined) return [];
  const [sign, colour] = verdictSigns.failed;
  return wrap(describeDoubleCharges(doubleCharges), columns - 2).map((line, at) =>
    paint(colour, at === 0 ? `${sign} ${line}` : `  ${line}`),
  );
}

/** What is known to fail, by its reason, and the entries of the file that do not hold. */
function knownFailureLines({ results, knownFailures }: RunReport, { columns, paint }: LineStyle): readonly string[] {
  const accepted = results.flatMap(({ case: { id }, checks }) =>
    checks.flatMap(({ known }) => (known ? [{ id, ...known }] : [])),
  );
  const [sign, colour] = verdictSigns.known;
  const groups = groupBy(accepted, ({ owner, reason, expires }) => JSON.stringify([owner, reason, expires]));
  return [
    ...groups.flatMap((group) => {
      const ids = [...new Set(group.map(({ id }) => id))];
      const { owner = '', reason = '', expires = '' } = group[0] ?? {};
      return [
        paint(colour, `${sign} ${countOf(ids.length, 'case')} with a known failure`),
        ...labelled('why', wrap(escapeInvisible(reason), labelledWidth(columns))),
        ...labelled('owner', wrap(escapeInvisible(`${owner}, until ${expires}`), labelledWidth(columns))),
        ...labelled(ids.length === 1 ? 'case' : 'cases', wrap(nameCases(ids), labelledWidth(columns))),
      ];
    }),
    ...(knownFailures?.problems ?? []).flatMap((problem) =>
      wrap(describeKnownFailureProblem(knownFailures?.file ?? '', problem), columns - 2).map((line, at) =>
        paint('red', at === 0 ? `${verdictSigns.failed[0]} ${line}` : `  ${line}`),
      ),
    ),
  ];
}

function totalLines({ summary, info }: RunReport, total: number, { columns, paint }: LineStyle): readonly string[] {
  const words = (Object.keys(verdictSigns) as Verdict[])
    .filter((verdict) => verdict === 'passed' || summary[verdict] > 0)
    .map((verdict) => paint(verdictSigns[verdict][1], `${summary[verdict]} ${verdict}`));
  return [
    ...(info.cutShort === undefined
      ? []
      : wrap(`Cut short: ${info.cutShort}.`, columns).map((line) => paint('red', line))),
    `${countOf(total, 'case')}: ${words.join(', ')} in ${(info.durationMs / 1000).toFixed(1)} s`,
  ];
}
