import { randomBytes } from 'node:crypto';
import type { PictureSource } from '../pictures.js';
import type { PartToSend } from './request.js';

/** A multipart body, and the content type with its boundary. */
export interface EncodedBody {
  readonly contentType: string;
  readonly bytes: Buffer;
}

/**
 * Encodes parts as multipart/form-data (RFC 7578). Names and file names are UTF-8 with the escapes of browsers. No library
 * is used, because libraries correct the order, repetition and types that a case declares.
 */
export async function encodeMultipart(parts: readonly PartToSend[], pictures: PictureSource): Promise<EncodedBody> {
  const boundary = `eendigo-kit-${randomBytes(12).toString('hex')}`;
  const chunks: Buffer[] = [];
  for (const part of parts) {
    const name = escapeName(part.name);
    const filename = 'filename' in part ? `; filename="${escapeName(part.filename)}"` : '';
    const type = 'contentType' in part ? `\r\nContent-Type: ${part.contentType}` : '';
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
    case 'file-without-name':
      return pictures.load(part.fixture);
    case 'file-as-text':
      return Buffer.from((await pictures.load(part.fixture)).toString('base64'));
  }
}

function escapeName(name: string): string {
  return name.replaceAll('\n', '%0A').replaceAll('\r', '%0D').replaceAll('"', '%22');
}
