import { onReference } from './on-reference.js';
import type { Vendor } from './vendor.js';

/** The document's rules with limits of pictures of its own, which no decision of a profile has. */
export const wideLimits: Vendor = onReference({
  id: 'wide-limits',
  habits: () => ({
    facts: {
      img1: { bytes: 5_000_000, minimum: [480, 480], maximum: [4096, 4096] },
      img2: { bytes: 5_000_000, minimum: [640, 480], maximum: [4096, 4096] },
    },
  }),
  // As far as the decisions reach: no picture of the cases is too small or too large, and one of 3,000,001 bytes is not either.
  shows: { 'pictures.tooSmall': 'accepted', 'pictures.tooLarge': 'accepted', 'pictures.megabyte': 1_048_576 },
  leavesOpen: [
    'status.image-too-large',
    'answers.imageTooLargeMessage',
    'ownAnswers.tooManyBytes',
    'pictures.sizeLimit',
    'pictures.orientation',
    'pictures.minimumPixels',
  ],
  fails: ['kind'],
  inexpressible: [
    {
      habit: 'accepts pictures of more bytes',
      unexplained: [
        'selfie-over-size',
        'ktp-over-size',
        'order-size-dimensions',
        'order-size-face-compare',
        'order-size-format',
        'order-size-liveness',
      ],
      checks: ['kind'],
      drift: ['answer', 'verdict'],
    },
  ],
});
