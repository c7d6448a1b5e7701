import { parts as documentedParts } from '../../spec/index.js';
import { drawnPictures } from './drawn-pictures.test-helper.js';
import type { SentPart, SentRequest } from './profile-observer.test-helper.js';

/** The value of a part that the document shows. */
export function exampleOf(name: string): string {
  return documentedParts.find((part) => part.name === name)?.example ?? '';
}

/** A part that is a file. */
export function sentFile(name: string, filename: string | undefined, content: Buffer): SentPart {
  return { name, content, type: 'image/jpeg', ...(filename === undefined ? {} : { filename }) };
}

/** A part that is a text. */
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

/** The good request with some parts in place of those of the same name, and with those that it lacks. */
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

/** A request that nothing is wrong with. */
export const goodRequest = goodRequestWith();

/** The good request with a key that no tenant has. */
export const requestWithWrongKey = goodRequestWith(sentText('key', 'no such key'));

/** The good request with a card that is one byte too large. */
export const requestWithTooManyBytes = goodRequestWith(sentFile('img2', 'ktp.jpg', drawnPictures.ofBytes(2_000_001)));
