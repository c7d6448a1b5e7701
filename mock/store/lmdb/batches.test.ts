import { expect, it } from 'vitest';
import { createBatches } from './batches.js';

it('changes of one turn are written in one transaction, in their order, and each has its own result', async () => {
  const transactions: number[] = [];
  let changes = 0;
  const { run } = createBatches((work) => {
    const result = work();
    transactions.push(changes);
    return result;
  });
  const wrong = new Error('an invalid change');
  const results = await Promise.allSettled([
    ...Array.from({ length: 16 }, () => run(() => ++changes)),
    run(() => {
      throw wrong;
    }),
    run(() => ++changes),
  ]);
  expect(transactions).toEqual([17]);
  expect(results.map((result) => (result.status === 'fulfilled' ? result.value : result.reason))).toEqual([
    ...Array.from({ length: 16 }, (_, index) => index + 1),
    wrong,
    17,
  ]);
  expect([await run(() => ++changes), transactions]).toEqual([18, [17, 18]]);
});
