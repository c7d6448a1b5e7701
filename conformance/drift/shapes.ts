import { type Contract, httpDatePattern } from '../../spec/index.js';
import { classifyFigure, classifyTrxNo } from '../checks/observations.js';
import { isObject, parseJson } from '../wire/answer.js';

/** The contract's names of values: which are new in every answer, with the source of each, and which are fixed. */
export interface KnownValues {
  readonly fresh: ReadonlyMap<string, FreshForm>;
  readonly fixed: ReadonlySet<string>;
}

/** Describes the form of a value that is new in every answer. */
type FreshForm = (value: string) => string;

const markers = { date: '\uE001', trxNo: '\uE002', figure: '\uE003' } as const;

const forms: Readonly<Record<string, FreshForm>> = {
  [markers.date]: shapeOf,
  [markers.trxNo]: (value) => classifyTrxNo(value),
  [markers.figure]: (value) => (value === '' ? 'empty' : classifyFigure(value)),
};

/** Derives the names of fresh and fixed values from every answer of a contract. Names of headers are in lower case. */
export function knownForms({ scenarios }: Contract): KnownValues {
  const fresh = new Map<string, FreshForm>();
  const fixed = new Set<string>();
  const add = (name: string, value: unknown): void => {
    if (isObject(value) || Array.isArray(value)) {
      for (const [key, inner] of Object.entries(value)) add(Array.isArray(value) ? name : key, inner);
      return;
    }
    const form = typeof value === 'string' ? forms[value] : undefined;
    if (form) fresh.set(name, form);
    else fixed.add(name);
  };
  for (const scenario of scenarios.values()) {
    const { headers, body } = scenario.render({
      httpDate: () => markers.date,
      trxNo: () => markers.trxNo,
      figure: () => markers.figure,
    });
    for (const [name, value] of Object.entries(headers)) add(name.toLowerCase(), value);
    add('', parseJson(body) ?? '');
  }
  // An answer in which a figure is empty, or has the threshold's value, makes it no fixed one.
  for (const name of fresh.keys()) fixed.delete(name);
  return { fresh, fixed };
}

const shapes: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['empty', /^$/],
  ['date in RFC 1123', new RegExp(httpDatePattern)],
  ['time in ISO 8601', /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/],
  ['UUID', /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i],
  ['one word', /^\S+$/],
];

/** The coarse form of a value: its kind of date or id, `one word`, `text` or `empty`. */
export function shapeOf(value: string): string {
  return shapes.find(([, pattern]) => pattern.test(value))?.[0] ?? 'text';
}

/** Whether a value is a date, a time or a UUID, which are new in every answer wherever they stand. */
export function isMoment(value: string): boolean {
  return !['empty', 'one word', 'text'].includes(shapeOf(value));
}

/** What facts of one answer are derived with. */
export interface FactContext {
  readonly known: KnownValues;
  /** Replaces what is new in every answer inside a text. */
  readonly neutral: (text: string) => string;
}
