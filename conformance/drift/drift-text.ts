import type { Style } from '../../spec/index.js';
import type { LineStyle } from '../reports/cause-lines.js';
import { nameCases } from '../reports/cause-lines.js';
import { countOf, wrap } from '../reports/layout.js';
import { escapeInvisible } from '../reports/visible-text.js';
import { type Drift, hasDrift, type RunDifference } from './difference.js';
import type { DriftClass } from './rules.js';
import { aboutRun, runsOf } from './run-lines.js';

/** The sign and the colour of each class. */
export const classSigns: Readonly<Record<DriftClass, readonly [sign: string, style: Style]>> = {
  breaking: ['✖', 'red'],
  additive: ['+', 'yellow'],
  noise: ['~', 'gray'],
};

/** The columns before the sentence of a difference: the sign and the class. */
const margin = 13;

/** Formats a drift for the terminal: the runs, one sentence for each difference with its cases, and the counts. */
export function driftLines(drift: Drift, { columns, paint }: LineStyle): readonly string[] {
  const { warnings, differences, compared, counts, exit } = drift;
  return [
    ...runsOf(drift).flatMap(([label, run]) => hanging(label, 10, aboutRun(run), columns)),
    ...warnings.flatMap((warning) => hanging('Warning', 10, warning, columns)).map((line) => paint('yellow', line)),
    '',
    ...differences.flatMap((difference) => [...differenceLines(difference, { columns, paint }), '']),
    ...wrap(
      `${countOf(compared, 'case')} compared: ${counts.breaking} breaking, ${counts.additive} additive, ${counts.noise} noise`,
      columns,
    ),
    paint(hasDrift(drift) ? 'red' : exit.code === 0 ? 'green' : 'yellow', exit.reason),
  ];
}

function differenceLines(difference: RunDifference, { columns, paint }: LineStyle): readonly string[] {
  const [sign, style] = classSigns[difference.class];
  const [first = '', ...others] = hanging(`${sign} ${difference.class}`, margin, `${difference.sentence}.`, columns);
  return [
    paint(style, first),
    ...others.map((line) => paint(style, line)),
    ...(difference.cases.length < 2 ? [] : hanging('', margin, nameCases(difference.cases), columns)),
  ];
}

function hanging(label: string, width: number, text: string, columns: number): readonly string[] {
  return wrap(escapeInvisible(text).replaceAll('\n', '\\n'), columns - width).map(
    (line, at) => `${(at === 0 ? label : '').padEnd(width)}${line}`,
  );
}
