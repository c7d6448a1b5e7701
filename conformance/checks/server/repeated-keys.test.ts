import { expect, test } from 'vitest';
import { findRepeatedKeys } from './repeated-keys.js';

test.each([
  ['no key twice', '{"a":{"b":"1"},"b":{"a":"1"},"c":[{"a":1},{"a":1}]}', []],
  ['a key twice', '{"a":"1","b":"2","a":"1"}', ['a']],
  ['a key three times', '{"a":"1","a":"2","a":"1"}', ['a']],
  ['a key twice in an inner object', '{"r":{"c":{"s":"1","t":"2","s":"3"}}}', ['r.c.s']],
  ['a key twice in an object of a list', '{"r":[{"s":"1"},{"s":"1","s":"2"}]}', ['r.s']],
  ['an object under a key that comes twice', '{"r":{"a":1},"r":{"a":1}}', ['r']],
  ['a key twice, once escaped', '{"status":"1","\\u0073tatus":"2"}', ['status']],
  ['names of keys in values', '{"a":"\\"a\\":1,{","b":"a","c":["a","a",{}]}', []],
  ['a key twice with blanks around it', '{ "a" : 1 ,\n "a"\t: 2 }', ['a']],
  ['a text alone', '"a:{"', []],
] as const)('finds %s', (_, text, repeated) => {
  expect(() => JSON.parse(text)).not.toThrow();
  expect(findRepeatedKeys(text)).toEqual(repeated);
});
