import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalogue, findFixture, fixturePairs } from '../../../fixtures/index.js';
import { type Changes, sendGood } from '../../good-request.test-helper.js';
import { createMockServer, type MockServer } from '../../server.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer();
});
afterAll(() => mock.close());

/**
 * Sends pictures with an otherwise good request and without a forced scenario: the rules and the face engine decide.
 */
async function answered(pictures: Changes, refNumber: string) {
  const { headers, text } = await sendGood(mock, { ...pictures, refNumber });
  expect(headers.get('X-Mock-Selected-By')).toBe('rules');
  return { scenario: headers.get('X-Mock-Scenario'), body: JSON.parse(text) };
}

const named = (truth: boolean): string => (truth ? 'True' : 'False');

describe('each fixture leads to its expected answer in an otherwise good request', () => {
  test.each(catalogue)('$id: $expectedKind', async ({ id, part, expectedKind, mark }) => {
    const { scenario, body } = await answered({ [part]: id }, `FIXTURE-${id}`);
    if (expectedKind !== 'success') {
      expect(scenario).toBe(expectedKind);
      return;
    }
    expect(scenario).toMatch(/^success/);
    // Its counterpart shows one person: the answer follows from the mark, and nothing follows without a mark.
    const goodPerson = findFixture('selfie-good')?.mark?.person;
    expect(body.result.face_compare.compare).toBe(named(mark?.person === undefined || mark.person === goodPerson));
    expect(body.result.face_liveness.live).toBe(named(part === 'img2' || mark?.live !== false));
  });
});

describe('each pair is answered as expected', () => {
  test.each(fixturePairs)('$id: $title', async ({ id, img1, img2, expectedKind, verdict }) => {
    const { scenario, body } = await answered({ img1, img2 }, `PAIR-${id}`);
    if (verdict === undefined) {
      expect(scenario).toBe(expectedKind);
      return;
    }
    expect(scenario).toMatch(/^success/);
    expect(body.result.face_compare.compare).toBe(named(verdict.compare));
    expect(body.result.face_liveness.live).toBe(named(verdict.live));
  });
});
