import type { LineStyle } from '../reports/cause-lines.js';
import { truncate, wrap } from '../reports/layout.js';
import type { JsonReport } from '../reports/report-types.js';
import { escapeInvisible } from '../reports/visible-text.js';
import { isObject, parseJson } from '../wire/answer.js';

type Result = JsonReport['cases'][number];

/** One sending of a case. */
export interface Sending {
  readonly run: Pick<JsonReport, 'subject' | 'startedAt'>;
  readonly result: Result | undefined;
}

/** Columns of the names of the rows, with the sign of a difference before them. */
const nameWidth = 14;

/** Shows two answers to one case side by side: verdict, checks, status, headers and body. `≠` marks what differs. */
export function replayLines(then: Sending, now: Sending, { columns, paint }: LineStyle): readonly string[] {
  const width = Math.max(10, Math.floor((columns - nameWidth - 2) / 2));
  const row = ([name, old, fresh]: Row): readonly string[] => {
    const [left, right] = [old, fresh].map((text) => wrapIndented(escapeInvisible(text), width));
    const isSame = old === fresh;
    const height = Math.max(left?.length ?? 0, right?.length ?? 0);
    return [...Array(height).keys()].map((at) => {
      const label = `${isSame || at > 0 ? ' ' : '≠'} ${at === 0 ? truncate(name, nameWidth - 3) : ''}`.padEnd(
        nameWidth,
      );
      const line = `${label}${(left?.[at] ?? '').padEnd(width)}  ${right?.[at] ?? ''}`.trimEnd();
      return isSame ? line : paint('yellow', line);
    });
  };
  const day = ({ run }: Sending): string => `${run.startedAt.slice(0, 19).replace('T', ' ')} UTC`;
  const rows = [...rowsOfVerdict(then.result, now.result), ...rowsOfAnswer(then.result, now.result)];
  const count = rows.filter(([, old, fresh]) => old !== fresh).length;
  return [
    '',
    `${' '.repeat(nameWidth)}${'then'.padEnd(width)}  now`,
    ...[['sent', day(then), day(now)] as const].flatMap((head) => row(head).map((line) => line.replace('≠', ' '))),
    ...(then.run.subject === now.run.subject ? [] : row(['to', then.run.subject, now.run.subject])),
    ...rows.flatMap(row),
    '',
    count === 0 ? 'The answers do not differ.' : `${count} ${count === 1 ? 'line differs' : 'lines differ'}.`,
  ];
}

/** Breaks a line of JSON without losing its indent. */
function wrapIndented(text: string, width: number): readonly string[] {
  const [indent = ''] = /^ {0,8}/.exec(text) ?? [];
  return wrap(text.slice(indent.length), width - indent.length).map((line) => `${indent}${line}`);
}

type Row = readonly [name: string, then: string, now: string];

function rowsOfVerdict(then: Result | undefined, now: Result | undefined): readonly Row[] {
  const failing = (result: Result | undefined): readonly string[] =>
    (result?.checks ?? []).filter(({ outcome }) => outcome !== 'passed').map(({ id }) => id);
  const verdict = (result: Result | undefined): string =>
    result === undefined ? 'not sent' : `${result.verdict}${result.reason === undefined ? '' : `: ${result.reason}`}`;
  const kind = (result: Result | undefined): string => result?.answered ?? '';
  const ids = [...new Set([...failing(then), ...failing(now)])];
  return [
    ['verdict', verdict(then), verdict(now)],
    ['kind', kind(then), kind(now)],
    ...ids.map((id): Row => [id, actualOf(then, id), actualOf(now, id)]),
  ];
}

function actualOf(result: Result | undefined, id: string): string {
  const check = result?.checks.find((one) => one.id === id);
  if (!check) return '';
  return check.outcome === 'passed' ? 'passed' : `${check.outcome}: ${check.actual ?? ''}`;
}

function rowsOfAnswer(then: Result | undefined, now: Result | undefined): readonly Row[] {
  const [old, fresh] = [then?.evidence, now?.evidence];
  const status = (evidence: Result['evidence']): string =>
    evidence?.answer ? `HTTP ${evidence.answer.status}` : (evidence?.transportError ?? '');
  const names = [...new Set([old, fresh].flatMap((one) => Object.keys(one?.answer?.headers ?? {})))].sort();
  return [
    ['status', status(old), status(fresh)],
    ...names.map((name): Row => [name, old?.answer?.headers[name] ?? '', fresh?.answer?.headers[name] ?? '']),
    ...aligned(linesOf(old?.answer?.body), linesOf(fresh?.answer?.body)).map(
      ([left, right], at): Row => [at === 0 ? 'body' : '', left, right],
    ),
  ];
}

/** The most lines of a body that are aligned. */
const maxLines = 400;

/** The lines of a body. JSON has one for each value. */
function linesOf(body = ''): readonly string[] {
  const value = parseJson(body);
  const lines = (isObject(value) || Array.isArray(value) ? JSON.stringify(value, null, 2) : body).split('\n');
  return lines.length > maxLines ? [...lines.slice(0, maxLines), `… (${lines.length - maxLines} lines more)`] : lines;
}

/** Puts equal lines beside each other, and what is between them too. */
function aligned(left: readonly string[], right: readonly string[]): readonly (readonly [string, string])[] {
  // lengths[i][j]: the longest common sequence of what follows.
  const lengths = Array.from({ length: left.length + 1 }, () => new Array<number>(right.length + 1).fill(0));
  const at = (i: number, j: number): number => lengths[i]?.[j] ?? 0;
  for (let i = left.length - 1; i >= 0; i--)
    for (let j = right.length - 1; j >= 0; j--)
      (lengths[i] as number[])[j] = left[i] === right[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const pairs: [string, string][] = [];
  let [onlyLeft, onlyRight]: [string[], string[]] = [[], []];
  const flush = (): void => {
    for (let k = 0; k < Math.max(onlyLeft.length, onlyRight.length); k++)
      pairs.push([onlyLeft[k] ?? '', onlyRight[k] ?? '']);
    [onlyLeft, onlyRight] = [[], []];
  };
  for (let i = 0, j = 0; i < left.length || j < right.length; ) {
    if (i < left.length && left[i] === right[j]) {
      flush();
      pairs.push([left[i++] ?? '', right[j++] ?? '']);
    } else if (j >= right.length || (i < left.length && at(i + 1, j) >= at(i, j + 1))) onlyLeft.push(left[i++] ?? '');
    else onlyRight.push(right[j++] ?? '');
  }
  flush();
  return pairs;
}
