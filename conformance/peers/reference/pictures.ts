import { createHash } from 'node:crypto';
import sharp from 'sharp';

// Written from section 3 of the document, and independent of the mock: it shares no code with it.

/** What the reference server knows about an uploaded file. Dimensions are in pixels, upright; 0 for what is no picture. */
export interface UploadedPicture {
  readonly bytes: number;
  readonly filename: string;
  readonly format: string | undefined;
  readonly width: number;
  readonly height: number;
  readonly decodes: boolean;
  /** The fields of the picture mark, one line of text in the file's EXIF block; empty for a picture without a mark. */
  readonly mark: ReadonlyMap<string, string>;
}

type PictureContent = Omit<UploadedPicture, 'filename'>;

const endOfJpeg = Buffer.from([0xff, 0xd9]);

/** By digest. Tests start many servers, and each gets the same few pictures. */
const known = new Map<string, Promise<PictureContent>>();

/** Reads an uploaded file. */
export async function readUpload(content: Buffer, filename: string): Promise<UploadedPicture> {
  const digest = createHash('sha256').update(content).digest('hex');
  const found = known.get(digest) ?? readContent(content);
  known.set(digest, found);
  return { ...(await found), filename };
}

async function readContent(content: Buffer): Promise<PictureContent> {
  const upload = { bytes: content.length, mark: markIn(content) };
  try {
    const { format, autoOrient } = await sharp(content, { failOn: 'none' }).metadata();
    return { ...upload, format, ...autoOrient, decodes: await canDecode(content, format) };
  } catch {
    return { ...upload, format: undefined, width: 0, height: 0, decodes: false };
  }
}

/** A JPEG that lacks only its end marker is a picture. */
async function canDecode(content: Buffer, format: string): Promise<boolean> {
  const whole = format === 'jpeg' ? Buffer.concat([content, endOfJpeg]) : content;
  return sharp(whole, { failOn: 'warning' })
    .stats()
    .then(
      () => true,
      () => false,
    );
}

function markIn(content: Buffer): ReadonlyMap<string, string> {
  const [, fields = ''] = /eendigo-kit mark 1; ([ -~]+)/.exec(content.toString('latin1')) ?? [];
  return new Map(fields.split('; ').map((field) => field.split('=', 2) as [string, string]));
}
