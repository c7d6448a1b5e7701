import { createRequire } from 'node:module';
import type { OpenAPIObject } from 'openapi3-ts/oas31';
import { reasonOf } from './error.js';

/** Why the YAML library refuses a text, in a few words that show nothing of the text. */
export function yamlProblem(error: unknown): string {
  const { code, linePos } = error as {
    readonly code?: unknown;
    readonly linePos?: readonly { readonly line: number }[];
  };
  // The library's own words speak of its functions.
  if (code === 'MULTIPLE_DOCS')
    return `there is more than one document${linePos ? ` at line ${linePos[0]?.line}` : ''}`;
  // Behind a colon stands what the text has there.
  return reasonOf(error).replace(/:.*$/s, '');
}

/** Brackets, or dashes on one line, inside each other; nobody writes so many. */
const deepest = 200;

/**
 * Refuses a text that is nested so deeply that the YAML library would run out of stack. That may be no error that can be
 * caught: where V8 compiles a regular expression at the end of the stack, it ends the process.
 *
 * @throws Error that says so
 */
export function checkNesting(text: string): void {
  let depth = 0;
  for (const character of text) {
    if (character === '[' || character === '{') depth += 1;
    else if (character === ']' || character === '}') depth = Math.max(0, depth - 1);
    if (depth > deepest) break;
  }
  if (depth > deepest || /(?:[-?][ \t]+){200}/.test(text)) throw new Error(`it is nested more than ${deepest} deep`);
}

/** An OpenAPI document as YAML text, the form in which `spec/openapi.yaml` is committed. */
export function toYaml(document: OpenAPIObject): string {
  // Loaded here and not above: a mock that prints no YAML starts faster.
  const { stringify } = createRequire(import.meta.url)('yaml') as typeof import('yaml');
  return stringify(document, { lineWidth: 110, aliasDuplicateObjects: false });
}
