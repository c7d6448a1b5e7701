import { expect, test } from 'vitest';
import { ambiguities, builtInNames, builtInProfile, loadContract, withReading } from '../../spec/index.js';
import { answerUnder } from './answer-under.js';
import { factsOf } from './facts.js';
import { serverCases } from './flips.test-helper.js';
import { predictedAnswers } from './predictions.js';
import { recordReads } from './recorded-reads.js';

test.each(builtInNames)(
  'under %s, every predicted answer is the one that the decisions of its reading lead to',
  async (name) => {
    const contract = await loadContract(builtInProfile(name).profile);
    const under = ambiguities.flatMap(({ id: ambiguity, readings }) =>
      readings
        .filter(({ value }) => value !== undefined)
        .map((reading) => ({
          reading: { ambiguity, reading: reading.id },
          decisions: withReading(contract.decisions, ambiguity, reading),
        })),
    );
    for (const testCase of serverCases) {
      const derived = under.map(({ reading, decisions }) => ({
        reading,
        answer: answerUnder(factsOf(testCase), contract, decisions),
      }));
      expect(predictedAnswers(testCase, contract), testCase.id).toEqual(derived);
    }
  },
);

test('what is read of decisions is recorded by its path, and a list is read as a whole', () => {
  const read = new Set<string>();
  const { parts, order } = recordReads(
    { parts: { empty: 'accepted', required: ['key'] }, order: ['size'], charged: [] },
    read,
  );
  expect([...read]).toEqual(['order']);
  expect([parts.required, order]).toEqual([['key'], ['size']]);
  expect([...read]).toEqual(['order', 'parts.required']);
});
