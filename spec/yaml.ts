import { createRequire } from 'node:module';
import type { OpenAPIObject } from 'openapi3-ts/oas31';
import { reasonOf } from './error.js';

/** Aliases that a text may use: a few save typing, many make a small text fill the memory. */
const usualAliases = 20;

/**
 * Reads a value from YAML or JSON, of which the first is a superset.
 *
 * @param maxAliasCount uses of an alias that are resolved
 * @throws Error that says in a few words what is wrong and where; it shows nothing of the text, which may hold keys
 */
export function parseYaml(text: string, { maxAliasCount = usualAliases } = {}): unknown {
  checkNesting(text);
  // Loaded here and not above: a mock that reads no YAML starts faster.
  const { parseDocument } = createRequire(import.meta.url)('yaml') as typeof import('yaml');
  // The library would place every error and print its line, which for thousands of them takes seconds.
  const document = parseDocument(text, { prettyErrors: false, logLevel: 'error' });
  const [error] = document.errors;
  if (error) {
    const before = text.slice(0, error.pos[0]).split('\n');
    // The library's own words speak of its functions.
    const problem = error.code === 'MULTIPLE_DOCS' ? 'there is more than one document' : withoutText(error);
    throw new Error(`${problem} at line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`);
  }
  try {
    return document.toJS({ maxAliasCount });
  } catch (cause) {
    throw new Error(withoutText(cause), { cause });
  }
}

/** An error of the library. Behind a colon stands what the text has there. */
function withoutText(error: unknown): string {
  return reasonOf(error).replace(/:.*$/s, '');
}

/** Brackets inside each other, or blocks by their indentation; nobody writes so many. */
const deepest = 200;

/**
 * Refuses a text that is nested so deeply that the YAML library would run out of stack. That may be no error that can be
 * caught: where V8 compiles a regular expression at the end of the stack, it ends the process.
 *
 * @throws Error that says so
 */
export function checkNesting(text: string): void {
  if (hasDeepBrackets(text) || hasDeepBlocks(text)) throw new Error(`it is nested more than ${deepest} deep`);
}

function hasDeepBrackets(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === '[' || character === '{') depth += 1;
    else if (character === ']' || character === '}') depth = Math.max(0, depth - 1);
    if (depth > deepest) return true;
  }
  return false;
}

/** Whether so many blocks are open at once: each begins farther to the right than the one around it, by blanks or behind a dash. */
function hasDeepBlocks(text: string): boolean {
  /** The columns at which the open blocks begin. */
  let open: number[] = [];
  for (const [line] of text.matchAll(/^.*\S.*$/gm)) {
    const [, blanks = '', marks = ''] = /^([ \t]*)((?:[-?:][ \t]+)*)/.exec(line) ?? [];
    open = open.filter((column) => column < blanks.length);
    open.push(blanks.length);
    for (const mark of marks.matchAll(/[-?:][ \t]+/g)) open.push(blanks.length + mark.index + mark[0].length);
    if (open.length > deepest) return true;
  }
  return false;
}

/** An OpenAPI document as YAML text, the form in which `spec/openapi.yaml` is committed. */
export function toYaml(document: OpenAPIObject): string {
  const { stringify } = createRequire(import.meta.url)('yaml') as typeof import('yaml');
  return stringify(document, { lineWidth: 110, aliasDuplicateObjects: false });
}
