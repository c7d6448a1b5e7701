import type { OtherFormat } from '../../journal/sniffed-type.js';

/** A format as people call it, and what to do about a file that has it. */
export interface FormatHint {
  readonly name: string;
  readonly hint: string;
}

const convert = 'convert the picture to JPEG before it is sent: another extension does not change what the file is';
const frame = 'a video was picked or recorded: take a still picture, as JPEG';
const page = 'a document was picked: send a photo, or render its page as JPEG';

/** What to call each format that is none of the two, and what to do about it. */
export const formatHints: Readonly<Record<OtherFormat, FormatHint>> = {
  gif: { name: 'GIF', hint: convert },
  webp: {
    name: 'WebP',
    hint: 'browsers and Android save pictures as WebP: ask for JPEG, e.g. canvas.toBlob(..., "image/jpeg")',
  },
  bmp: { name: 'BMP', hint: convert },
  tiff: { name: "TIFF, or a camera's raw file such as DNG or NEF", hint: convert },
  heif: {
    name: 'HEIC (HEIF)',
    hint: 'phones save photos as HEIC: have the client make a JPEG of it, e.g. with UIImage.jpegData or Bitmap.compress; another extension does not',
  },
  avif: { name: 'AVIF', hint: convert },
  'jpeg-2000': {
    name: 'JPEG 2000',
    hint: 'JPEG 2000 is another format than JPEG, which few decoders read: convert it to JPEG',
  },
  'jpeg-xl': {
    name: 'JPEG XL',
    hint: 'JPEG XL is another format than JPEG, which few decoders read: convert it to JPEG',
  },
  'jpeg-xr': {
    name: 'JPEG XR',
    hint: 'JPEG XR is another format than JPEG, which few decoders read: convert it to JPEG',
  },
  raw: { name: "a camera's raw file", hint: 'a camera that takes raw photos saves a JPEG beside each: send that one' },
  ico: { name: 'an icon (ICO)', hint: convert },
  psd: { name: 'a Photoshop document (PSD)', hint: convert },
  svg: { name: 'SVG, a drawing', hint: 'send a photo, as JPEG or PNG: an SVG file is text that describes shapes' },
  mng: { name: 'MNG or JNG', hint: convert },
  pnm: { name: 'PNM (PBM, PGM, PPM)', hint: 'the pixels were written without compression: encode them as JPEG' },
  qoi: { name: 'QOI', hint: convert },
  bpg: { name: 'BPG', hint: convert },
  exr: { name: 'a picture of high dynamic range (OpenEXR, HDR)', hint: convert },
  dds: { name: 'a texture (DDS)', hint: convert },
  xcf: { name: 'a GIMP document (XCF)', hint: convert },
  icns: { name: 'an icon (ICNS)', hint: convert },
  metafile: { name: 'a Windows metafile (WMF, EMF)', hint: convert },
  dicom: { name: 'DICOM', hint: convert },
  pdf: { name: 'PDF', hint: page },
  postscript: { name: 'PostScript', hint: page },
  video: { name: 'a video', hint: frame },
  audio: { name: 'a sound recording', hint: 'the wrong file was picked: send a photo' },
};
