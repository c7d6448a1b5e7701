import { expect, test } from 'vitest';
import { loadContract } from '../../../spec/index.js';
import { findingsOf, runOnPeer } from '../judge-peer.test-helper.js';
import { startReferenceServer } from '../reference/server.js';
import { frameworkHabits } from './frameworks.js';
import { valueHabits, writingHabits } from './writing.js';

const contract = await loadContract();

/** Cases that lead to every kind of answer, and every request that a framework may refuse by itself. */
const telling = [
  'method-get',
  'method-put',
  'content-type-json',
  'content-type-urlencoded',
  'content-type-missing',
  'multipart-without-boundary',
  'multipart-cut-off',
  'success-all-parts',
  'success-again',
  'success-not-matched',
  'success-not-live',
  'missing-key',
  'credentials-wrong-key',
  'balance-used-up',
  'selfie-over-size',
  'ktp-over-size',
  'selfie-no-face',
  'ktp-no-face',
];

test.each([...frameworkHabits, ...writingHabits, ...valueHabits].map(({ id, behave }) => [id, behave] as const))(
  'a server that %s fails nothing',
  async (_, behave) => {
    await using server = await startReferenceServer(behave());
    const results = await runOnPeer(server.url, contract, telling);
    expect(findingsOf(results).filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    expect(results.length).toBe(telling.length);
  },
);
