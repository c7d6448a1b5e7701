import type { LimitSearch, PictureLimit, TestCase } from './case.js';
import { kebab } from './success.js';

/** The bytes come first, so that no later picture is refused for them. */
const limits: readonly PictureLimit[] = [
  'maximumBytes',
  'minimumHeight',
  'minimumWidth',
  'maximumWidth',
  'maximumHeight',
];

const words: Readonly<Record<PictureLimit, string>> = {
  maximumBytes: 'most bytes',
  minimumWidth: 'smallest width',
  minimumHeight: 'smallest height',
  maximumWidth: 'largest width',
  maximumHeight: 'largest height',
};

/** Searches for the limits of both pictures. They come last, because the answers to other cases settle most of them. */
export const limitCases: readonly TestCase[] = (['img1', 'img2'] as const).flatMap((part) =>
  limits.map((limit): TestCase => {
    const picture = part === 'img1' ? 'selfie' : 'KTP';
    return {
      id: `limit-${picture.toLowerCase()}-${kebab(limit)}`,
      title: `the ${words[limit]} of a ${picture} that the server accepts`,
      search: { part, limit } satisfies LimitSearch,
      request: {},
      needs: ['real-face'],
      directions: ['server'],
      requirements: [],
      ambiguities: ['picture-limits'],
      tags: ['picture', limit === 'maximumBytes' ? 'size' : 'dimensions'],
    };
  }),
);
