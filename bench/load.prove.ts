import { describe, expect, test } from 'vitest';
import { startContender } from './contenders.js';
import { putLoad } from './load.js';
import { createPairRequest } from './pairs.js';

const unpinned = { before: [], note: '' };

describe('a pair', () => {
  test.each([
    ['small', 20_000, 20_000],
    ['typical', 400_000, 300_000],
    ['large', 3_000_000, 2_000_000],
  ] as const)('called %s has about its declared size, and never more', async (name, selfie, card) => {
    for (const isMarked of [true, false]) {
      const { pictures } = await createPairRequest(name, isMarked);
      expect(pictures[0]).toBeLessThanOrEqual(selfie);
      expect(pictures[0]).toBeGreaterThan(selfie * 0.9);
      expect(pictures[1]).toBeLessThanOrEqual(card);
      expect(pictures[1]).toBeGreaterThan(card * 0.9);
    }
  });
});

describe('an error', () => {
  test('is an answer with status 200 that is not a success', async () => {
    await using mock = await startContender('mock', unpinned);
    const request = await createPairRequest('small');
    const spoilt = { ...request, body: Buffer.from(request.body.toString('latin1').replace('AIT', 'XXX'), 'latin1') };
    expect((await putLoad({ url: mock.url, request, connections: 2, amount: 6 })).errors).toBe(0);
    expect((await putLoad({ url: mock.url, request: spoilt, connections: 2, amount: 6 })).errors).toBe(6);
  });

  test('is an answer of another status, or no answer', async () => {
    await using express = await startContender('express', unpinned);
    const request = await createPairRequest('small');
    const sent = { request, connections: 1, amount: 3 };
    expect((await putLoad({ ...sent, url: `${express.url}/nowhere` })).errors).toBe(3);
    await express[Symbol.asyncDispose]();
    expect((await putLoad({ ...sent, url: express.url })).errors).toBe(3);
  });
});
