import { ambiguities, pathsGovernedBy } from '../../spec/index.js';
import { classifyTrxNo } from '../checks/observations.js';
import type { JsonReport } from '../reports/report-types.js';
import { formatList } from '../wire/format-list.js';
import { ofTransport } from './own-answers.js';
import type { SeenAnswer } from './seen-answer.js';

/** What a run observed of one open question. */
export type ReadingOfRun = JsonReport['readings'][number];

/**
 * Describes what a server does otherwise than documented and no decision expresses, one line each: the mock under the learned
 * profile does not repeat it. Headers and the form of `X-Trx-No` show in the answers, all else in the readings of the runs.
 */
export function describeBeyondProfiles(
  answers: readonly SeenAnswer[],
  readings: readonly ReadingOfRun[],
): readonly string[] {
  const ofKinds = answers.filter(({ form }) => form.type !== 'other');
  return [...headersIn(ofKinds), ...trxNosIn(ofKinds), ...readingsIn(readings)];
}

/** Headers that say something of the answer, and that the document does not have. */
function headersIn(answers: readonly SeenAnswer[]): readonly string[] {
  const names = new Set(answers.flatMap(({ headers }) => Object.keys(headers)));
  return [...names]
    .filter((name) => name !== 'content-type' && name !== 'allow' && !ofTransport.test(name))
    .sort()
    .map((name) => {
      const having = answers.filter(({ headers }) => name in headers);
      const values = new Set(having.map(({ headers }) => headers[name] ?? ''));
      const [only = ''] = values;
      const what = values.size === 1 ? JSON.stringify(only.slice(0, 80)) : `${values.size} values`;
      return `the header ${name} (${what}) of ${having.length} of ${answers.length} answers`;
    });
}

function trxNosIn(answers: readonly SeenAnswer[]): readonly string[] {
  const forms = new Map<string, string[]>();
  for (const { trxNo } of answers) {
    if (trxNo === undefined || trxNo.includes('***') || classifyTrxNo(trxNo) === 'plain number') continue;
    const form = classifyTrxNo(trxNo);
    forms.set(form, [...(forms.get(form) ?? []), trxNo]);
  }
  return [...forms].map(
    ([form, values]) => `X-Trx-No of ${values.length} answers is ${form}, e.g. ${JSON.stringify(values[0])}`,
  );
}

/** Readings of questions that no decision settles, where they are not the register's default. */
function readingsIn(readings: readonly ReadingOfRun[]): readonly string[] {
  return ambiguities.flatMap(({ id, question, default: preset }) => {
    if (id === 'trx-no-format' || pathsGovernedBy(id).length > 0) return [];
    const other = readings.filter(
      (reading) => reading.ambiguity === id && reading.observed.length > 0 && !reading.readings.includes(preset),
    );
    const shown = [...new Set(other.map(({ description }) => description))];
    return shown.length === 0 ? [] : [`${id}: ${formatList(shown)}  ${question}`];
  });
}
