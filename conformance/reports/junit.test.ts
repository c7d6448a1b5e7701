import { DOMParser, type Element, onErrorStopParsing } from '@xmldom/xmldom';
import { describe, expect, test } from 'vitest';
import type { CaseResult } from '../evidence/verdict.js';
import { toJunit } from './junit.js';
import type { RunReport } from './run-report.js';
import { createFinding, createTestReport, createTestResult } from './run-report.test-helper.js';

/** Parses XML, and throws at what its recommendation forbids. Returns the elements of each name. */
function parseXml(xml: string): (name: string) => readonly Element[] {
  // The parser does not look at this.
  expect(xml).not.toMatch(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u);
  const document = new DOMParser({ onError: onErrorStopParsing }).parseFromString(xml, 'text/xml');
  return (name) => [...document.getElementsByTagName(name)];
}

const inconclusive = createFinding('200', '401', {
  id: 'http-status',
  outcome: 'inconclusive',
  source: { ambiguity: 'http-status' },
  observed: [{ ambiguity: 'http-status', value: 'invalid-credentials 401' }],
});
const results: readonly CaseResult[] = [
  createTestResult('success-all-parts', []),
  createTestResult('missing-key', [createFinding('"a"', '"b"')]),
  createTestResult('credentials-wrong-key', [inconclusive]),
  createTestResult('missing-img1', [], { verdict: 'error', reason: 'it broke' }),
  createTestResult('missing-img2', [], { verdict: 'skipped', reason: 'beyond the budget' }),
];
/** The report of a run that was cut short, with every verdict and known failures that do not hold. */
const everything = createTestReport(
  [
    ...results.map((result) => ({ ...result, notes: ['a note'] })),
    createTestResult('missing-key', [
      createFinding('a', 'b', { known: { owner: 'Ana', reason: 'ticket 812', expires: '2999-12-31' } }),
    ]),
  ],
  {
    info: { cutShort: 'interrupted' },
    knownFailures: {
      file: 'known.yaml',
      problems: [{ line: 7, case: 'missing-key', check: 'kind', type: 'expired', problem: 'expired' }],
    },
  },
);
const read = (report: RunReport, isStrict = false) => parseXml(toJunit(report, isStrict));
const attribute = (name: string) => (element: Element) => element.getAttribute(name);
const attributesOf = (element: Element): Readonly<Record<string, string>> =>
  Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value]));

describe('a JUnit report', () => {
  test('names the profile of a case in a run under several, and the notes of the run', () => {
    const [result] = results;
    if (!result) throw new Error('there is no result');
    const under = { ...result, case: { ...result.case, id: 'success-all-parts@rest', profile: 'rest' } };
    const elements = read(createTestReport([under], { info: { notes: ['a late result'] } }));
    const named = elements('property').map((element) => [element.getAttribute('name'), element.getAttribute('value')]);
    expect(named).toContainEqual(['note', 'a late result']);
    expect(named.at(-1)).toEqual(['profile', 'rest']);
    expect(elements('testcase')[0]?.getElementsByTagName('property')).toHaveLength(1);
  });

  test('counts in its suite what stands in it', () => {
    const elements = read(createTestReport(results));
    for (const suite of [...elements('testsuites'), ...elements('testsuite')])
      expect(attributesOf(suite)).toMatchObject({
        tests: '5',
        failures: '1',
        errors: '1',
        time: '1.234',
        name: 'eendigo-kit conformance server',
      });
    expect(elements('testsuite').map(attribute('skipped'))).toEqual(['2']);
    expect(elements('testsuite').map(attribute('timestamp'))).toEqual(['2026-03-01T10:00:00']);
    expect(['failure', 'error', 'skipped'].map((name) => elements(name).length)).toEqual([1, 1, 2]);
  });

  test('gives each case a class name, a time, and a name of its own', () => {
    const cases = read(createTestReport(results, { info: { cutShort: 'interrupted' } }))('testcase').map(attributesOf);
    expect(new Set(cases.map(({ classname, name }) => `${classname} ${name}`)).size).toBe(6);
    for (const { time } of cases) expect(time).toMatch(/^\d+\.\d{3}$/);
    expect(cases[1]?.['classname']).toBe('eendigo-kit.server.parameter-invalid');
  });

  test('has an inconclusive case as skipped with its reason, and as a failure when the run is strict', () => {
    expect(read(createTestReport(results))('skipped').map(attribute('message'))).toEqual([
      'inconclusive: http-status: expected 200, actual 401',
      'beyond the budget',
    ]);
    const strict = read(createTestReport(results), true);
    expect(strict('failure').map(attribute('type'))).toEqual(['failed', 'inconclusive']);
    expect(strict('skipped').map(attribute('message'))).toEqual(['beyond the budget']);
    expect(strict('testsuites').map(attribute('failures'))).toEqual(['2']);
  });

  test('has the readings as properties of the suite, and says which are not known', () => {
    const report = createTestReport(results);
    const description = 'not known: the control failed';
    const unknown = { ...report.readings[0], ambiguity: 'nik-format', description, unknown: 'the control failed' };
    const readings = [...report.readings, unknown] as RunReport['readings'];
    const properties = read({ ...report, readings })('property').map(attributesOf);
    expect(Object.fromEntries(properties.map(({ name, value }) => [name, value]))).toMatchObject({
      profile: 'documented',
      'reading.http-status': 'by-meaning',
      'reading.nik-format': 'not known: the control failed',
    });
    expect(new Set(properties.map(({ name }) => name)).size).toBe(properties.length);
  });

  test('has only what the schema of Jenkins, junit-10.xsd, allows at each place', () => {
    for (const isStrict of [false, true]) {
      const [root] = read(everything, isStrict)('testsuites');
      expect(root && schemaProblems(root)).toEqual([]);
    }
    // The rules find faults, too.
    const [wrong] = parseXml('<testsuites skipped="1"><testsuite name="a"><failure/>text</testsuite></testsuites>')(
      'testsuites',
    );
    expect(wrong && schemaProblems(wrong)).toEqual([
      'testsuites may not have the attribute skipped',
      'testsuite lacks the attribute tests',
      'testsuite lacks the attribute failures',
      'testsuite lacks the attribute errors',
      'testsuite may not hold failure',
      'testsuite may not hold text',
    ]);
  });

  test('says why a case did not pass in the text too, because GitLab shows that', () => {
    const elements = read(everything);
    for (const name of ['failure', 'error', 'skipped'])
      for (const element of elements(name)) expect([name, element.textContent]).not.toEqual([name, '']);
    expect(elements('error').map(({ textContent }) => textContent)).toEqual(['it broke', 'cut short: interrupted']);
  });

  test('is XML whatever a server sends', () => {
    const nasty = '\u0000\u001b[31m]]>&lt;<"\'\u{1f600}\ud800\ufffe\n\r\ttext ';
    const elements = read(
      createTestReport(
        [
          createTestResult('missing-key', [createFinding('x', nasty)], { notes: [nasty] }),
          createTestResult('missing-img1', [], { verdict: 'error', reason: nasty }),
        ],
        { info: { subject: nasty, cutShort: nasty } },
      ),
    );
    expect(elements('failure')[0]?.textContent).toContain(
      '\\u0000\\u001b[31m]]>&lt;<"\'\u{1f600}\\ud800\\ufffe\n\\r\\ttext·',
    );
    expect(elements('error')[0]?.getAttribute('message')).toContain(']]>&lt;<"\'');
  });
});

interface ElementRule {
  /** The attributes that it has to have. */
  readonly required?: readonly string[];
  /** The others that it may have. */
  readonly allowed?: readonly string[];
  readonly children?: readonly string[];
  readonly hasText?: true;
}

/** The part of junit-10.xsd, which the xUnit plugin of Jenkins applies, that the kit uses. */
const rules: Readonly<Record<string, ElementRule>> = {
  testsuites: { allowed: ['name', 'time', 'tests', 'failures', 'errors'], children: ['testsuite'] },
  testsuite: {
    required: ['name', 'tests', 'failures', 'errors'],
    allowed: ['skipped', 'time', 'timestamp', 'hostname', 'id', 'package', 'group', 'file', 'log', 'url'],
    children: ['testsuite', 'properties', 'testcase', 'system-out', 'system-err'],
  },
  properties: { children: ['property'] },
  property: { required: ['name', 'value'] },
  testcase: {
    required: ['name'],
    allowed: ['time', 'classname', 'group'],
    children: ['skipped', 'error', 'failure', 'system-out', 'system-err'],
  },
  failure: { allowed: ['type', 'message'], hasText: true },
  error: { allowed: ['type', 'message'], hasText: true },
  skipped: { allowed: ['type', 'message'], hasText: true },
  'system-out': { hasText: true },
  'system-err': { hasText: true },
};

/** What the rules forbid in an element and in those that it holds, one line each. */
function schemaProblems(element: Element): readonly string[] {
  const { tagName } = element;
  const { required = [], allowed = [], children = [], hasText } = rules[tagName] ?? {};
  const attributes = Object.entries(attributesOf(element));
  const nodes = [...element.childNodes];
  const held = nodes.filter((node): node is Element => node.nodeType === node.ELEMENT_NODE);
  const texts = nodes.filter((node) => node.nodeType !== node.ELEMENT_NODE && node.nodeValue?.trim() !== '');
  const may = (what: string): string => `${tagName} may not ${what}`;
  return [
    ...attributes.flatMap(([name]) =>
      required.includes(name) || allowed.includes(name) ? [] : [may(`have the attribute ${name}`)],
    ),
    ...attributes.flatMap(([name, value]) =>
      name === 'time' && !/^\d+(\.\d*)?$/.test(value) ? [may(`take the time ${value}`)] : [],
    ),
    ...required.flatMap((name) => (element.hasAttribute(name) ? [] : [`${tagName} lacks the attribute ${name}`])),
    ...held.flatMap((child) =>
      children.includes(child.tagName) ? schemaProblems(child) : [may(`hold ${child.tagName}`)],
    ),
    ...(texts.length > 0 && !hasText ? [may('hold text')] : []),
  ];
}
