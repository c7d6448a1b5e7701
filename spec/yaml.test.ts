import { describe, expect, it } from 'vitest';
import { parseYaml } from './yaml.js';

const problemOf = (text: string): string => {
  try {
    parseYaml(text);
  } catch (error) {
    return (error as Error).message;
  }
  return 'read';
};

describe('a text in YAML', () => {
  it('is parsed, and so is JSON', () => {
    expect(parseYaml('a: [1, yes]')).toEqual({ a: [1, 'yes'] });
    expect(parseYaml('{"a": [1, true]}')).toEqual({ a: [1, true] });
  });

  it.each([
    ['a repeated key', 'a: 1\na: CANARY', 'Map keys must be unique at line 2, column 1'],
    ['a second document', 'a: 1\n---\nb: CANARY', 'there is more than one document at line 2, column 1'],
    ['an unresolved alias', 'a: *CANARY', 'Unresolved alias (the anchor must be set before the alias)'],
    ['thousands of errors', `a: ${'!CANARY '.repeat(50_000)}1`, 'A node can have at most one tag at line 1, column 12'],
    ['brackets within brackets', '['.repeat(1000), 'it is nested more than 200 deep'],
  ])(
    'with %s is rejected for its first error, with the position if known, and without any of the text',
    (_, text, problem) => {
      expect(problemOf(text)).toBe(problem);
    },
  );

  it('with more aliases than allowed is rejected', () => {
    const text = `a: &x 1\nb: [${'*x, '.repeat(30)}]`;
    expect(problemOf(text)).toMatch(/alias/i);
    expect(parseYaml(text, { maxAliasCount: 100 })).toMatchObject({ a: 1 });
  });
});
