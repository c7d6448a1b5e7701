import { describe, expect, test } from 'vitest';
import { createMockServer } from '../../mock/index.js';
import { type Contract, decisions, documented, loadContract, withDecisions } from '../../spec/index.js';
import { cases } from '../cases/index.js';
import { collectResults } from '../evidence/verdict.js';
import { drawnPictures } from '../pictures.js';
import { builtInCredentials } from '../wire/credentials.js';
import { createRefNumbers } from './ref-numbers.js';
import { runServerCases } from './server-run.js';

const found = (id: string) => {
  const testCase = cases.find((candidate) => candidate.id === id);
  if (!testCase) throw new Error(`no case is called ${id}`);
  return testCase;
};

/** Every case that sends a refNumber of a given text, and those that repeat one. */
const ids = ['success-all-parts', 'documented-example', 'repeated-ref-number', 'part-name-case', 'empty-ref-number'];

function run(url: string, contract: Contract, chosen: readonly string[] = ids) {
  return collectResults(
    runServerCases({
      target: new URL(url),
      contract,
      cases: cases.filter(({ id }) => chosen.includes(id)),
      credentials: builtInCredentials,
      pictures: drawnPictures,
      timeoutMs: 20_000,
      intervalMs: 0,
      signal: new AbortController().signal,
    }),
  );
}

describe('the refNumbers of a run', () => {
  test('differ from case to case and from run to run, and a repeating case has that of its case', () => {
    const numbers = [1, 2].flatMap(() => {
      const refNumberOf = createRefNumbers(cases);
      expect(refNumberOf(found('repeated-ref-number'))).toBe(refNumberOf(found('success-all-parts')));
      return cases.filter(({ id }) => id !== 'repeated-ref-number').map(refNumberOf);
    });
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  test("have the form of the document's example in its case, and are not the printed one", () => {
    const refNumber = createRefNumbers(cases)(found('documented-example'));
    expect(refNumber).toMatch(/^REF\d{12}$/);
    expect(refNumber).not.toBe('REF202209230001');
  });

  test('are the printed one nowhere on the wire, beyond requests without a tenant', async () => {
    await using mock = await createMockServer();
    await run(mock.url, mock.contract);
    const sent = mock.requests().flatMap(({ parts }) => parts.flatMap((part) => ('value' in part ? [part.value] : [])));
    expect(sent).not.toContain('REF202209230001');
  });
});

describe('a second run on the same server gives the same verdicts', () => {
  const outcomes = (decisions['parts.repeatedRefNumber'].schema as { readonly enum: readonly string[] }).enum;
  test.each(outcomes.flatMap((outcome) => ['exact', 'ignored'].map((nameCase) => [outcome, nameCase] as const)))(
    'where a repeated refNumber is %s, and the case of names %s',
    async (repeatedRefNumber, nameCase) => {
      const contract = await loadContract(withDecisions(documented, { parts: { repeatedRefNumber, nameCase } }));
      await using mock = await createMockServer({ contract });
      const [first, second] = [await run(mock.url, contract), await run(mock.url, contract)].map((results) =>
        results.map(({ case: { id }, verdict, checks }) => ({
          id,
          verdict,
          outcomes: checks.map((check) => `${check.id} ${check.outcome}`),
        })),
      );
      expect(second).toEqual(first);
      expect(first?.find(({ id }) => id === 'documented-example')?.verdict).toBe('passed');
    },
  );
});

describe('a case that repeats a refNumber', () => {
  test('is skipped where the run does not send the case that it repeats', async () => {
    await using mock = await createMockServer();
    const results = await run(mock.url, mock.contract, ['repeated-ref-number']);
    expect(results).toMatchObject([
      {
        verdict: 'skipped',
        reason: 'repeats the refNumber of success-all-parts, which this run does not send; add that case to the run',
      },
    ]);
  });
});
