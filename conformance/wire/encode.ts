import { randomBytes } from 'node:crypto';
import type { PictureSource } from '../pictures.js';
import type { PartToSend } from './request.js';

/** A multipart body with the content type that names its boundary. */
export interface EncodedBody {
  readonly contentType: string;
  readonly bytes: Buffer;
}

/**
 * Writes parts as multipart/form-data (RFC 7578), names and file names in UTF-8 with the escapes that browsers use.
 * Our own, because a case decides about order, repetition and declared types, which libraries tidy up.
 */
export async function encodeMultipart(parts: readonly PartToSend[], pictures: PictureSource): Promise<EncodedBody> {
  const boundary = `eendigo-kit-${randomBytes(12).toString('hex')}`;
  const chunks: Buffer[] = [];
  for (const part of parts) {
    const name = escapeName(part.name);
    const filename = 'filename' in part ? `; filename="${escapeName(part.filename)}"` : '';
    const type = part.type === 'file' ? `\r\nContent-Type: ${part.contentType}` : '';
    const disposition = `Content-Disposition: form-data; name="${name}"${filename}${type}`;
    chunks.push(Buffer.from(`--${boundary}\r\n${disposition}\r\n\r\n`));
    chunks.push(await contentOf(part, pictures), Buffer.from('\r\n'));
  }
  chunks.push(Buffer.from(`--${boundary}--\r\n`));
  return { contentType: `multipart/form-data; boundary=${boundary}`, bytes: Buffer.concat(chunks) };
}

async function contentOf(part: PartToSend, pictures: PictureSource): Promise<Buffer> {
  switch (part.type) {
    case 'text':
    case 'text-as-file':
      return Buffer.from(part.value);
    case 'file':
      return pictures.load(part.fixture);
    case 'file-as-text':
      return Buffer.from((await pictures.load(part.fixture)).toString('base64'));
  }
}

function escapeName(name: string): string {
  return name.replaceAll('\n', '%0A').replaceAll('\r', '%0D').replaceAll('"', '%22');
}
