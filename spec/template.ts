import type { FreshValue } from './scenarios.js';

/** An answer as it goes over the wire. */
export interface Answer {
  readonly status: number;
  /** By the names that are sent, in their order. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Where an answer's fresh values come from. Each is asked once for every place that needs it. */
export interface FreshValues {
  /** The time of the answer, RFC 1123 in GMT. */
  readonly httpDate: () => string;
  /** The number of the transaction. */
  readonly trxNo: () => string;
  /** A figure between two bounds, with five decimals. */
  readonly figure: (source: 'similarity' | 'score', minimum: number, maximum: number) => string;
}

/** What a template is made of: a scenario's status, headers and body, and where its fresh values go. */
export interface TemplateSource {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** A JSON value, or a text that is sent as it stands. */
  readonly body: { readonly json: unknown } | { readonly text: string };
  readonly fresh: readonly FreshValue[];
}

/**
 * Compiles a scenario into a function that renders one answer. The body is serialised once, here, with holes where the
 * fresh values go, so that a request costs a join and the document's key order cannot be lost.
 *
 * @throws RangeError when a pointer leads nowhere in the body
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

/** Serialises a body and cuts it at its fresh values: texts and holes in turn. */
function cut(json: unknown, holes: readonly (FreshValue & { readonly pointer: string })[]): (string | FreshValue)[] {
  // A private-use character that no answer contains marks the holes through JSON.stringify.
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

function setAt(root: unknown, pointer: string, value: string): void {
  const keys = pointer.slice(1).split('/');
  const last = keys.pop();
  let at: unknown = root;
  for (const key of keys) at = isRecord(at) ? at[key] : undefined;
  if (!isRecord(at) || last === undefined || !(last in at))
    throw new RangeError(`${pointer} leads nowhere in the example`);
  at[last] = value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
