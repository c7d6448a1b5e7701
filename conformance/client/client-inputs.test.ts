import { describe, expect, test } from 'vitest';
import type { CaseResult } from '../evidence/verdict.js';
import { collectResults } from '../evidence/verdict.js';
import { withKnownFailures } from '../known-failures/apply.js';
import { createClient, rightClient } from '../peers/clients/right-client.js';
import type { RunFlags } from '../reports/run-command.js';
import { loadClientInputs } from './client-inputs.js';
import { runClientCases } from './client-run.js';
import { createInProcessDriver } from './in-process/in-process-driver.js';

const load = (profile: string, only: readonly string[] = []) =>
  loadClientInputs({ profile, only, kind: [], tag: [] } satisfies RunFlags);
const ids = async (profile: string, only: readonly string[]): Promise<readonly string[]> =>
  (await load(profile, only)).cases.map(({ id }) => id);

describe('a run under one profile', () => {
  test('has the ids of the cases', async () => {
    expect(await ids('rest', ['text-quotes', 'text-emoji'])).toEqual(['text-quotes', 'text-emoji']);
    expect(await ids('rest', ['text-quotes@rest'])).toEqual(['text-quotes']);
    expect((await load('rest', ['text-quotes'])).contract.profile).toBe('rest');
  });
});

describe('a run under several profiles', () => {
  test('has every case under each, and the ids name the profile', async () => {
    expect(await ids('documented,rest', ['text-quotes', 'text-emoji'])).toEqual([
      'text-quotes@documented',
      'text-emoji@documented',
      'text-quotes@rest',
      'text-emoji@rest',
    ]);
  });

  test('takes a case under one of them, or all cases of one', async () => {
    expect(await ids('documented, rest', ['text-quotes@rest'])).toEqual(['text-quotes@rest']);
    const underRest = await ids('documented,rest', ['*@rest']);
    expect(underRest.length).toBeGreaterThan(100);
    expect(underRest.filter((id) => !id.endsWith('@rest'))).toEqual([]);
  });

  test.each([
    ['documented,documented', [], '--profile names documented twice'],
    ['documented,rest', ['text-quotes@list-result'], '--only text-quotes@list-result names the profile list-result'],
    ['documented,rest', ['text-quote@rest'], 'no case is called "text-quote"'],
    ['documented,rets', [], 'no profile is called "rets"'],
  ])('refuses --profile %s with --only %j', async (profile, only, message) => {
    await expect(load(profile, only)).rejects.toThrow(message);
  });

  test('finds a client that works under one of them only', async () => {
    const { cases, contract, contracts } = await load('documented,rest', ['understood-insufficient-balance']);
    const raising = createClient({
      understand: (answer, client) => {
        if (answer.status >= 400) throw new Error(`HTTP ${answer.status}`);
        return rightClient.understand(answer, client);
      },
    });
    const results = await collectResults(
      runClientCases({
        createDriver: () => createInProcessDriver(raising),
        contract,
        contracts,
        cases,
        limitMs: 20_000,
        signal: new AbortController().signal,
      }),
    );
    expect(results.map(({ case: { id }, verdict }) => [id, verdict])).toEqual([
      ['understood-insufficient-balance@documented', 'passed'],
      ['understood-insufficient-balance@rest', 'failed'],
    ]);
    expect(results[1]?.checks.find(({ outcome }) => outcome === 'failed')).toMatchObject({
      id: 'understood-any-status',
      expected: 'service-error with HTTP 402',
    });
    const failed = results[1] as CaseResult;
    const verdictWith = (id: string) => {
      const entry = {
        case: id,
        check: 'understood-any-status',
        actual: '*',
        owner: 'a',
        reason: 'b',
        expires: '2999-01-01',
        line: 1,
      };
      return withKnownFailures(failed, { file: 'known.yaml', entries: [entry] }, '2026-01-01').verdict;
    };
    expect(verdictWith('understood-insufficient-balance')).toBe('known');
    expect(verdictWith('understood-insufficient-balance@rest')).toBe('known');
    expect(verdictWith('understood-insufficient-balance@documented')).toBe('failed');
  });
});
