/**
 * Reads and runs what `hurl.ts` writes, by Hurl's published grammar, because Hurl itself is not on the npm registry. A line
 * that the grammar does not allow at its place is an error.
 */

/** A part of a form. */
export type HurlPart =
  | { readonly name: string; readonly value: string }
  | { readonly name: string; readonly file: string; readonly contentType: string | undefined };

/** A file with one request. */
export interface HurlFile {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly parts: readonly HurlPart[];
  readonly body: string | undefined;
  readonly status: number;
  readonly asserts: readonly string[];
}

/** Reads a file with the values of variables. @throws Error with the line that the grammar does not allow */
export function readHurl(text: string, variables: Readonly<Record<string, string>>): HurlFile {
  const lines = text.split('\n').filter((line) => !/^\s*(#|$)/.test(line));
  const next = (pattern: RegExp): RegExpExecArray | undefined => {
    const found = pattern.exec(lines[0] ?? '');
    if (found) lines.shift();
    return found ?? undefined;
  };
  const must = (pattern: RegExp): RegExpExecArray => {
    const found = next(pattern);
    if (!found) throw new Error(`not allowed by the grammar: ${lines[0]}`);
    return found;
  };
  const all = <Value>(pattern: RegExp, read: (found: RegExpExecArray) => Value): readonly Value[] => {
    const values: Value[] = [];
    for (let found = next(pattern); found; found = next(pattern)) values.push(read(found));
    return values;
  };
  const value = (raw = ''): string => readValue(raw, variables);
  const [, method = '', url] = must(/^([A-Z]+) (\S+)$/);
  const headers = all(/^([A-Za-z-]+): (.*)$/, ([, name = '', raw]) => [name, value(raw)] as const);
  const parts = next(/^\[Multipart\]$/)
    ? all(/^([A-Za-z0-9_.@$-]+):(?: (.*))?$/, ([, name = '', raw = '']) => readPart(name, raw, variables))
    : [];
  const base64 = next(/^base64,([A-Za-z0-9+/=]+);$/)?.[1];
  const oneLine = next(/^`((?:[^`#\\]|\\[`#\\])*)`$/)?.[1];
  const [, status] = must(/^HTTP (\d{3})$/);
  must(/^\[Asserts\]$/);
  const asserts = all(/^(.+)$/, ([line]) => line);
  return {
    method,
    url: value(url),
    headers,
    parts,
    body: base64 === undefined ? oneLine && unescaped(oneLine) : Buffer.from(base64, 'base64').toString(),
    status: Number(status),
    asserts,
  };
}

function readPart(name: string, raw: string, variables: Readonly<Record<string, string>>): HurlPart {
  const found = /^file,((?:[^#; \n\\]|\\[#; \\])+);(?: ([a-zA-Z0-9/+-]+))?$/.exec(raw);
  if (found) return { name, file: unescaped(found[1] ?? ''), contentType: found[2] };
  if (raw.startsWith('file,')) throw new Error(`no file of the grammar: ${raw}`);
  return { name, value: readValue(raw, variables) };
}

function readValue(raw: string, variables: Readonly<Record<string, string>>): string {
  if (/(^|[^\\])#/.test(raw)) throw new Error(`a comment begins in: ${raw}`);
  if (raw !== raw.trim()) throw new Error(`blanks at the ends are lost: ${raw}`);
  return raw
    .split(/(\{\{\w+\}\})/)
    .map((piece) => {
      const name = /^\{\{(\w+)\}\}$/.exec(piece)?.[1];
      if (name === undefined) return unescaped(piece);
      if (name === 'newUuid') return '3f2b1c';
      return variables[name] ?? fail(`no variable ${name}`);
    })
    .join('');
}

function unescaped(raw: string): string {
  return raw.replaceAll(/\\(u\{([0-9a-f]+)\}|.)/g, (_, mark: string, code?: string) => {
    if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16));
    return { n: '\n', r: '\r', t: '\t' }[mark] ?? mark;
  });
}

function fail(message: string): never {
  throw new Error(message);
}

/** An answer to judge. */
interface HurlAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** The asserts that do not hold for an answer. @throws Error for one that the grammar does not allow */
export function failedAsserts({ status, asserts }: HurlFile, answer: HurlAnswer): readonly string[] {
  return [
    ...(answer.status === status ? [] : [`HTTP ${status}`]),
    ...asserts.filter((line) => {
      const [, query = '', place = '""', predicate = ''] =
        /^(header|jsonpath|body)(?: ("(?:[^"\\]|\\.)*"))? (.+)$/.exec(line) ?? fail(`no assert: ${line}`);
      return !holds(readQuery(query, unescaped(place.slice(1, -1)), answer), predicate);
    }),
  ];
}

function readQuery(query: string, place: string, { headers, text }: HurlAnswer): unknown {
  if (query === 'body') return text;
  if (query === 'header') return headers.get(place) ?? undefined;
  const keys = [...place.matchAll(/\.(\*|\w+)|\[(\d+)\]/g)].map(([, key, index]) => key ?? Number(index));
  let at: unknown = JSON.parse(text);
  for (const key of keys) at = key === '*' ? Object.values(Object(at)) : Object(at)[key];
  return at;
}

function holds(value: unknown, predicate: string): boolean {
  if (predicate === 'not exists') return value === undefined;
  if (predicate === 'not isEmpty') return value !== undefined && value !== '';
  const count = /^count == (\d+)$/.exec(predicate)?.[1];
  if (count !== undefined) return Array.isArray(value) && value.length === Number(count);
  const equal = /^== "((?:[^"\\]|\\.)*)"$/.exec(predicate)?.[1];
  if (equal !== undefined) return value === unescaped(equal);
  const [, flag, pattern = fail(`no predicate: ${predicate}`)] =
    /^matches \/(\(\?i\))?((?:[^/\\]|\\.)*)\/$/.exec(predicate) ?? [];
  return typeof value === 'string' && new RegExp(pattern, flag ? 'i' : '').test(value);
}
