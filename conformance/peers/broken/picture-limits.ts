import { createReferenceRules, type ReferenceFacts, type ReferenceLimits, referenceFacts } from '../reference/rules.js';
import { type BrokenServer, brokenReference } from './broken-server.js';

function limited(
  id: string,
  cases: readonly string[],
  part: 'img1' | 'img2',
  limits: Partial<ReferenceLimits>,
): BrokenServer {
  return brokenReference(id, 'kind', cases, () => ({
    rules: createReferenceRules({ [part]: { ...referenceFacts[part], ...limits } } satisfies Partial<ReferenceFacts>),
  }));
}

const openly = (broken: BrokenServer): BrokenServer => ({ ...broken, outcome: 'inconclusive' });

/** Servers whose limits of size or dimension are not those of section 3. */
export const serversWithOtherLimits: readonly BrokenServer[] = [
  limited('accepts a selfie of 3.2 MB', ['selfie-over-size'], 'img1', { bytes: 5_000_000 }),
  limited('accepts a KTP of 2.2 MB', ['ktp-over-size'], 'img2', { bytes: 5_000_000 }),
  limited('limits a selfie to 1 MB', ['selfie-near-size-limit'], 'img1', { bytes: 1_000_000 }),
  limited('limits a KTP to 500 KB', ['ktp-near-size-limit'], 'img2', { bytes: 500_000 }),
  limited('limits a selfie to 1280 x 720', ['selfie-max-dimension'], 'img1', { maximum: [1280, 720] }),
  limited('limits a KTP to 1280 x 720', ['ktp-max-dimension'], 'img2', { maximum: [1280, 720] }),
  // The register asks whether a picture needs 2 megapixels. One of the minimum has fewer.
  openly(limited('demands 1000 x 1000 of a selfie', ['selfie-min-dimension'], 'img1', { minimum: [1000, 1000] })),
  openly(limited('demands 1280 x 720 of a KTP', ['ktp-min-dimension'], 'img2', { minimum: [1280, 720] })),
  brokenReference('limits both files together to 4 MB', 'kind', ['both-near-size-limit'], () => ({
    rules: {
      together: ({ files: { img1, img2 } }) =>
        (img1?.bytes ?? 0) + (img2?.bytes ?? 0) > 4_000_000 ? 'image-too-large' : undefined,
      ...createReferenceRules(),
    },
  })),
];
