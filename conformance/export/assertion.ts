/** A place in a JSON body. */
export type BodyPath = readonly (string | number)[];

/** One test on an answer. */
export type Assertion =
  | { readonly on: 'status'; readonly equals: number }
  /** The whole value matches the pattern, in any letter case. */
  | { readonly on: 'header'; readonly name: string; readonly matches: string }
  | { readonly on: 'no-header'; readonly name: string }
  /** The object at the place has exactly these keys, in the document's order. */
  | { readonly on: 'keys'; readonly path: BodyPath; readonly keys: readonly string[] }
  | { readonly on: 'value'; readonly path: BodyPath; readonly equals: string }
  | { readonly on: 'pattern'; readonly path: BodyPath; readonly matches: string }
  /** The value is a text that is not empty. */
  | { readonly on: 'filled'; readonly path: BodyPath }
  /** The body is this text. */
  | { readonly on: 'text'; readonly equals: string };

/** An assertion as a sentence, for the name of a test. */
export function titleOf(assertion: Assertion): string {
  switch (assertion.on) {
    case 'status':
      return `the status is ${assertion.equals}`;
    case 'header':
      return `the header ${assertion.name} is as documented`;
    case 'no-header':
      return `there is no header ${assertion.name}`;
    case 'keys':
      return `${wordsOf(assertion.path)} has the keys ${assertion.keys.join(', ')}`;
    case 'value':
      return `${wordsOf(assertion.path)} is ${JSON.stringify(assertion.equals)}`;
    case 'pattern':
      return `${wordsOf(assertion.path)} has the documented form`;
    case 'filled':
      return `${wordsOf(assertion.path)} is not empty`;
    case 'text':
      return 'the body is the text of the profile';
  }
}

function wordsOf(path: BodyPath): string {
  return path.length === 0 ? 'the body' : path.join('.');
}
