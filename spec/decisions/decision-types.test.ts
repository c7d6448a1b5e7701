import { join } from 'node:path';
import { expect, test } from 'vitest';
import { typeDeclarations } from '../../type-declarations.test-helper.js';
import { ambiguityOf } from '../profiles/provenance.js';
import { partNames, responseKinds, ruleNames } from '../vocabulary.js';
import type { Decisions } from './decision-types.js';
import { decisionsSchema, type ProfilePath } from './derive.js';
import { failureKinds, ruleOutcomes, type ValueOf } from './entry.js';
import { decisions } from './table.js';

const vocabulary = {
  ResponseKind: responseKinds,
  FailureKind: failureKinds,
  RuleOutcome: ruleOutcomes,
  RuleName: ruleNames,
  PartName: partNames,
};

test('the type of decisions has the entries of the table, with the questions that they settle', async () => {
  const schema = {
    ...decisionsSchema(true, (path) => ({
      description: ambiguityOf(path)?.question ?? '',
      default: decisions[path].default,
    })),
    description: 'Every decision of a profile, as `spec/decisions/table.ts` has them.',
  };
  const named = Object.entries(vocabulary).map(([name, values]) => ({
    name,
    schema: { enum: values },
    from: '../vocabulary.js',
  }));
  const text = typeDeclarations([...named, { name: 'Decisions', schema }], 'the table of decisions');
  await expect(text).toMatchFileSnapshot(join(import.meta.dirname, 'decision-types.ts'));
});

type Nested<Flat> = {
  readonly [Head in HeadOf<keyof Flat & string>]: Head extends keyof Flat
    ? Flat[Head]
    : Nested<{ [Path in keyof Flat & string as Path extends `${Head}.${infer Rest}` ? Rest : never]: Flat[Path] }>;
};

type HeadOf<Path extends string> = Path extends `${infer Head}.${string}` ? Head : Path;

type InTable = Nested<{ [Path in ProfilePath]: ValueOf<(typeof decisions)[Path]['schema']> }>;

/** Fails to compile where the one is not the other. */
type Same<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? true : never) : never;

test('each decision has in the type what its entry allows', () => {
  expect(true satisfies Same<Decisions, InTable>).toBe(true);
});
