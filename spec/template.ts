import type { FreshValue } from './scenarios.js';

/** An answer as it is sent. */
export interface Answer {
  readonly status: number;
  /** By the names that are sent, in their order. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The sources of an answer's fresh values. Each place in the answer calls its source once. */
export interface FreshValues {
  /** The time of the answer, RFC 1123 in GMT. */
  readonly httpDate: () => string;
  /** The number of the transaction. */
  readonly trxNo: () => string;
  /** A figure between two bounds, with five decimals. */
  readonly figure: (source: 'similarity' | 'score', minimum: number, maximum: number) => string;
}

/** The source of a template: a scenario's status, headers and body, and the places of its fresh values. */
export interface TemplateSource {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** A JSON value, or a text that is sent unchanged. */
  readonly body: { readonly json: unknown } | { readonly text: string };
  readonly fresh: readonly FreshValue[];
}

/**
 * Compiles a scenario into a function that renders one answer. It serialises the body once, with gaps for the fresh
 * values, so that a request costs only a join and the document's key order is preserved.
 *
 * @throws RangeError when a pointer matches nothing in the body
 */
export function compileTemplate(source: TemplateSource): (values: FreshValues) => Answer {
  const inBody = source.fresh.filter((fresh) => 'pointer' in fresh);
  const inHeaders = source.fresh.filter((fresh) => 'header' in fresh);
  const pieces = 'text' in source.body ? [source.body.text] : cut(source.body.json, inBody);
  return (values) => {
    const headers = { ...source.headers };
    for (const fresh of inHeaders) headers[fresh.header] = freshValue(fresh, values);
    const body = pieces.map((piece) => (typeof piece === 'string' ? piece : JSON.stringify(freshValue(piece, values))));
    return { status: source.status, headers, body: body.join('') };
  };
}

function freshValue(fresh: FreshValue, values: FreshValues): string {
  switch (fresh.source) {
    case 'http-date':
      return values.httpDate();
    case 'trx-no':
      return values.trxNo();
    case 'similarity':
    case 'score':
      return values.figure(fresh.source, fresh.minimum, fresh.maximum);
  }
}

/** Serialises a body and splits it at its fresh values: texts and gaps alternate. */
function cut(json: unknown, holes: readonly (FreshValue & { readonly pointer: string })[]): (string | FreshValue)[] {
  // A private-use character that no answer contains marks the gaps through JSON.stringify.
  const marked = structuredClone(json);
  holes.forEach((hole, index) => {
    setAt(marked, hole.pointer, `\uE000${index}\uE000`);
  });
  return JSON.stringify(marked)
    .split(/"\uE000(\d+)\uE000"/)
    .map((piece, index) => (index % 2 === 0 ? piece : hole(holes, Number(piece))));
}

function hole(holes: readonly FreshValue[], index: number): FreshValue {
  const found = holes[index];
  if (!found) throw new RangeError(`no fresh value ${index}`);
  return found;
}

/** Replaces the value at a JSON pointer. @throws RangeError when the pointer matches nothing */
export function setAt(root: unknown, pointer: string, value: string): void {
  const keys = pointer.slice(1).split('/');
  const last = keys.pop();
  let at: unknown = root;
  for (const key of keys) at = isRecord(at) ? at[key] : undefined;
  if (!isRecord(at) || last === undefined || !(last in at))
    throw new RangeError(`${pointer} matches nothing in the example`);
  at[last] = value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
