import { describe, expect, test } from 'vitest';
import { createChecker } from './checking.js';

const schema = {
  type: 'object',
  additionalProperties: false,
  required: ['name'],
  properties: {
    name: { type: 'string', minLength: 1, maxLength: 5 },
    key: { type: 'string', pattern: '\\S', 'x-secret': true, 'x-allowed': 'a text that is not empty' },
    colours: { type: 'array', items: { enum: ['red', 'green'] }, 'x-allowed': 'a list of red and green' },
    modes: { type: 'array', items: { enum: ['open', 'shut'] } },
    share: { type: 'number', minimum: 0, maximum: 1 },
    step: { $ref: '#/$defs/step' },
    shape: {
      type: 'object',
      required: ['type'],
      discriminator: { propertyName: 'type' },
      oneOf: [
        { title: 'circle', properties: { type: { const: 'circle' }, radius: { type: 'integer', minimum: 1 } } },
        { title: 'square', properties: { type: { const: 'square' } }, additionalProperties: false },
      ],
    },
  },
  $defs: { step: { if: { type: 'string' }, then: { maxLength: 3, type: 'string' }, else: { type: 'integer' } } },
};
const { problem, problems } = createChecker(schema, { name: 'the thing' });

describe('a checker', () => {
  test.each<[value: unknown, message: string | undefined]>([
    [{ name: 'a', colours: ['red'], share: 0.5, step: 'abc', shape: { type: 'circle', radius: 2 } }, undefined],
    [[], 'the thing: [] is a list; allowed: a mapping with name, key, colours, modes, share, step, shape'],
    [{}, 'name: missing; allowed: a text of 1 to 5 characters'],
    [{ name: 'abcdef' }, 'name: "abcdef" is not allowed; allowed: a text of 1 to 5 characters'],
    [{ name: 'a', share: '0.5' }, 'share: "0.5" is a string; allowed: a number from 0 to 1'],
    [{ name: 'a', share: 2 }, 'share: 2 is not allowed; allowed: a number from 0 to 1'],
    [
      { name: 'a', colours: ['rde'] },
      'colours: ["rde"] is not allowed; allowed: a list of red and green (did you mean red?)',
    ],
    [{ name: 'a', modes: ['opn'] }, 'modes[0]: "opn" is not allowed; allowed: open or shut (did you mean open?)'],
    [{ name: 'a', step: 'abcd' }, 'step: "abcd" is not allowed; allowed: a text of up to 3 characters'],
    [{ name: 'a', step: 0.5 }, 'step: 0.5 is a number; allowed: a whole number'],
    [
      { name: 'a', shape: { type: 'squar' } },
      'shape.type: "squar" is not allowed; allowed: circle, square (did you mean square?)',
    ],
    [{ name: 'a', shape: {} }, 'shape.type: missing; allowed: circle, square'],
    [
      { name: 'a', shape: { type: 'circle', radius: 0 } },
      'shape.radius: 0 is not allowed; allowed: a whole number from 1',
    ],
    [{ name: 'a', shape: { type: 'square', side: 1 } }, 'shape.side: unknown; allowed: type'],
    [{ nam: 'a' }, 'nam: unknown; allowed: name, key, colours, modes, share, step, shape (did you mean name?)'],
  ])('reports for %j the place, the problem and what is allowed', (value, message) => {
    expect(problem(value)).toBe(message);
  });

  test('finds every invalid place once', () => {
    const found = problems({ name: 5, share: 'x', step: null });
    expect(found.map(({ keys }) => keys)).toEqual([['name'], ['share'], ['step']]);
  });

  test('never repeats a secret value, or an unknown key that may be one', () => {
    expect(problem({ name: 'a', key: ['CANARY'] })).toBe('key: the value is a list; allowed: a text that is not empty');
    const secret = createChecker({ ...schema, 'x-secret': true }, { name: 'the file' });
    expect(secret.problem({ name: 'a', 'CANARY: 5': 1 })).toMatch(/^the file: a key is unknown; allowed: name, key/);
  });
});
