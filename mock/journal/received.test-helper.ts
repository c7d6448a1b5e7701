import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import type { Journal, OpenEntry } from './journal.js';
import type { ReceivedFile, ReceivedPart } from './received.js';

/** A request without a client. A journal treats it as any other. */
export function requestWith(headers: Readonly<Record<string, string>> = {}, url = '/'): IncomingMessage {
  const request = new IncomingMessage(new Socket());
  request.method = 'POST';
  request.url = url;
  Object.assign(request.headers, headers);
  return request;
}

/** Journals a request with these parts, which is answered. */
export function journalled(journal: Journal, parts: readonly ReceivedPart[] = []): OpenEntry {
  const entry = journal.open(requestWith());
  void entry.decide({ body: { parts }, answer: { status: 200, reason: 'a test' } });
  entry.close('answered');
  return entry;
}

/** A text part. */
export function textPart(name: string, value: string): ReceivedPart {
  return { type: 'text', name, value, declaredType: 'text/plain' };
}

/** A file part. */
export function filePart(name: string, content: Buffer | undefined): ReceivedFile {
  return {
    type: 'file',
    name,
    filename: `${name}.jpg`,
    declaredType: 'image/jpeg',
    bytes: content?.length ?? 0,
    sha256: 'ab'.repeat(32),
    sniffed: 'unknown',
    content,
  };
}
