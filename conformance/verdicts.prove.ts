import { describe, expect, test } from 'vitest';
import { builtInNames, builtInProfile, loadContract } from '../spec/index.js';
import { flips } from './expectation/flips.test-helper.js';
import { complaintsAbout, otherReadings } from './other-readings.test-helper.js';
import { problemsIn, runOnMock } from './run-on-mock.test-helper.js';

describe('every case passes on the mock under the same profile', () => {
  test.each(flips)('$name', async ({ profile }) => {
    expect(problemsIn(await runOnMock(profile))).toEqual([]);
  });

  test.each(builtInNames)('the built-in profile %s', async (name) => {
    expect(problemsIn(await runOnMock(builtInProfile(name).profile))).toEqual([]);
  });
});

describe('every case, judged as documented, on a mock of another reading: nothing fails, and that reading is named', () => {
  const visible = otherReadings.filter(({ name }) => name !== 'empty-optional: as-value');
  test.each(visible)('$name', async (other) => {
    const contract = await loadContract();
    expect(complaintsAbout(await runOnMock(other.profile, undefined, contract), other, contract)).toEqual([]);
  });
});
