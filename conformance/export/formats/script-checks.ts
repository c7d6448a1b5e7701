import { type Assertion, type BodyPath, titleOf } from '../assertion.js';
import type { Exchange } from '../exchange.js';
import type { ExportVariable, ValueChange } from '../variables.js';

/** How the scripts of a tool read an answer and state a test. All expressions are JavaScript. */
export interface ScriptDialect {
  readonly status: string;
  /** An expression for the value of a header, or one that counts as false. */
  readonly header: (name: string) => string;
  /** An expression for the parsed body. */
  readonly json: string;
  /** An expression for the body as text. Absent in a tool that gives scripts a parsed body only. */
  readonly text?: string;
  /** A statement that tests whether two values are equal. */
  readonly equal: (title: string, actual: string, expected: string) => string;
}

/** The tests of an exchange as lines of JavaScript, one for each assertion. */
export function scriptChecks({ assertions }: Exchange, dialect: ScriptDialect): readonly string[] {
  return assertions.map((assertion) => {
    const [actual, expected] = comparison(assertion, dialect);
    return dialect.equal(titleOf(assertion), actual, expected);
  });
}

/** The two expressions that an assertion compares. What is shown of a failure is the actual value where it can be. */
function comparison(assertion: Assertion, dialect: ScriptDialect): readonly [actual: string, expected: string] {
  switch (assertion.on) {
    case 'status':
      return [dialect.status, String(assertion.equals)];
    case 'header':
      return [matches(assertion.matches, 'i', `${dialect.header(assertion.name)} || ''`), 'true'];
    case 'no-header':
      return [`Boolean(${dialect.header(assertion.name)})`, 'false'];
    case 'keys':
      return [`Object.keys(${at(assertion.path, dialect)} || {}).join()`, quoted(assertion.keys.join())];
    case 'value':
      return [at(assertion.path, dialect), quoted(assertion.equals)];
    case 'pattern':
      return [isText(at(assertion.path, dialect), matches(assertion.matches, '', 'text')), 'true'];
    case 'filled':
      return [isText(at(assertion.path, dialect), 'text !== ""'), 'true'];
    case 'text':
      return dialect.text === undefined
        ? [`((body) => { ${compactBody} })(${dialect.json})`, quoted(compact(assertion.equals))]
        : [dialect.text, quoted(assertion.equals)];
  }
}

function isText(value: string, condition: string): string {
  return `[${value}].every((text) => typeof text === "string" && ${condition})`;
}

/** Statements that return a body, parsed or not, as JSON without blanks, or as the text that it is. */
const compactBody =
  'try { return JSON.stringify(typeof body === "string" ? JSON.parse(body) : body); } catch { return body; }';

/** The same for a text that is known. */
function compact(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
}

function matches(pattern: string, flags: string, value: string): string {
  return `new RegExp(${quoted(pattern)}, ${quoted(flags)}).test(${value})`;
}

function at(path: BodyPath, { json }: ScriptDialect): string {
  return `(${json})${path.map((key) => `?.[${typeof key === 'number' ? key : quoted(key)}]`).join('')}`;
}

/** A text as a JavaScript literal, without the braces in which tools look for variables and the end of a script. */
export function quoted(text: string): string {
  return JSON.stringify(text).replaceAll('{{', '{\\u007b').replaceAll('%}', '%\\u007d');
}

/** The variables that an exchange changes, each once. */
export function changesOf({
  body,
}: Exchange): readonly { readonly variable: ExportVariable; readonly change: ValueChange }[] {
  if (body.type === 'raw') return [];
  return body.parts.flatMap((part) =>
    part.type === 'text'
      ? part.value.flatMap((piece) =>
          'variable' in piece && piece.change !== undefined ? [{ variable: piece.variable, change: piece.change }] : [],
        )
      : [],
  );
}

/** The name of the variable that holds a changed value. */
export function changedName(variable: ExportVariable): string {
  return `changed${variable[0]?.toUpperCase()}${variable.slice(1)}`;
}

/** A JavaScript expression for a changed value. */
export function changedExpression(value: string, change: ValueChange): string {
  switch (change) {
    case 'lower-case':
      return `${value}.toLowerCase()`;
    case 'other-capitals':
      return `${value} === ${value}.toUpperCase() ? ${value}.toLowerCase() : ${value}.toUpperCase()`;
    case 'cut-short':
      return `${value}.slice(0, -1)`;
  }
}
