import type { Response } from 'express';
import { findFixture, loadFixture } from '../../fixtures/index.js';
import type { Answer } from '../../spec/index.js';
import { problem } from '../http/problem.js';
import { shownWord } from '../privacy/shown-word.js';

/** Media types that do not follow from the format's name. */
const otherTypes: Readonly<Record<string, string>> = {
  none: 'application/octet-stream',
  pdf: 'application/pdf',
  svg: 'image/svg+xml',
};

/**
 * Sends a fixture by its id, with any file extension, so that `curl -O .../selfie-good.jpg` works. Returns a problem
 * for an unknown id.
 */
export async function sendFixture(file: string, response: Response): Promise<Answer | undefined> {
  const fixture = findFixture(file.replace(/\.[a-z]+$/i, ''));
  if (!fixture) {
    return problem(
      404,
      'No such fixture',
      `Unknown fixture ${shownWord(file)}; "eendigo-kit fixtures list" lists them.`,
    );
  }
  const { format } = fixture.facts;
  response.setHeader('Content-Type', otherTypes[format] ?? `image/${format}`);
  response.end(await loadFixture(fixture.id));
  return undefined;
}
