import { onReference } from './on-reference.js';
import type { Vendor } from './vendor.js';

/** The document's rules with limits of pictures of its own. */
export const wideLimits: Vendor = onReference({
  id: 'wide-limits',
  habits: () => ({
    facts: {
      img1: { bytes: 5_000_000, minimum: [480, 480], maximum: [4096, 4096] },
      img2: { bytes: 5_000_000, minimum: [640, 480], maximum: [4096, 4096] },
    },
  }),
  shows: {
    'pictures.selfie.maximumBytes': 5_000_000,
    'pictures.selfie.minimumWidth': 480,
    'pictures.selfie.minimumHeight': 480,
    'pictures.selfie.maximumWidth': 4096,
    'pictures.selfie.maximumHeight': 4096,
    'pictures.ktp.maximumBytes': 5_000_000,
    'pictures.ktp.minimumWidth': 640,
    'pictures.ktp.minimumHeight': 480,
    'pictures.ktp.maximumWidth': 4096,
    'pictures.ktp.maximumHeight': 4096,
  },
  leavesOpen: ['pictures.megabyte', 'pictures.sizeLimit', 'pictures.orientation'],
  fails: ['kind'],
});
