import { createRequire } from 'node:module';
import { reasonOf } from './error.js';

/** Default limit of aliases. A few save typing; many expand a small text until it fills the memory. */
const defaultMaxAliases = 20;

/** A parsed YAML text. */
export interface ParsedYaml {
  readonly value: unknown;
  /** Returns the line, from 1, of the value at a place, given as keys from the root; of the nearest parent if it has none. */
  readonly lineOf: (keys: readonly string[]) => number;
}

/** Parses YAML like {@link readYaml} and returns its value. */
export function parseYaml(text: string, options?: Parameters<typeof readYaml>[1]): unknown {
  return readYaml(text, options).value;
}

/**
 * Parses YAML, and so JSON, which is a subset.
 *
 * @param maxAliasCount limit of aliases that are resolved
 * @throws Error that describes the problem and its position without quoting the text, which may contain keys
 */
export function readYaml(text: string, { maxAliasCount = defaultMaxAliases } = {}): ParsedYaml {
  checkNesting(text);
  // Loaded on demand: a mock that reads no YAML starts faster.
  const { parseDocument } = createRequire(import.meta.url)('yaml') as typeof import('yaml');
  // With prettyErrors the library locates and quotes every error, which takes seconds for thousands of them.
  const document = parseDocument(text, { prettyErrors: false, logLevel: 'error' });
  const [error] = document.errors;
  if (error) {
    const before = text.slice(0, error.pos[0]).split('\n');
    // The library's message for this error names its own functions.
    const problem = error.code === 'MULTIPLE_DOCS' ? 'there is more than one document' : messageWithoutText(error);
    throw new Error(`${problem} at line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`);
  }
  const lineOf = (keys: readonly string[]): number => {
    for (let length = keys.length; length >= 0; length--) {
      const found = document.getIn(keys.slice(0, length), true) as { readonly range?: readonly number[] } | undefined;
      if (found?.range) return text.slice(0, found.range[0]).split('\n').length;
    }
    return 1;
  };
  try {
    return { value: document.toJS({ maxAliasCount }), lineOf };
  } catch (cause) {
    throw new Error(messageWithoutText(cause), { cause });
  }
}

/** An error message of the library, without the part after a colon, which quotes the text. */
function messageWithoutText(error: unknown): string {
  return reasonOf(error).replace(/:.*$/s, '');
}

/** Limit of nested brackets or indented blocks, far above any real file. */
const maxDepth = 200;

/**
 * Rejects a text whose nesting would exhaust the YAML library's stack. That is not always a catchable error: when V8
 * compiles a regular expression at the end of the stack, the process ends.
 *
 * @throws Error that states the limit
 */
export function checkNesting(text: string): void {
  if (hasDeepBrackets(text) || hasDeepBlocks(text)) throw new Error(`it is nested more than ${maxDepth} deep`);
}

function hasDeepBrackets(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === '[' || character === '{') depth += 1;
    else if (character === ']' || character === '}') depth = Math.max(0, depth - 1);
    if (depth > maxDepth) return true;
  }
  return false;
}

/** Whether more blocks than the limit are open at once: each starts to the right of its parent, by indentation or after a dash. */
function hasDeepBlocks(text: string): boolean {
  /** The columns at which the open blocks start. */
  let open: number[] = [];
  for (const [line] of text.matchAll(/^.*\S.*$/gm)) {
    const [, blanks = '', marks = ''] = /^([ \t]*)((?:[-?:][ \t]+)*)/.exec(line) ?? [];
    open = open.filter((column) => column < blanks.length);
    open.push(blanks.length);
    for (const mark of marks.matchAll(/[-?:][ \t]+/g)) open.push(blanks.length + mark.index + mark[0].length);
    if (open.length > maxDepth) return true;
  }
  return false;
}

/** Formats a document as YAML, as `spec/openapi.yaml` is committed. */
export function toYaml(document: object): string {
  const { stringify } = createRequire(import.meta.url)('yaml') as typeof import('yaml');
  return stringify(document, { lineWidth: 110, aliasDuplicateObjects: false });
}
