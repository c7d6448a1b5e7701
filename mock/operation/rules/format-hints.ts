import type { OtherFormat } from '../../schemas/sniffed-type.js';
import { formatWordings as words } from '../../texts/format-wordings.js';
import type { Wording } from '../../texts/wording.js';

/** A format's usual name, and what to do about a file in it. */
export interface FormatHint {
  readonly name: Wording;
  readonly hint: Wording;
}

/** The name and the remedy of each format other than JPEG and PNG. */
export const formatHints: Readonly<Record<OtherFormat, FormatHint>> = {
  gif: { name: words.gif, hint: words.convertHint },
  webp: {
    name: words.webp,
    hint: words.webpHint,
  },
  bmp: { name: words.bmp, hint: words.convertHint },
  tiff: { name: words.tiff, hint: words.convertHint },
  heif: {
    name: words.heif,
    hint: words.heifHint,
  },
  avif: { name: words.avif, hint: words.convertHint },
  'jpeg-2000': {
    name: words.jpeg2000,
    hint: words.notJpegHint({ name: words.jpeg2000 }),
  },
  'jpeg-xl': {
    name: words.jpegXl,
    hint: words.notJpegHint({ name: words.jpegXl }),
  },
  'jpeg-xr': {
    name: words.jpegXr,
    hint: words.notJpegHint({ name: words.jpegXr }),
  },
  raw: {
    name: words.raw,
    hint: words.rawHint,
  },
  ico: { name: words.ico, hint: words.convertHint },
  psd: { name: words.psd, hint: words.convertHint },
  svg: { name: words.svg, hint: words.svgHint },
  mng: { name: words.mng, hint: words.convertHint },
  pnm: { name: words.pnm, hint: words.pnmHint },
  qoi: { name: words.qoi, hint: words.convertHint },
  bpg: { name: words.bpg, hint: words.convertHint },
  exr: { name: words.exr, hint: words.convertHint },
  dds: { name: words.dds, hint: words.convertHint },
  xcf: { name: words.xcf, hint: words.convertHint },
  icns: { name: words.icns, hint: words.convertHint },
  metafile: { name: words.metafile, hint: words.convertHint },
  dicom: { name: words.dicom, hint: words.convertHint },
  pdf: { name: words.pdf, hint: words.documentHint },
  postscript: { name: words.postscript, hint: words.documentHint },
  video: { name: words.video, hint: words.videoHint },
  audio: { name: words.audio, hint: words.audioHint },
};
