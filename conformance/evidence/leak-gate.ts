import { createHash } from 'node:crypto';
import { KitError } from '../../spec/index.js';
import { parseJson } from '../wire/answer.js';
import { createLeakScan, type LeakScan, type Secret } from './leak-scan.js';
import type { CaseResult } from './verdict.js';

/**
 * The gate that every output of a command passes before it is written. It refuses secrets, numbers like a NIK, and pictures.
 * What reaches it is masked already, so it refuses only where a mask has a defect.
 */
export interface LeakGate {
  /**
   * Refuses a text, e.g. a report as it will be written.
   *
   * @throws KitError `leak` that names the text and the field, or the line where it has no fields. It never has the value.
   */
  readonly requireClean: (name: string, text: string) => void;
  /**
   * Refuses a result, whatever is made of it. `at`: its place among the results.
   *
   * @throws KitError `leak` that names the field as the JSON report does
   */
  readonly requireCleanResult: (result: CaseResult, at: number) => void;
  /** Refuses these secrets too from now on: a recorder learns those of its clients as they call. */
  readonly addSecrets: (secrets: readonly Secret[]) => void;
  /** Lets pass the transaction numbers in a text. They may look like a NIK, and reconciliation needs them. */
  readonly admitNumbers: (text: string) => void;
  /** Lets pass a picture that the kit has drawn for an output. */
  readonly admitPicture: (picture: string) => void;
}

/** Creates the gate of a command that knows these secrets. */
export function createLeakGate(secrets: readonly Secret[]): LeakGate {
  const numbers = new Set<string>();
  const pictures = new Set<string>();
  const known = [...secrets];
  // A result passes the gate before the disk and before the reports. It does not change in between.
  let clean = new WeakSet<CaseResult>();
  let scan: LeakScan | undefined;
  const find: LeakScan['find'] = (text, isFromOutside) => {
    scan ??= createLeakScan(known, { numbers, isOwnPicture: (picture) => pictures.has(digestOf(picture)) });
    for (const form of formsOf(text)) {
      const what = scan.find(form, isFromOutside);
      if (what !== undefined) return what;
    }
    return undefined;
  };
  const admitNumbers = (text: string): void => {
    for (const number of text.match(/\d+/g) ?? []) numbers.add(number);
  };
  return {
    admitNumbers,
    addSecrets: (more) => {
      const unknown = more.filter(({ value }) => !known.some((secret) => secret.value === value));
      if (unknown.length === 0) return;
      known.push(...unknown);
      clean = new WeakSet();
      scan = undefined;
    },
    admitPicture: (picture) => {
      pictures.add(digestOf(picture));
    },
    requireClean: (name, text) => {
      const what = find(text, false);
      if (what !== undefined) throw createLeakError(`${name}: ${placeIn(text, (part) => find(part, false))}`, what);
    },
    requireCleanResult: (result, at) => {
      if (clean.has(result)) return;
      const { case: _, received: __, ...kept } = result;
      for (const text of trxNosOf(result)) admitNumbers(text);
      const whole = JSON.stringify(kept);
      const what = find(whole, false);
      const place = `cases[${at}]`;
      if (what !== undefined) throw createLeakError(fieldIn(kept, place, (text) => find(text, false)) ?? place, what);
      const { answer, requests } = kept.evidence ?? {};
      const findOutside = (text: string): string | undefined => find(withoutRemarks(text), true);
      const field = fieldIn({ answer, requests }, `${place}.evidence`, findOutside, () => undefined);
      if (field !== undefined) throw createLeakError(field, 'a secret of this run');
      clean.add(result);
    },
  };
}

/** Passes on results that hold nothing which an output must not hold. @throws KitError `leak` at the first other one */
export async function* withoutLeaks(
  results: AsyncIterable<CaseResult>,
  gate: LeakGate,
): AsyncGenerator<CaseResult, void, void> {
  let count = 0;
  for await (const result of results) {
    gate.requireCleanResult(result, count++);
    yield result;
  }
}

function createLeakError(place: string, what: string): KitError {
  return new KitError(
    'leak',
    `${place} would hold ${what}, so nothing was written; this is a defect of the kit: report it with this line, and without the value`,
  );
}

function digestOf(picture: string): string {
  return createHash('sha256').update(picture).digest('hex');
}

/** A text as it stands, and as a reader of HTML, XML, Markdown or JSON sees it. */
function formsOf(text: string): readonly string[] {
  const forms = [text, text.replaceAll(/<\/?[a-z][^<>]*>/gi, '')].flatMap((one) => [one, withoutEntities(one)]);
  return [...new Set([...forms, ...forms.map(withoutBackslashes)])];
}

function withoutEntities(text: string): string {
  return text.replaceAll(
    /&(?:#(\d{1,6})|#x([\da-f]{1,5})|(\w{1,6}));/gi,
    (entity, decimal?: string, hex?: string, name = '') => {
      const code = decimal ?? (hex === undefined ? undefined : Number.parseInt(hex, 16));
      return code === undefined ? (entities[name] ?? entity) : String.fromCodePoint(Number(code));
    },
  );
}

/** Markdown has one before a sign. JSON inside of JSON has several. */
function withoutBackslashes(text: string): string {
  return text.replaceAll(/\\{1,16}(?:u([\da-f]{4})|([^\w\s]))/gi, (_, code?: string, sign = '') =>
    code === undefined ? sign : String.fromCharCode(Number.parseInt(code, 16)),
  );
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

/** The place in a text that `find` complains of: a field of JSON, or a line. */
function placeIn(text: string, find: (text: string) => string | undefined): string {
  const value = parseJson(text);
  if (typeof value === 'object' && value !== null) return fieldIn(value, '', find) ?? 'its text';
  const line = text.split('\n').findIndex((one) => find(one) !== undefined);
  return line < 0 ? 'its text' : `line ${line + 1}`;
}

/** The path of the first text in a value that `find` complains of, such as `cases[3].evidence.answer.body`. */
function fieldIn(
  value: unknown,
  path: string,
  find: (text: string) => string | undefined,
  findInName = find,
): string | undefined {
  if (typeof value === 'string') return find(value) === undefined ? undefined : path;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    // The path does not repeat a name that is the secret itself.
    if (!Array.isArray(value) && findInName(name) !== undefined) return `${path}: the name of a field`;
    const step = Array.isArray(value) ? `[${name}]` : `${path === '' ? '' : '.'}${name}`;
    const found = fieldIn(inner, `${path}${step}`, find, findInName);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A text without what the evidence itself remarks in it. */
function withoutRemarks(text: string): string {
  return text
    .replace(/… \(\d+ characters (?:more|that are no text)\)$/, '')
    .replaceAll(/\(picture in [a-z0-9 ]+, \d+ characters\)/g, '');
}

function trxNosOf({ evidence, checks }: CaseResult): readonly string[] {
  const { answer } = evidence ?? {};
  const judged = checks.filter(({ id }) => id.startsWith('x-trx-no'));
  return [
    answer?.trxNo ?? '',
    answer?.headers['x-trx-no'] ?? '',
    ...judged.flatMap(({ expected = '', actual = '', note = '', observed = [] }) => [
      expected,
      actual,
      note,
      ...observed.map(({ value }) => value),
    ]),
  ];
}
