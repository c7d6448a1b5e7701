import type { TestCase } from './case.js';

/**
 * The request that a run sends before its cases: complete, with the credentials of the run, and with a selfie and a card
 * that are no pictures. The document's order judges credentials after the parameters and before the pictures, so the
 * answer tells refused credentials from accepted ones and is a failure. It is none of the cases and gets no verdict.
 */
export const controlCase: TestCase = {
  id: 'control',
  title: 'a complete request without a picture, to learn whether the API answers and accepts the credentials',
  needs: [],
  request: { files: { img1: { fixture: 'selfie-text' }, img2: { fixture: 'ktp-text' } } },
  directions: ['server'],
  requirements: [],
  ambiguities: [],
  tags: [],
};
