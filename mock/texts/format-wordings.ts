import { defineWordings } from './wording.js';

/** Formats of files other than JPEG and PNG, and what to do about them. */
export const formatWordings = defineWordings({
  jpeg: { en: 'a JPEG', id: 'JPEG' },
  png: { en: 'a PNG', id: 'PNG' },
  convertHint: {
    en: 'convert the picture to JPEG before sending it: renaming the file does not change its format',
    id: 'konversi gambar ke JPEG sebelum dikirim: mengganti nama file tidak mengubah formatnya',
  },
  videoHint: {
    en: 'the client sent a video: take a still picture, as JPEG',
    id: 'client mengirim video: ambil foto, simpan sebagai JPEG',
  },
  documentHint: {
    en: 'the client sent a document: send a photo, or render its page as JPEG',
    id: 'client mengirim dokumen: kirim foto, atau render halamannya menjadi JPEG',
  },
  gif: { all: 'GIF' },
  webp: { all: 'WebP' },
  webpHint: {
    en: 'browsers and Android save pictures as WebP: request JPEG, e.g. canvas.toBlob(..., "image/jpeg")',
    id: 'browser dan Android menyimpan gambar sebagai WebP: minta JPEG, misalnya canvas.toBlob(..., "image/jpeg")',
  },
  bmp: { all: 'BMP' },
  tiff: {
    en: "TIFF, or a camera's raw file such as DNG or NEF",
    id: 'TIFF, atau file raw kamera seperti DNG atau NEF',
  },
  heif: { all: 'HEIC (HEIF)' },
  heifHint: {
    en: 'phones save photos as HEIC: convert the picture to JPEG in the client, e.g. with UIImage.jpegData or Bitmap.compress; renaming the file is not enough',
    id: 'ponsel menyimpan foto sebagai HEIC: konversi ke JPEG di client, misalnya dengan UIImage.jpegData atau Bitmap.compress; mengganti nama file tidak cukup',
  },
  avif: { all: 'AVIF' },
  jpeg2000: { all: 'JPEG 2000' },
  jpegXl: { all: 'JPEG XL' },
  jpegXr: { all: 'JPEG XR' },
  notJpegHint: {
    en: '{{name}} is not JPEG, and few decoders read it: convert it to JPEG',
    id: '{{name}} bukan JPEG, dan hanya sedikit decoder yang bisa membacanya: konversi ke JPEG',
  },
  raw: { en: "a camera's raw file", id: 'file raw kamera' },
  rawHint: {
    en: 'a camera that takes raw photos can also save a JPEG of each: send the JPEG',
    id: 'kamera yang mengambil foto raw juga bisa menyimpan JPEG-nya: kirim JPEG itu',
  },
  ico: { en: 'an icon (ICO)', id: 'ikon (ICO)' },
  psd: { en: 'a Photoshop document (PSD)', id: 'dokumen Photoshop (PSD)' },
  svg: { en: 'SVG, a drawing', id: 'SVG, gambar vektor' },
  svgHint: {
    en: 'send a photo, as JPEG or PNG: an SVG file is text that describes shapes',
    id: 'kirim foto, sebagai JPEG atau PNG: file SVG adalah teks yang menggambarkan bentuk',
  },
  mng: { en: 'MNG or JNG', id: 'MNG atau JNG' },
  pnm: { all: 'PNM (PBM, PGM, PPM)' },
  pnmHint: {
    en: 'the pixels are not compressed: encode them as JPEG',
    id: 'pikselnya tidak dikompresi: encode sebagai JPEG',
  },
  qoi: { all: 'QOI' },
  bpg: { all: 'BPG' },
  exr: {
    en: 'a picture of high dynamic range (OpenEXR, HDR)',
    id: 'gambar high dynamic range (OpenEXR, HDR)',
  },
  dds: { en: 'a texture (DDS)', id: 'tekstur (DDS)' },
  xcf: { en: 'a GIMP document (XCF)', id: 'dokumen GIMP (XCF)' },
  icns: { en: 'an icon (ICNS)', id: 'ikon (ICNS)' },
  metafile: { en: 'a Windows metafile (WMF, EMF)', id: 'metafile Windows (WMF, EMF)' },
  dicom: { all: 'DICOM' },
  pdf: { all: 'PDF' },
  postscript: { all: 'PostScript' },
  video: { en: 'a video', id: 'video' },
  audio: { en: 'a sound recording', id: 'rekaman suara' },
  audioHint: {
    en: 'the client sent the wrong file: send a photo',
    id: 'client mengirim file yang salah: kirim foto',
  },
});
