import { parts as documentedParts } from '../../spec/index.js';
import { drawnPictures } from './drawn-pictures.test-helper.js';
import type { SentPart, SentRequest } from './profile-observer.test-helper.js';

/** The document's example value of a part. */
export function exampleOf(name: string): string {
  return documentedParts.find((part) => part.name === name)?.example ?? '';
}

/** A file part. */
export function sentFile(name: string, filename: string | undefined, content: Buffer): SentPart {
  return { name, content, type: 'image/jpeg', ...(filename === undefined ? {} : { filename }) };
}

/** A text part. */
export function sentText(name: string, value = exampleOf(name)): SentPart {
  return { name, content: Buffer.from(value) };
}

const required = [
  sentFile('img1', 'selfie.jpg', drawnPictures.good),
  sentFile('img2', 'ktp.jpg', drawnPictures.good),
  sentText('key'),
  sentText('tenant_code'),
  sentText('refNumber'),
];

/** The good request with these parts replaced or added. */
export function goodRequestWith(...changed: readonly SentPart[]): SentRequest {
  const names = new Set(changed.map(({ name }) => name));
  return { parts: [...required.filter(({ name }) => !names.has(name)), ...changed] };
}

/** A request without one of its parts. */
export function requestWithout(name: string, from: SentRequest = goodRequest): SentRequest {
  return { parts: from.parts.filter((part) => part.name !== name) };
}

/** The good request with another selfie. */
export function requestWithSelfie(content: Buffer, filename = 'selfie.jpg'): SentRequest {
  return goodRequestWith(sentFile('img1', filename, content));
}

/** The good request with another refNumber. */
export function requestWithRef(value: string): SentRequest {
  return goodRequestWith(sentText('refNumber', value));
}

/** A request without violations. */
export const goodRequest = goodRequestWith();

/** The good request with an unknown key. */
export const requestWithWrongKey = goodRequestWith(sentText('key', 'no such key'));

/** The good request with a card that is one byte too large. */
export const requestWithTooManyBytes = goodRequestWith(sentFile('img2', 'ktp.jpg', drawnPictures.ofBytes(2_000_001)));
