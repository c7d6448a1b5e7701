/** The type of a file by its first bytes. `unknown` matches no known picture, document or video. */
export type SniffedType = (typeof sniffedTypes)[number];

/** Known file types that the document does not permit. */
export type OtherFormat = (typeof otherFormats)[number];

/** Pictures first, then documents, then video and audio. */
export const otherFormats = [
  'gif',
  'webp',
  'bmp',
  'tiff',
  'heif',
  'avif',
  'jpeg-2000',
  'jpeg-xl',
  'jpeg-xr',
  'raw',
  'ico',
  'psd',
  'svg',
  'mng',
  'pnm',
  'qoi',
  'bpg',
  'exr',
  'dds',
  'xcf',
  'icns',
  'metafile',
  'dicom',
  'pdf',
  'postscript',
  'video',
  'audio',
] as const;

/** Every type of a file. */
export const sniffedTypes = ['jpeg', 'png', ...otherFormats, 'empty', 'unknown'] as const;
