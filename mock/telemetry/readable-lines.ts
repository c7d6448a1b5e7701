import { createPaint, type Paint, type Style } from '../../spec/index.js';
import type { LogLevel } from '../schemas/choices.js';
import { logWordings } from '../texts/log-wordings.js';
import { defaultLanguage, type Language, languages } from '../texts/wording.js';

type Facts = Readonly<Record<string, unknown>>;

/** Columns of the narrowest terminal in use. */
const columns = 80;
const indent = '  ';
const longestName = 24;

/** The outcome of a request as a sign and a colour. The sign alone tells it where there are no colours. */
const outcomes = {
  success: ['✓', 'green'],
  warning: ['!', 'yellow'],
  violation: ['✗', 'red'],
  forced: ['»', 'cyan'],
  fault: ['~', 'magenta'],
  failure: ['✗', 'red'],
} as const satisfies Readonly<Record<string, readonly [sign: string, style: Style]>>;

/** Returns the lines for one event of the log: two at most for a request, as many as needed for another message. */
export type ReadableLines = (level: LogLevel, message: string, facts: Facts) => readonly string[];

/**
 * Creates the writer of readable lines. A request is one line on its outcome and one on the reason, none longer than 80
 * columns: `✗ #8 parameter-invalid 200 25 ms`, and below it `tenant_code is missing; you sent "tenantCode"`.
 */
export function createReadableLines(hasColours: boolean): ReadableLines {
  const paint = createPaint(hasColours);
  return (level, message, facts) =>
    message === 'request' ? requestLines(facts, paint) : messageLines(level, message, facts, paint);
}

function requestLines(facts: Facts, paint: Paint): readonly string[] {
  const { requestId, session, method, path, status, scenario, state, durationMs } = facts;
  const language = languageOf(facts);
  // The path includes the session, unless a header named it.
  const isInPath = scenario === null && String(path).startsWith(`/s/${session}/`);
  const [sign, style] = outcomes[outcomeOf(facts)];
  const before = [
    sign,
    `#${requestId}`,
    session === null || isInPath ? '' : `[${shortened(plain(String(session)), longestName)}]`,
    scenario === null ? String(method) : '',
  ];
  const after = [
    status === 0 ? logWordings.noAnswer[language] : String(status),
    status !== 0 && state === 'aborted' ? logWordings.cutOff[language] : '',
  ];
  const time = `${durationMs} ms`;
  const room = columns - widthOf(words([...before, ...after, time])) - 1;
  const subject = shortened(plain(String(scenario ?? path)), room);
  const first = `${paint(style, words([...before, subject, ...after]))} ${paint('dim', time)}`;
  const second = whyOf(facts);
  return second === '' ? [first] : [first, `${indent}${second}`];
}

/** The language of a request's texts, which the log notes if it is not the default. */
function languageOf({ lang }: Facts): Language {
  return languages.find((known) => known === lang) ?? defaultLanguage;
}

function words(given: readonly string[]): string {
  return given.filter((word) => word !== '').join(' ');
}

function outcomeOf({ scenario, selectedBy, violations, warnings, fault, state }: Facts): keyof typeof outcomes {
  if (fault !== null) return 'fault';
  if (scenario === null || state === 'aborted') return 'failure';
  if (selectedBy !== 'rules') return 'forced';
  if (violations !== 0) return 'violation';
  return warnings === 0 ? 'success' : 'warning';
}

/** Says in one line why the request was answered so. */
function whyOf(facts: Facts): string {
  const { scenario, selectedBy, fault, state, reason, finding, moreFindings, part, hint } = facts;
  const language = languageOf(facts);
  const causes: string[] = [];
  if (fault !== null) causes.push(faultOf(facts));
  else if (state === 'aborted') causes.push(String(reason ?? logWordings.clientLeft[language]));
  else if (scenario === null && reason !== undefined) {
    // The request may have a finding that is not the reason.
    return shorter(String(reason), part, String(reason).includes(String(hint)) ? hint : undefined);
  }
  if (scenario !== null && selectedBy !== 'rules')
    causes.push(logWordings.forced({ reason: String(reason) })[language]);
  if (typeof finding !== 'string') return fitted(causes.join('; '));
  const rest = moreFindings === 0 ? '' : logWordings.more({ number: String(moreFindings) })[language];
  if (causes.length === 0) return `${shorter(finding, part, hint, rest.length)}${rest}`;
  return `${fitted([...causes, finding].join('; '), rest.length)}${rest}`;
}

function faultOf(facts: Facts): string {
  const { faultParameters, status, intendedStatus } = facts;
  const fault = `${facts['fault']}${faultParameters === '' ? '' : `; ${faultParameters}`}`;
  if (status === intendedStatus) return `fault ${fault}`;
  return logWordings.faultInPlace({ fault, status: String(intendedStatus) })[languageOf(facts)];
}

/** Fits a finding into a line. The remedy alone is enough for one that is about the whole request. */
function shorter(text: string, part: unknown, hint: unknown, reserved = 0): string {
  const isHintEnough = part === null && typeof hint === 'string' && widthOf(text) > columns - indent.length - reserved;
  return fitted(isHintEnough ? hint : text, reserved);
}

/** Fits a text into a line that ends with `reserved` more columns. */
function fitted(text: string, reserved = 0): string {
  return shortened(plain(text), columns - indent.length - reserved);
}

function messageLines(level: LogLevel, message: string, facts: Facts, paint: Paint): readonly string[] {
  const [sign, style] = level === 'info' ? (['·', 'dim'] as const) : outcomes[level === 'warn' ? 'warning' : 'failure'];
  const { text, status } = facts;
  const line = words([
    // A notice is what its text says.
    message === 'notice' ? '' : message,
    status === undefined || status === 0 ? '' : String(status),
    text === undefined ? '' : plain(String(text)),
  ]);
  return inLines(line).map((part, at) => (at === 0 ? `${paint(style, sign)} ${part}` : `${indent}${part}`));
}

/** Breaks a text between words into lines that leave room for the indent. A longer word has a line of its own. */
export function inLines(text: string): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(`${last} ${word}`) <= columns - indent.length)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** Cuts a text to this many columns: between two clauses if that keeps most of it, else between two words. */
function shortened(text: string, most: number): string {
  if (widthOf(text) <= most) return text;
  let kept = '';
  let width = 1;
  for (const letter of text) {
    width += widthOf(letter);
    if (width > most) break;
    kept += letter;
  }
  const clause = Math.max(...['; ', ': ', ' ('].map((end) => kept.lastIndexOf(end)));
  if (clause > kept.length / 2) return `${kept.slice(0, clause)}…`;
  const blank = kept.lastIndexOf(' ');
  return `${(blank > kept.length - 16 ? kept.slice(0, blank) : kept).replace(/[;:,]$/, '')}…`;
}

/** Columns that a text takes at most: letters of many scripts, and emoji, take two. */
function widthOf(text: string): number {
  let width = 0;
  for (const letter of text) width += (letter.codePointAt(0) ?? 0) < 0x1100 ? 1 : 2;
  return width;
}

/** Escapes control characters, because clients choose part and file names. */
function plain(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Mn}\p{Me}]/gu,
    (character) => `\\u${character.codePointAt(0)?.toString(16).padStart(4, '0')}`,
  );
}
