import { imageLibrary } from '../../../fixtures/index.js';

import type { SniffedType } from '../../schemas/sniffed-type.js';

/** The marker that ends a JPEG or a PNG. */
export type EndMarker = 'EOI' | 'IEND';

/** A file without its end marker, and a repaired copy for the decoder. */
export interface WithoutEnd {
  readonly lacks: EndMarker;
  /** The file with an end marker after its data, for a decoder that requires one. */
  readonly mended: Buffer;
  /** Whether a whole scan is missing, too: a progressive JPEG has several, each a complete picture. */
  readonly lacksScans: boolean;
}

const endOfImage = Buffer.from([0xff, 0xd9]);

/**
 * Detects a JPEG or PNG without its end marker. Returns undefined if it has one, or ends before its first pixel. Bytes
 * after the marker do not matter. If other data replaces the marker, as after some phones' pictures, the marker still
 * counts as missing.
 */
export function withoutEnd(content: Buffer, sniffed: SniffedType): WithoutEnd | undefined {
  if (sniffed === 'png')
    return hasImageEnd(content) ? undefined : { lacks: 'IEND', mended: content, lacksScans: false };
  if (sniffed !== 'jpeg') return undefined;
  const data = endOfData(content);
  return (
    data && {
      lacks: 'EOI',
      mended: Buffer.concat([content.subarray(0, data.end), endOfImage]),
      lacksScans: data.lacksScans,
    }
  );
}

/**
 * Bytes to append to a JPEG's data. They are neither markers nor the zeros that a decoder substitutes for missing data.
 */
const continuations = [0x55, 0xaa].map((byte) => Buffer.alloc(4096, byte));
/** Rows averaged into one: enough for a change to show, without the memory for a whole picture. */
const rowsToOne = 8;

/**
 * Whether a JPEG with an added end marker has all its data. Zeros at its end may be data, or fill the place of missing
 * data. An even edge needs exactly as many as it has.
 */
export async function hasAllData(mended: Buffer, size: Size): Promise<boolean> {
  const data = mended.subarray(0, -endOfImage.length);
  const zeros = data.length - 1 - data.findLastIndex((byte) => byte !== 0);
  if (zeros < fewZeros) return isEnough(data, size);
  // A zero after ff is data: it marks ff as no marker.
  if (await isEnough(data.subarray(0, data.length - zeros + 1), size)) return true;
  return (await isEnough(data, size)) && !(await isEnough(data.subarray(0, -fewZeros), size));
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const fewZeros = 8;

/**
 * Whether a decoder finds all the data it needs. It substitutes missing data, and its warning is unreliable, because
 * libvips keeps one text for all threads. But it reads nothing after complete data, so the picture stays the same
 * whatever follows.
 */
async function isEnough(data: Buffer, { width, height }: Size): Promise<boolean> {
  const open = (continuation: Buffer) =>
    imageLibrary()(Buffer.concat([data, continuation, endOfImage]), {
      failOn: 'none',
      sequentialRead: true,
      limitInputPixels: false,
    });
  const views: readonly ((continuation: Buffer) => Promise<Buffer>)[] = [
    // If only a few bytes are missing, only the last block differs.
    (continuation) =>
      open(continuation)
        .extract({ left: 0, top: height - 1, width, height: 1 })
        .raw()
        .toBuffer(),
    (continuation) =>
      open(continuation)
        .resize(width, Math.ceil(height / rowsToOne), { fit: 'fill' })
        .raw()
        .toBuffer(),
  ];
  try {
    for (const view of views) {
      const asItIs = await view(Buffer.alloc(0));
      for (const continuation of continuations) if (!asItIs.equals(await view(continuation))) return false;
    }
    return true;
  } catch {
    // The decoder read the appended bytes, and they were invalid.
    return false;
  }
}

const startOfScan = 0xda;
const startOfFrames: ReadonlySet<number> = new Set(
  [0, 1, 2, 3, 5, 6, 7, 9, 10, 11, 13, 14, 15].map((kind) => 0xc0 + kind),
);
/**
 * Segments allowed between two scans: tables, the restart interval, the number of lines, application data, comments.
 */
const betweenScans = (marker: number): boolean =>
  marker === startOfScan ||
  marker === 0xc4 ||
  (marker >= 0xdb && marker <= 0xdd) ||
  (marker >= 0xe0 && marker <= 0xef) ||
  marker === 0xfe;

interface EndOfData {
  readonly end: number;
  readonly lacksScans: boolean;
}

/**
 * Finds the end of the data of a JPEG without an end marker. Returns undefined if it has one, or ends before its first
 * scan.
 */
function endOfData(jpeg: Buffer): EndOfData | undefined {
  const frame = createFrame();
  let scanned = false;
  let at = 2;
  // Decoders skip bytes between two segments.
  for (at = nextMarker(jpeg, at); at + 4 <= jpeg.length; at = nextMarker(jpeg, at)) {
    const marker = jpeg[at + 1] ?? 0;
    if (marker === 0xd9) return undefined;
    const next = at + 2 + jpeg.readUInt16BE(at + 2);
    const segment = jpeg.subarray(at + 4, next);
    // Other data contains such bytes by chance. A segment between scans is followed by the next one, or contains a
    // scan's parameters.
    const isSegment = marker === startOfScan ? frame.hasScan(segment) : betweenScans(marker) && jpeg[next] === 0xff;
    if (scanned && !isSegment) break;
    if (next > jpeg.length) break;
    if (startOfFrames.has(marker)) frame.begin(segment);
    if (marker === startOfScan) frame.scan(segment);
    at = next;
    scanned ||= marker === startOfScan;
  }
  if (!scanned) return undefined;
  // The end marker may be the last two bytes, without a length after it.
  if (jpeg[at] === 0xff && jpeg[at + 1] === 0xd9) return undefined;
  return { end: Math.min(at, jpeg.length), lacksScans: !frame.isComplete() };
}

/** Finds the next marker, after a scan's data if there is any: restarts and stuffed bytes belong to the data. */
function nextMarker(jpeg: Buffer, from: number): number {
  for (let at = jpeg.indexOf(0xff, from); at >= 0; at = jpeg.indexOf(0xff, at + 1)) {
    const next = jpeg[at + 1];
    if (next !== undefined && next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  return jpeg.length;
}

/** Tracks which data of a JPEG's frame its scans have provided. */
function createFrame() {
  /** Missing coefficients per component. */
  const missing = new Map<number, Set<number>>();
  const componentsOf = (segment: Buffer): readonly number[] =>
    Array.from({ length: segment[0] ?? 0 }, (_, place) => segment[1 + 2 * place] ?? 0);
  return {
    begin: (segment: Buffer): void => {
      for (let place = 6; place < segment.length; place += 3)
        missing.set(segment[place] ?? 0, new Set(Array.from({ length: 64 }, (_, index) => index)));
    },
    /** Whether a segment is the header of a scan: it has the right length, and names components of the frame. */
    hasScan: (segment: Buffer): boolean => {
      const [count = 0] = segment;
      if (count < 1 || count > 4 || segment.length !== 4 + 2 * count) return false;
      return componentsOf(segment).every((component) => missing.has(component));
    },
    scan: (segment: Buffer): void => {
      const components = componentsOf(segment);
      const [first = 0, last = 63, precision = 0] = segment.subarray(1 + 2 * components.length);
      // Later scans provide the lower bits of these coefficients.
      if ((precision & 0x0f) !== 0) return;
      for (const component of components)
        for (let index = first; index <= Math.min(last, 63); index += 1) missing.get(component)?.delete(index);
    },
    isComplete: (): boolean => [...missing.values()].every(({ size }) => size === 0),
  };
}

/** Whether a PNG's chunks reach the end chunk. */
function hasImageEnd(png: Buffer): boolean {
  for (let at = 8; at + 12 <= png.length; at += 12 + png.readUInt32BE(at))
    if (png.toString('latin1', at + 4, at + 8) === 'IEND') return true;
  return false;
}
