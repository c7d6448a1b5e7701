import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { encodeMark, type Sight, sights } from '../../../fixtures/index.js';
import { documented, loadContract } from '../../../spec/index.js';
import { sendGood } from '../../good-request.test-helper.js';
import { createMockServer } from '../../server.js';

/** A small grey picture within the limits of both tables, whose mark makes the engine see this. */
async function marked(sees: Sight): Promise<Blob> {
  const bytes = await sharp({ create: { width: 960, height: 720, channels: 3, background: '#8a8078' } })
    .withExif({ IFD0: { ImageDescription: encodeMark({ id: 'witness', sees, person: 7 }) } })
    .jpeg()
    .toBuffer();
  return new Blob([new Uint8Array(bytes)]);
}

const pictures = new Map<Sight, Blob>();
beforeAll(async () => {
  for (const sees of sights) pictures.set(sees, await marked(sees));
});
const picture = (sees: Sight): Blob => pictures.get(sees) ?? new Blob([]);

const faults = sights.filter((sees) => sees !== 'face');
const answers = { img1: 'liveness-error', img2: 'face-compare-error' } as const;

describe.each(['img1', 'img2'] as const)('what is wrong with %s', (part) => {
  test('is answered with its own kind, and reported in its own words', async () => {
    await using mock = await createMockServer();
    const texts = new Set<string>();
    for (const sees of faults) {
      const { headers } = await sendGood(mock, { img1: picture('face'), img2: picture('face'), [part]: picture(sees) });
      expect([sees, headers.get('X-Mock-Scenario')]).toEqual([sees, answers[part]]);
      const [violation] = mock.requests().at(-1)?.violations ?? [];
      expect(violation).toMatchObject({ part, hint: 'simulated: picture mark of witness' });
      texts.add(violation?.text ?? '');
    }
    expect(texts.size).toBe(faults.length);
  });
});

test('if error texts differ by cause, each documented cause has its own, and others have all of them', async () => {
  const profile = { ...documented, answers: { ...documented.answers, livenessErrorText: 'combined' } } as const;
  await using mock = await createMockServer({ contract: await loadContract(profile) });
  const parts: Partial<Record<Sight, string>> = {
    dim: 'liveness-error-dim',
    covered: 'liveness-error-covered',
    blurred: 'liveness-error-shake',
  };
  for (const sees of faults) {
    const { headers } = await sendGood(mock, { img1: picture(sees), img2: picture('face') });
    expect([sees, headers.get('X-Mock-Scenario')]).toEqual([sees, parts[sees] ?? 'liveness-error']);
  }
});
