import { type FixtureId, findFixture, loadFixture } from '../fixtures/index.js';
import type { MockSession } from './sessions/mock-session.js';

/** Changes to the good request: a fixture or bytes for a picture, a text for a text part, null to omit a part. */
export interface Changes {
  readonly img1?: FixtureId | Blob | null;
  readonly img2?: FixtureId | Blob | null;
  readonly [text: string]: string | Blob | null;
}

/** A complete answer. */
export interface Got {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

const goodParts = {
  img1: 'selfie-good',
  img2: 'ktp-good',
  key: 'ADINS_key1234',
  tenant_code: 'AIT',
  refNumber: 'REF202209230001',
} as const;

/** Sends the document's example request with changes, to the UAT path. */
export async function sendGood(
  mock: Pick<MockSession, 'url'>,
  changes: Changes = {},
  headers: Record<string, string> = {},
): Promise<Got> {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...goodParts, ...changes })) {
    if (value === null) continue;
    if (typeof value !== 'string') form.append(name, value, `${name}.jpg`);
    else if (name === 'img1' || name === 'img2')
      form.append(name, blobOf(await loadFixture(value as FixtureId)), findFixture(value)?.fileName);
    else form.append(name, value);
  }
  return post(mock, { body: form, headers });
}

/** Sends any request to the UAT path. */
export async function post(mock: Pick<MockSession, 'url'>, init: RequestInit): Promise<Got> {
  const response = await fetch(`${mock.url}/demo/biometric/facecompareliveness`, { method: 'POST', ...init });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** Converts bytes or a text for a form. */
export function blobOf(content: Buffer | string): Blob {
  return new Blob([typeof content === 'string' ? content : new Uint8Array(content)]);
}
