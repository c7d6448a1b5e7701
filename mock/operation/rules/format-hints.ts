import type { OtherFormat } from '../../schemas/sniffed-type.js';

/** A format's usual name, and what to do about a file in it. */
export interface FormatHint {
  readonly name: string;
  readonly hint: string;
}

const convert = 'convert the picture to JPEG before sending it: renaming the file does not change its format';
const frame = 'the client sent a video: take a still picture, as JPEG';
const page = 'the client sent a document: send a photo, or render its page as JPEG';

/** The name and the remedy of each format other than JPEG and PNG. */
export const formatHints: Readonly<Record<OtherFormat, FormatHint>> = {
  gif: { name: 'GIF', hint: convert },
  webp: {
    name: 'WebP',
    hint: 'browsers and Android save pictures as WebP: request JPEG, e.g. canvas.toBlob(..., "image/jpeg")',
  },
  bmp: { name: 'BMP', hint: convert },
  tiff: { name: "TIFF, or a camera's raw file such as DNG or NEF", hint: convert },
  heif: {
    name: 'HEIC (HEIF)',
    hint: 'phones save photos as HEIC: convert the picture to JPEG in the client, e.g. with UIImage.jpegData or Bitmap.compress; renaming the file is not enough',
  },
  avif: { name: 'AVIF', hint: convert },
  'jpeg-2000': {
    name: 'JPEG 2000',
    hint: 'JPEG 2000 is not JPEG, and few decoders read it: convert it to JPEG',
  },
  'jpeg-xl': {
    name: 'JPEG XL',
    hint: 'JPEG XL is not JPEG, and few decoders read it: convert it to JPEG',
  },
  'jpeg-xr': {
    name: 'JPEG XR',
    hint: 'JPEG XR is not JPEG, and few decoders read it: convert it to JPEG',
  },
  raw: {
    name: "a camera's raw file",
    hint: 'a camera that takes raw photos can also save a JPEG of each: send the JPEG',
  },
  ico: { name: 'an icon (ICO)', hint: convert },
  psd: { name: 'a Photoshop document (PSD)', hint: convert },
  svg: { name: 'SVG, a drawing', hint: 'send a photo, as JPEG or PNG: an SVG file is text that describes shapes' },
  mng: { name: 'MNG or JNG', hint: convert },
  pnm: { name: 'PNM (PBM, PGM, PPM)', hint: 'the pixels are not compressed: encode them as JPEG' },
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
  audio: { name: 'a sound recording', hint: 'the client sent the wrong file: send a photo' },
};
