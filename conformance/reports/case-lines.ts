import type { Paint, Style } from '../../spec/index.js';
import { baseIdOf, type TestCase } from '../cases/case.js';
import type { CaseResult, Verdict } from '../evidence/verdict.js';
import { truncate } from './layout.js';
import { escapeInvisible } from './visible-text.js';

/** The sign and the colour of each verdict. The sign alone identifies the verdict. */
export const verdictSigns: Readonly<Record<Verdict, readonly [sign: string, style: Style]>> = {
  passed: ['✔', 'green'],
  failed: ['✖', 'red'],
  inconclusive: ['?', 'yellow'],
  known: ['~', 'cyan'],
  error: ['!', 'magenta'],
  skipped: ['-', 'gray'],
};

/** Columns of the time of a case. */
const timeWidth = 8;

/**
 * Creates a formatter of one line for each case: `  7/115 ✔ missing-key  the part key is missing  12 ms`. All lines have
 * the same columns and fit the width. A verdict other than passed stands in place of the title, with its reason.
 */
export function createCaseLine(
  cases: readonly TestCase[],
  columns: number,
  paint: Paint,
): (result: CaseResult) => string {
  const digits = String(cases.length).length;
  const idWidth = Math.min(34, Math.max(0, ...cases.map(({ id }) => id.length)));
  const textWidth = columns - (2 * digits + 4) - idWidth - 2 - timeWidth;
  let count = 0;
  return (result) => {
    const [sign, style] = verdictSigns[result.verdict];
    const number = `${String(++count).padStart(digits)}/${cases.length}`;
    const id = shortId(result.case.id, idWidth).padEnd(idWidth);
    const text = truncate(escapeInvisible(describe(result)).replaceAll('\n', ' '), textWidth).padEnd(textWidth);
    const time = result.verdict === 'skipped' ? '' : formatTime(result.durationMs).padStart(timeWidth);
    const isPassed = result.verdict === 'passed';
    return `${paint('gray', number)} ${paint(style, `${sign} ${id}`)}  ${isPassed ? text : paint(style, text)}${paint('gray', time)}`.trimEnd();
  };
}

function describe({ verdict, case: { title }, checks, reason = '' }: CaseResult): string {
  switch (verdict) {
    case 'passed':
      return title;
    case 'failed':
    case 'inconclusive':
      return `${verdict}: ${checks
        .filter(({ outcome }) => outcome === verdict)
        .map(({ id }) => id)
        .join(', ')}`;
    case 'known':
      return `known: ${checks.flatMap(({ id, known }) => (known ? `${id} (${known.owner}, ${known.reason})` : [])).join(', ')}`;
    case 'error':
    case 'skipped':
      return `${verdict}: ${reason}`;
  }
}

/** At most seven characters. */
function formatTime(milliseconds: number): string {
  if (milliseconds < 10_000) return `${milliseconds} ms`;
  const seconds = milliseconds / 1000;
  return `${seconds < 1000 ? seconds.toFixed(1) : Math.round(seconds)} s`;
}

/** Cuts an id to a width, and keeps the profile at its end. */
function shortId(id: string, width: number): string {
  const profile = id.slice(baseIdOf(id).length);
  return `${truncate(baseIdOf(id), Math.max(1, width - profile.length))}${profile}`;
}
