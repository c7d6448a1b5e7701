import { type Contract, KitError } from '../../spec/index.js';
import { scenarioProblem } from '../config/scenario-names.js';
import { masked } from '../privacy/hide-secrets.js';
import { isPlainName } from '../privacy/shown-word.js';
import type {
  NumberTest,
  PartTest,
  RequestCriteria,
  TextConditions,
  TextTest,
  ViolationTest,
} from '../schemas/criteria-types.js';
import type { JournalEntry, JournalPart, Violation } from '../schemas/journal-types.js';
import { createInputAssertion } from '../schemas/schema-problems.js';
import { isSecretPart, keptHeaders } from './describe.js';

/** One compiled condition. */
export interface Criterion {
  /** Path in the criteria, e.g. `parts.refNumber`. */
  readonly name: string;
  /** The expected value, in words. */
  readonly expected: string;
  readonly isMetBy: (entry: JournalEntry) => boolean;
  /** The request's value, in words. */
  readonly actual: (entry: JournalEntry) => string;
}

/** Rejects unknown keys: a misspelt condition would match every request. */
const assertCriteria = createInputAssertion('RequestCriteria', 'criteria');

/**
 * Compiles criteria.
 *
 * @throws KitError `usage` for unknown keys, scenarios and rules, for masked values, and for headers that the journal
 *   does not record
 */
export function criteriaOf(criteria: RequestCriteria, contract: Contract): readonly Criterion[] {
  assertCriteria(criteria);
  checkScenario(criteria, contract);
  const { method, path, state, scenario, kind, selectedBy, status, trxNo, fault, violations } = criteria;
  const found = [
    texts('method', method, (entry) => entry.method),
    texts('path', path, (entry) => entry.path),
    texts('state', state, (entry) => entry.state),
    texts('scenario', scenario, ({ answer }) => answer?.scenario),
    texts('kind', kind, ({ answer }) => answer?.kind),
    texts('selectedBy', selectedBy, ({ answer }) => answer?.selectedBy),
    status === undefined ? undefined : numbers('status', status, ({ answer }) => answer?.status),
    texts('trxNo', trxNo, ({ answer }) => answer?.trxNo),
    thereOrText('fault', fault, ({ answer }) => answer?.fault?.type),
    ...Object.entries(criteria.parts ?? {}).map(([name, test]) => partCriterion(name, test)),
    ...Object.entries(criteria.headers ?? {}).map(([name, test]) => headerCriterion(name, test)),
    violations === undefined ? undefined : violationCriterion(violations),
  ];
  return found.filter((criterion) => criterion !== undefined);
}

/** Rejects unknown scenarios. They would match no request. */
function checkScenario({ scenario }: RequestCriteria, contract: Contract): void {
  const name = typeof scenario === 'object' ? scenario.equals : scenario;
  const problem = name === undefined ? undefined : scenarioProblem(contract, [name]);
  if (problem !== undefined) throw new KitError('usage', `scenario: ${problem}`);
}

type Read<T> = (entry: JournalEntry) => T | undefined;

function texts(name: string, test: TextTest | undefined, read: Read<string>): Criterion | undefined {
  if (test === undefined) return undefined;
  return {
    name,
    expected: textInWords(test),
    isMetBy: (entry) => textMeets(read(entry), test),
    actual: (entry) => quoted(read(entry)),
  };
}

function thereOrText(name: string, test: boolean | TextTest | undefined, read: Read<string>): Criterion | undefined {
  if (typeof test !== 'boolean') return texts(name, test, read);
  return {
    name,
    expected: test ? 'some' : 'none',
    isMetBy: (entry) => (read(entry) !== undefined) === test,
    actual: (entry) => quoted(read(entry)),
  };
}

function numbers(name: string, test: NumberTest, read: Read<number>): Criterion {
  return {
    name,
    expected: numberInWords(test),
    isMetBy: (entry) => numberMeets(read(entry), test),
    actual: (entry) => String(read(entry) ?? 'none'),
  };
}

function headerCriterion(name: string, test: boolean | TextTest): Criterion | undefined {
  const kept = keptHeaders.find((known) => known === name.toLowerCase());
  if (kept === undefined)
    throw new KitError(
      'usage',
      `headers.${isPlainName(name, keptHeaders) ? name : masked(name)}: the journal does not record this header; it records ${keptHeaders.join(', ')}`,
    );
  return thereOrText(`headers.${name}`, test, ({ headers }) => headers[kept]);
}

function partCriterion(name: string, test: boolean | string | PartTest): Criterion {
  if (isSecretPart(name) && typeof test !== 'boolean')
    throw new KitError('usage', `parts.${name}: its value is masked in the journal; use true or false`);
  if (typeof test === 'object') checkOneKind(name, test);
  const all = ({ parts }: JournalEntry): readonly JournalPart[] =>
    parts.filter((part) => part.name === name || part.contractName === name);
  return {
    name: `parts.${name}`,
    expected: typeof test === 'boolean' ? (test ? 'some' : 'none') : partInWords(test),
    isMetBy: (entry) =>
      typeof test === 'boolean' ? all(entry).length > 0 === test : all(entry).some((part) => partMeets(part, test)),
    actual: (entry) => all(entry).map(shownPart).join(' and ') || 'none',
  };
}

function violationCriterion(test: boolean | ViolationTest): Criterion {
  const { rule, part, outcome, count = { min: 1 } } = typeof test === 'object' ? test : {};
  const matchingViolations = ({ violations }: JournalEntry): readonly Violation[] =>
    violations.filter(
      (one) =>
        (rule === undefined || one.rule === rule) &&
        (part === undefined || one.part === part) &&
        (outcome === undefined ? one.outcome !== 'accepted' : one.outcome === outcome),
    );
  const expectedCount: NumberTest = test === false ? 0 : count;
  const of = [rule && `of rule ${rule}`, part && `in ${part}`, outcome && `with outcome ${outcome}`].filter(Boolean);
  return {
    name: 'violations',
    expected: [expectedCount === 0 ? 'none' : numberInWords(expectedCount), ...of].join(' '),
    isMetBy: (entry) => numberMeets(matchingViolations(entry).length, expectedCount),
    actual: ({ violations }) =>
      violations.map((one) => `${one.part ?? one.rule}: ${one.text} (${one.outcome})`).join('; ') || 'none',
  };
}

function partMeets(part: JournalPart, test: string | PartTest): boolean {
  const onFile = fileConditionsIn(test);
  if (!onFile) return part.type === 'text' && textMeets(part.value, test);
  const { filename, declaredType, sniffedType, sha256, bytes, width, height } = onFile;
  return (
    part.type === 'file' &&
    (filename === undefined || textMeets(part.filename ?? undefined, filename)) &&
    (declaredType === undefined || textMeets(part.declaredType, declaredType)) &&
    (sniffedType === undefined || part.sniffedType === sniffedType) &&
    (sha256 === undefined || part.sha256 === sha256.toLowerCase()) &&
    (bytes === undefined || numberMeets(part.bytes, bytes)) &&
    (width === undefined || numberMeets(part.dimensions?.width, width)) &&
    (height === undefined || numberMeets(part.dimensions?.height, height))
  );
}

/** Conditions on a file. */
type FileConditions = Omit<PartTest, keyof TextConditions>;

const textKeys: readonly (keyof TextConditions)[] = ['equals', 'startsWith', 'endsWith', 'includes'];

/** Returns the conditions on a file; undefined if the test is on a text. */
function fileConditionsIn(test: string | PartTest): FileConditions | undefined {
  if (typeof test === 'string') return undefined;
  const onFile = Object.entries(test).filter(
    ([key, value]) => value !== undefined && !textKeys.some((one) => one === key),
  );
  return onFile.length === 0 ? undefined : Object.fromEntries(onFile);
}

/** Rejects conditions on a text beside those on a file: a part is one of them. */
function checkOneKind(name: string, test: PartTest): void {
  const onFile = fileConditionsIn(test);
  const onText = textKeys.filter((key) => test[key] !== undefined);
  if (!onFile || onText.length === 0) return;
  throw new KitError(
    'usage',
    `parts.${name}: ${onText.join(', ')} is for a text, ${Object.keys(onFile).join(', ')} for a file; give one kind`,
  );
}

function partInWords(test: string | PartTest): string {
  const onFile = fileConditionsIn(test);
  if (!onFile) return textInWords(test);
  const { filename, declaredType, sniffedType, sha256, bytes, width, height } = onFile;
  const said = [
    filename === undefined ? [] : [`called ${textInWords(filename)}`],
    declaredType === undefined ? [] : [`declared as ${textInWords(declaredType)}`],
    sniffedType ?? [],
    bytes === undefined ? [] : [`${numberInWords(bytes)} bytes`],
    width === undefined ? [] : [`${numberInWords(width)} pixels wide`],
    height === undefined ? [] : [`${numberInWords(height)} pixels high`],
    sha256 === undefined ? [] : [`sha256 ${sha256}`],
  ].flat();
  return `a file ${said.join(', ')}`;
}

function shownPart(part: JournalPart): string {
  if (part.type === 'text') return quoted(part.value);
  const { filename, declaredType, sniffedType, bytes, sha256, dimensions } = part;
  const size = dimensions ? `${dimensions.width}x${dimensions.height}, ` : '';
  return `a file called ${quoted(filename ?? undefined)}, declared as ${quoted(declaredType)}, ${sniffedType}, ${size}${bytes} bytes, sha256 ${sha256}`;
}

function textMeets(text: string | undefined, test: TextTest): boolean {
  if (text === undefined) return false;
  if (typeof test === 'string') return text === test;
  const { equals, startsWith, endsWith, includes } = test;
  return (
    (equals === undefined || text === equals) &&
    (startsWith === undefined || text.startsWith(startsWith)) &&
    (endsWith === undefined || text.endsWith(endsWith)) &&
    (includes === undefined || text.includes(includes))
  );
}

function textInWords(test: TextTest): string {
  if (typeof test === 'string') return quoted(test);
  const { equals, startsWith, endsWith, includes } = test;
  const said = [
    equals === undefined ? [] : [quoted(equals)],
    startsWith === undefined ? [] : [`begins with ${quoted(startsWith)}`],
    endsWith === undefined ? [] : [`ends with ${quoted(endsWith)}`],
    includes === undefined ? [] : [`has ${quoted(includes)} in it`],
  ].flat();
  return said.join(' and ') || 'any text';
}

/** Returns whether a number meets a condition. */
export function numberMeets(number: number | undefined, test: NumberTest): boolean {
  if (number === undefined) return false;
  if (typeof test === 'number') return number === test;
  return number >= (test.min ?? Number.NEGATIVE_INFINITY) && number <= (test.max ?? Number.POSITIVE_INFINITY);
}

/** Describes a condition on a number: `2`, `at least 1`, `from 1 to 3`. */
export function numberInWords(test: NumberTest): string {
  if (typeof test === 'number') return String(test);
  const { min, max } = test;
  if (min !== undefined && max !== undefined) return `from ${min} to ${max}`;
  if (max !== undefined) return `at most ${max}`;
  return min === undefined ? 'any number' : `at least ${min}`;
}

/** Quotes a text, shortened to fit a log line. */
function quoted(text: string | undefined): string {
  if (text === undefined) return 'none';
  return JSON.stringify(text.length > 120 ? `${text.slice(0, 120)}...` : text);
}
