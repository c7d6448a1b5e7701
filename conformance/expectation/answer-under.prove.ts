import { expect, test } from 'vitest';
import { flips, serverCases, wrongDerivations } from './flips.test-helper.js';

test.each(flips)(
  'the mock answers every case as derived under $name',
  async ({ profile }) => {
    expect(await wrongDerivations(profile, serverCases)).toEqual([]);
  },
  120_000,
);
