import { createHash } from 'node:crypto';
import type { ReceivedFile } from '../journal/received.js';
import { sniff } from './multipart/index.js';

/** A selfie as the reader returns it. */
export function receivedSelfie(content: Buffer): ReceivedFile {
  return {
    type: 'file',
    name: 'img1',
    filename: 'selfie.jpg',
    declaredType: 'image/jpeg',
    bytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
    sniffed: sniff(content),
    content,
  };
}
