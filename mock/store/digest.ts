import { createHash } from 'node:crypto';

/** Digests texts for a key of an engine, whose length is limited. */
export function digestOf(...texts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(texts)).digest('base64url');
}
