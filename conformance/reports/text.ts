import { styleText } from 'node:util';
import { ambiguities, requirements } from '../../spec/index.js';
import type { CheckResult, CheckSource } from '../checks/check.js';
import type { ObservedReading } from '../evidence/readings.js';
import type { CaseResult, Summary, Verdict } from '../evidence/verdict.js';

/** The sign and the colour of each verdict. The sign alone identifies the verdict. */
const signs: Readonly<Record<Verdict, readonly [string, Parameters<typeof styleText>[0]]>> = {
  passed: ['✔', 'green'],
  failed: ['✖', 'red'],
  inconclusive: ['?', 'yellow'],
  error: ['!', 'magenta'],
  skipped: ['-', 'gray'],
};

/** Formats the results of a run for the terminal. */
export interface TextReporter {
  /** The lines of one result. Empty for a case that the run did not finish because it was cut short. */
  readonly result: (result: CaseResult) => readonly string[];
  /** The readings that differ from the register's defaults. Empty when none does. */
  readonly readings: (readings: readonly ObservedReading[]) => readonly string[];
  /** The totals, after the reason when the run was cut short. */
  readonly end: (summary: Summary, durationMs: number, cutShort?: string) => string;
}

/** Creates a reporter for `total` cases. */
export function createTextReporter(total: number, colour: boolean): TextReporter {
  const paint = (style: Parameters<typeof styleText>[0], text: string): string =>
    colour ? styleText(style, text, { validateStream: false }) : text;
  const width = String(total).length;
  let count = 0;
  return {
    result: (result) => {
      // The last line counts these cases.
      if (result.cutShort) return [];
      const [sign, style] = signs[result.verdict];
      const number = String(++count).padStart(width);
      const time = result.verdict === 'skipped' ? '' : paint('gray', ` (${result.durationMs} ms)`);
      const reason = result.reason === undefined ? '' : `: ${result.reason}`;
      return [
        `${paint('gray', `${number}/${total}`)} ${paint(style, `${sign} ${result.case.id}`)}  ${result.case.title}${reason}${time}`,
        ...result.checks.filter(({ outcome }) => outcome !== 'passed').flatMap(checkLines),
        ...(result.notes ?? []).map((note) => `      note: ${note}`),
        ...(result.verdict === 'failed' || result.verdict === 'inconclusive' ? reproduceLines(result) : []),
      ];
    },
    readings: (readings) => {
      const different = readings.filter(({ matchesProfile }) => !matchesProfile);
      if (different.length === 0) return [];
      const lines = different.map(
        ({ ambiguity, question, description }) => `  ${ambiguity}: ${question}\n    observed: ${description}`,
      );
      return ['', 'Open in the document, and different from what the profile assumes:', ...lines];
    },
    end: (summary, durationMs, cutShort) => {
      const words = (Object.keys(signs) as Verdict[])
        .filter((verdict) => verdict === 'passed' || summary[verdict] > 0)
        .map((verdict) => paint(signs[verdict][1], `${summary[verdict]} ${verdict}`));
      const cut = cutShort === undefined ? '' : `${paint('red', `Cut short: ${cutShort}.`)}\n`;
      return `${cut}${total} ${total === 1 ? 'case' : 'cases'}: ${words.join(', ')} in ${(durationMs / 1000).toFixed(1)} s`;
    },
  };
}

function checkLines({ id, title, outcome, expected = '', actual = '', source }: CheckResult): readonly string[] {
  return [
    `      ${outcome} check ${id}: ${title}`,
    `        expected  ${indented(expected)}`,
    `        actual    ${indented(actual)}`,
    `        document  ${formatSource(source)}`,
  ];
}

function reproduceLines({ reproduce }: CaseResult): readonly string[] {
  return reproduce === undefined ? [] : ['      send it again:', `        ${reproduce}`];
}

/** The places in the document that a check comes from. */
export function formatSource(source: CheckSource): string {
  if ('ambiguity' in source) {
    const ambiguity = ambiguities.find(({ id }) => id === source.ambiguity);
    return ambiguity
      ? `leaves it open (section ${ambiguity.section}, ${ambiguity.row}): ${ambiguity.question} [${ambiguity.id}]`
      : `leaves it open [${source.ambiguity}]`;
  }
  const places = source.requirements.flatMap((id) => {
    const found = requirements.find((requirement) => requirement.id === id);
    return found ? [`section ${found.section}, ${found.row}`] : [];
  });
  return `${[...new Set(places)].join('; ')} [${source.requirements.join(', ')}]`;
}

function indented(text: string): string {
  return text.replaceAll('\n', `\n${' '.repeat(18)}`);
}
