import { defineWordings } from './wording.js';

/** Bytes that clients send in place of a picture. A description may follow "it is". */
export const contentWordings = defineWordings({
  packedHint: {
    en: 'send the picture itself: JPEG and PNG are already compressed, and servers do not unpack files',
    id: 'kirim gambarnya langsung: JPEG dan PNG sudah terkompresi, dan server tidak membuka arsip',
  },
  wrongFileHint: {
    en: 'the client sent the wrong file: send the photo',
    id: 'client mengirim file yang salah: kirim fotonya',
  },
  decryptHint: { en: 'decrypt the picture before sending it', id: 'dekripsi gambar sebelum dikirim' },
  notTheObjectHint: {
    en: 'write the bytes of the picture, not the object that contains them ({{by}})',
    id: 'tulis byte gambarnya, bukan object yang membungkusnya ({{by}})',
  },
  neverFilledHint: {
    en: 'a buffer was allocated and never filled, or the file was not yet written: wait until it is read or written completely',
    id: 'buffer dialokasikan tetapi tidak pernah diisi, atau file belum ditulis: tunggu sampai selesai dibaca atau ditulis',
  },
  zeroBytesOnly: { en: 'only zero bytes', id: 'byte nol saja' },
  zeroBytesFirst: { en: 'at its beginning only zero bytes', id: 'byte nol saja di awalnya' },
  fullBytesOnly: { en: 'only bytes FF', id: 'byte FF saja' },
  fullBytesFirst: { en: 'at its beginning only bytes FF', id: 'byte FF saja di awalnya' },
  gzip: { all: 'gzip' },
  zip: { en: 'a ZIP archive (or an Office document, an app)', id: 'arsip ZIP (atau dokumen Office, aplikasi)' },
  emptyZip: { en: 'an empty ZIP archive', id: 'arsip ZIP kosong' },
  bzip2: { all: 'bzip2' },
  xz: { all: 'xz' },
  zstandard: { all: 'Zstandard' },
  lz4: { all: 'LZ4' },
  sevenZip: { en: 'a 7-Zip archive', id: 'arsip 7-Zip' },
  rar: { en: 'a RAR archive', id: 'arsip RAR' },
  tar: { en: 'a tar archive', id: 'arsip tar' },
  packedPicture: { en: '{{packing}} of {{picture}}', id: '{{packing}} berisi {{picture}}' },
  sideFile: { en: 'a macOS side file (AppleDouble)', id: 'file pendamping macOS (AppleDouble)' },
  sideFileHint: {
    en: 'the client sent the side file, whose name begins with "._": send the other file',
    id: 'client mengirim file pendamping, yang namanya diawali "._": kirim file satunya',
  },
  singleFile: { en: 'an AppleSingle file', id: 'file AppleSingle' },
  singleFileHint: { en: "send only the picture's data fork", id: 'kirim data fork gambarnya saja' },
  oldOffice: {
    en: 'an old Office document, or a Windows thumbnail store (Thumbs.db)',
    id: 'dokumen Office lama, atau penyimpan thumbnail Windows (Thumbs.db)',
  },
  sqlite: { en: 'an SQLite database', id: 'database SQLite' },
  propertyList: {
    en: 'an Apple property list, possibly a bookmark to a file',
    id: 'property list Apple, mungkin bookmark ke sebuah file',
  },
  propertyListHint: {
    en: 'resolve the bookmark, and send the bytes of the file',
    id: 'buka bookmark-nya, lalu kirim byte file tersebut',
  },
  shortcut: { en: 'a Windows shortcut (.lnk)', id: 'shortcut Windows (.lnk)' },
  shortcutHint: {
    en: 'resolve the shortcut, and send the bytes of the file',
    id: 'buka shortcut-nya, lalu kirim byte file tersebut',
  },
  windowsProgram: { en: 'a Windows program', id: 'program Windows' },
  program: { en: 'a program', id: 'program' },
  javaClass: { en: 'a program or a Java class', id: 'program atau class Java' },
  javaObject: { en: 'a serialised Java object', id: 'object Java yang diserialisasi' },
  pickle: { en: 'a Python pickle', id: 'pickle Python' },
  numpy: { en: 'a NumPy array', id: 'array NumPy' },
  numpyHint: {
    en: 'encode the array as JPEG: cv2.imencode(".jpg", image)[1].tobytes(), or Image.fromarray(...).save(..., "JPEG")',
    id: 'encode array menjadi JPEG: cv2.imencode(".jpg", image)[1].tobytes(), atau Image.fromarray(...).save(..., "JPEG")',
  },
  openssl: { en: 'a file encrypted by OpenSSL', id: 'file terenkripsi OpenSSL' },
  rawPixels: {
    en: 'exactly as long as uncompressed pixels of a common size',
    id: 'data yang panjangnya persis piksel tanpa kompresi berukuran umum',
  },
  rawPixelsHint: {
    en: 'the client sent raw pixels of a camera or a screen: encode them, e.g. with Bitmap.compress(JPEG), YuvImage.compressToJpeg or canvas.toBlob',
    id: 'client mengirim piksel mentah dari kamera atau layar: encode dulu, misalnya dengan Bitmap.compress(JPEG), YuvImage.compressToJpeg, atau canvas.toBlob',
  },
  random: {
    en: 'bytes without any structure, as in an encrypted file',
    id: 'byte tanpa struktur, seperti di file terenkripsi',
  },
});
