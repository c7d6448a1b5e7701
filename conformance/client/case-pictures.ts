import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { drawnPictures, pictureFile } from '../pictures.js';
import type { ClientRequest } from '../protocol/protocol.js';
import type { PartToSend } from '../wire/request.js';

/** A request as the client reads it, with the pictures that it names. */
export interface WrittenRequest {
  readonly request: ClientRequest;
  /** SHA-256 (hex) of the pictures, by part. */
  readonly digests: ReadonlyMap<string, string>;
  readonly pictures: ReadonlyMap<string, Buffer>;
}

/** Digests of pictures, which most cases share. */
const known = new WeakMap<Buffer, string>();

/** Writes the pictures of a call into the folder of its case. */
export async function writePictures(parts: readonly PartToSend[], folder: string): Promise<WrittenRequest> {
  const pictures = new Map<string, Buffer>();
  const digests = new Map<string, string>();
  const request: Record<string, string | { file: string; filename: string }> = {};
  for (const part of parts) {
    if (!('fixture' in part)) {
      request[part.name] = part.value;
      continue;
    }
    const bytes = await drawnPictures.load(part.fixture);
    const file = join(folder, pictureFile(part.fixture));
    await writeFile(file, bytes);
    pictures.set(part.name, bytes);
    digests.set(part.name, digestOf(bytes));
    request[part.name] = { file, filename: part.type === 'file' ? part.filename : part.fixture };
  }
  return { request, digests, pictures };
}

function digestOf(bytes: Buffer): string {
  const digest = known.get(bytes) ?? createHash('sha256').update(bytes).digest('hex');
  known.set(bytes, digest);
  return digest;
}
