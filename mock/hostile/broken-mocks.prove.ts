import { describe, expect, test } from 'vitest';
import { startMockProcess } from './mock-process.test-helper.js';
import { allowedGrowth, prepareMutations } from './mutated-requests.test-helper.js';

const run = await prepareMutations();

const alone = { patienceMs: 3000, connections: 1, mostFindings: 1 };

describe('a mock that is broken', () => {
  test.each([
    ['dies of a NUL byte in a name', /the mock has died .*a NUL byte/s],
    ['throws away a promise', /the mock has died .*nothing handles this/s],
    ['answers 500 to __proto__', /^status 500/],
    ['answers what is no JSON to a nested body', /body that is not JSON/],
    ['never answers a quoted-printable part', /no answer within/],
  ])('because it %s is detected, with the recipe to reproduce it', async (broken, what) => {
    await using mock = await startMockProcess({ broken });
    const [finding] = await run(mock, 0, 2000, alone);
    expect(finding?.what).toMatch(what);
    expect(finding?.recipe).toMatch(/^.+ > .+ > (?:whole|pieces|chunks|pieces of chunks)$/);
    const [, index] = /EENDIGO_KIT_FUZZ=\d+:(\d+):1 /.exec(finding?.again ?? '') ?? [];
    await using another = await startMockProcess({ broken });
    expect((await run(another, Number(index), Number(index) + 1, alone)).map(({ recipe }) => recipe)).toEqual([
      finding?.recipe,
    ]);
  });

  test('because it keeps every body is detected by its memory', async () => {
    await using mock = await startMockProcess({ broken: 'keeps every body' });
    await run(mock, 0, 1000);
    const before = await mock.memory();
    await run(mock, 1000, 2000);
    expect((await mock.memory()).held - before.held).toBeGreaterThan(allowedGrowth);
  });
});
