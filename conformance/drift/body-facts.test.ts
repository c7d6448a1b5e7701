import { expect, test } from 'vitest';
import { loadContract } from '../../spec/index.js';
import { createNeutral } from '../wire/neutral.js';
import { bodyFacts } from './body-facts.js';
import { knownForms } from './shapes.js';

const context = { known: knownForms(await loadContract()), neutral: createNeutral('KIT0001') };
const facts = (text: string): readonly string[] =>
  bodyFacts(text, context).map(({ aspect, place, value }) => `${aspect} ${place}: ${value}`);

test('the contract says which values are new in every answer, and which are fixed', () => {
  const { fresh, fixed } = context.known;
  expect([...fresh.keys()].toSorted()).toEqual(['date', 'datetime', 'score', 'similarity', 'x-trx-no']);
  expect([...fixed].filter((name) => name !== '').toSorted()).toEqual([
    'compare',
    'content-type',
    'error',
    'live',
    'message',
    'status',
    'threshold',
  ]);
});

test('the facts of a body are its types, orders and values, of fresh values the form', () => {
  const body = '{"date":"Thu, 14 Apr 2022 03:56:41 GMT","result":[{"similarity":"0.83950","n":0.8}],"a b":null}';
  expect(facts(body)).toEqual([
    'body : JSON, an object',
    'order : ["date","result","a b"]',
    'type date: a string',
    'text date: date in RFC 1123',
    'type result: a list',
    'order result: ["similarity","n"]',
    'type result.similarity: a string',
    'text result.similarity: fraction of five decimals',
    'type result.n: a number',
    'text result.n: 0.8',
    'type "a b": null',
    'text "a b": null',
  ]);
});

test('a list has a fact for each item after the first', () => {
  expect(facts('{"a":["x","y"]}')).toEqual([
    'body : JSON, an object',
    'order : ["a"]',
    'type a: a list',
    'text a: x',
    'type a.1: a string',
    'text a.1: y',
  ]);
});

test.each([
  ['', ['body : empty']],
  ['<h1>KIT0001</h1>', ['body : no JSON', 'text : <h1>(refNumber)</h1>']],
  [`${'x'.repeat(10)}… (5 characters more)`, ['body : too long to be kept, or no text']],
  ['x'.repeat(30_000), ['body : too long to be kept, or no text']],
  ['[]', ['body : JSON, a list']],
  ['"x"', ['body : JSON, a string', 'text : x']],
])('a body that is no JSON object: %.20s', (text, expected) => {
  expect(facts(text)).toEqual(expected);
});

test.each([
  ['lists', `${'['.repeat(9000)}${']'.repeat(9000)}`],
  ['objects', `${'{"a":'.repeat(3000)}1${'}'.repeat(3000)}`],
  ['lists below the limit of the parser', `${'['.repeat(150)}"${'x'.repeat(3000)}"${']'.repeat(150)}`],
])('deeply nested %s are compared as text', (_, text) => {
  const found = facts(text);
  expect(found.length).toBeLessThan(100);
  expect(found.at(-1)?.length).toBeGreaterThan(2000);
});

test('keys with names of the language are keys like others', () => {
  expect(facts('{"__proto__":"a","constructor":"b"}')).toContain('text __proto__: a');
});
