import type { IncomingMessage } from 'node:http';
import sharp from 'sharp';

// A small reader of multipart forms, which shares no code with the kit or with the reference server.

/** One part of a form. */
export interface FormPart {
  readonly name: string;
  /** Absent for a text. */
  readonly filename?: string;
  readonly content: Buffer;
}

/** Reads a whole body. */
export async function readUploadedBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Reads the parts of a form. Undefined where there is no boundary, or no end. */
export function readForm(contentType: string, body: Buffer): readonly FormPart[] | undefined {
  const [, quoted, plain] = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined || body.lastIndexOf(`--${boundary}--`) < 0) return undefined;
  const parts: FormPart[] = [];
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  const whole = Buffer.concat([Buffer.from('\r\n'), body]);
  let at = whole.indexOf(delimiter);
  for (;;) {
    const start = at + delimiter.length;
    const next = whole.indexOf(delimiter, start);
    if (next < 0) return parts;
    const part = readPart(whole.subarray(start + 2, next));
    if (part) parts.push(part);
    at = next;
  }
}

function readPart(bytes: Buffer): FormPart | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  const head = bytes.toString('utf8', 0, Math.max(end, 0));
  const [, name] = /[; ]name="([^"]*)"/i.exec(head) ?? [];
  const [, filename] = /[; ]filename="([^"]*)"/i.exec(head) ?? [];
  if (name === undefined) return undefined;
  return { name, ...(filename === undefined ? {} : { filename }), content: bytes.subarray(end + 4) };
}

/** What a service finds out about a picture. */
export interface Photo {
  readonly format: string | undefined;
  readonly width: number;
  readonly height: number;
  /** Whether it decodes. `strictly`: its end marker included. */
  readonly decodes: 'strictly' | 'loosely' | 'not';
  /** What the marks of the kit's drawn pictures say: who is to be seen, and how. */
  readonly sees: string;
  readonly person: string | undefined;
  readonly isLive: boolean;
}

/** Looks at a picture. */
export async function lookAt(content: Buffer): Promise<Photo> {
  const [, mark = ''] = /eendigo-kit mark 1; ([ -~]+)/.exec(content.toString('latin1')) ?? [];
  const said = (key: string): string | undefined => new RegExp(`(?:^|; )${key}=([^;]+)`).exec(mark)?.[1];
  const seen = { sees: said('sees') ?? 'face', person: said('person'), isLive: said('live') !== 'false' };
  const { format, autoOrient } = await sharp(content, { failOn: 'none' })
    .metadata()
    .catch(() => ({ format: undefined, autoOrient: { width: 0, height: 0 } }));
  const decodesWith = (bytes: Buffer): Promise<boolean> =>
    sharp(bytes, { failOn: 'warning' })
      .stats()
      .then(
        () => true,
        () => false,
      );
  const decodes = (await decodesWith(content))
    ? 'strictly'
    : (await decodesWith(Buffer.concat([content, Buffer.from([0xff, 0xd9])])))
      ? 'loosely'
      : 'not';
  return { ...autoOrient, format, decodes: format === undefined ? 'not' : decodes, ...seen };
}
