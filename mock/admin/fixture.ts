import type { Response } from 'express';
import { findFixture, loadFixture } from '../../fixtures/index.js';
import type { Answer } from '../../spec/index.js';
import { problem } from '../http/problem.js';
import { shownWord } from '../privacy/shown-word.js';

/** Types of content whose names are not simply that of the format. */
const otherTypes: Readonly<Record<string, string>> = {
  none: 'application/octet-stream',
  pdf: 'application/pdf',
  svg: 'image/svg+xml',
};

/**
 * Sends a fixture by its id with any extension, so that `curl -O .../selfie-good.jpg` fetches a picture to try things
 * with. Returns the answer where there is none.
 */
export async function sendFixture(file: string, response: Response): Promise<Answer | undefined> {
  const fixture = findFixture(file.replace(/\.[a-z]+$/i, ''));
  if (!fixture) {
    return problem(
      404,
      'No such fixture',
      `No fixture is called ${shownWord(file)}; "eendigo-kit fixtures list" shows them.`,
    );
  }
  const { format } = fixture.facts;
  response.setHeader('Content-Type', otherTypes[format] ?? `image/${format}`);
  response.end(await loadFixture(fixture.id));
  return undefined;
}
