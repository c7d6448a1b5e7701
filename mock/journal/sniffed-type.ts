/** What the first bytes of a file say that it is. `unknown` is anything that no picture, document or video begins with. */
export type SniffedType = 'jpeg' | 'png' | OtherFormat | 'empty' | 'unknown';

/** What a file can be that is whole and of a known kind, and yet none of the two that the document permits. */
export type OtherFormat = (typeof otherFormats)[number];

/** Pictures first, then documents, then videos and sound. */
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
