import { defineWordings } from './wording.js';

/** Damage of a picture on its way: what it is, and how to avoid it. */
export const transitWordings = defineWordings({
  asBytesHint: {
    en: 'read and send the file as bytes, never as text (file.text(), readAsText, a String)',
    id: 'baca dan kirim file sebagai byte, jangan sebagai teks (file.text(), readAsText, String)',
  },
  bytesLostHint: {
    en: 'the original bytes are lost: read and send the file as bytes, never as text (file.text(), readAsText, a String)',
    id: 'byte aslinya hilang: baca dan kirim file sebagai byte, jangan sebagai teks (file.text(), readAsText, String)',
  },
  binaryModeHint: {
    en: 'it was copied as text: use binary mode (FTP: type I; Git: "*.png binary" in .gitattributes; C: "rb" and "wb")',
    id: 'file disalin sebagai teks: pakai mode biner (FTP: type I; Git: "*.png binary" di .gitattributes; C: "rb" dan "wb")',
  },
  replacedAsUtf8: {
    en: 'a picture read as UTF-8 text, which replaced bytes with EF BF BD',
    id: 'gambar yang dibaca sebagai teks UTF-8, sehingga byte-nya terganti EF BF BD',
  },
  replacedAsAscii: {
    en: 'a picture that was written as ASCII text in transit, which replaced its bytes with ?',
    id: 'gambar yang ditulis sebagai teks ASCII di perjalanan, sehingga byte-nya terganti ?',
  },
  sevenBits: {
    en: 'a picture whose bytes were reduced to seven bits',
    id: 'gambar yang byte-nya terpotong menjadi tujuh bit',
  },
  sevenBitsHint: {
    en: 'the transfer allows only ASCII text (7bit): send the file as bytes, with no transfer encoding',
    id: 'transfernya hanya mengizinkan teks ASCII (7bit): kirim file sebagai byte, tanpa transfer encoding',
  },
  lineEnds: {
    en: 'a PNG whose line ends were converted in transit',
    id: 'PNG yang akhir barisnya dikonversi di perjalanan',
  },
  swappedBytes: {
    en: 'a picture whose bytes are swapped in pairs',
    id: 'gambar yang byte-nya tertukar per pasang',
  },
  swappedBytesHint: {
    en: 'its bytes were written as 16-bit numbers: write them one by one',
    id: 'byte-nya ditulis sebagai angka 16-bit: tulis satu per satu',
  },
  precededHint: {
    en: 'send only the bytes of the file: remove the code that writes something before them',
    id: 'kirim byte file-nya saja: hapus kode yang menulis sesuatu di depannya',
  },
  preceded: {
    en: 'a picture that begins at byte {{at}}, after {{what}}',
    id: 'gambar yang baru mulai di byte {{at}}, setelah {{what}}',
  },
  oneStrangeByte: { en: 'a byte that does not belong to it', id: 'satu byte yang bukan bagiannya' },
  strangeBytes: { en: 'bytes that do not belong to it', id: 'byte yang bukan bagiannya' },
  byteOrderMark: { en: 'a byte order mark (EF BB BF)', id: 'byte order mark (EF BB BF)' },
  utf16Mark: { en: 'a byte order mark of UTF-16', id: 'byte order mark UTF-16' },
  lineEnd: { en: 'a line end', id: 'ganti baris' },
  blanks: { en: 'blanks', id: 'spasi' },
  partHeaders: {
    en: 'the headers of a part: a blank line came too early, or a form was put into a form',
    id: 'header sebuah bagian: baris kosong muncul terlalu awal, atau form dimasukkan ke dalam form',
  },
  httpHeaders: { en: 'the headers of an HTTP response', id: 'header respons HTTP' },
  dataUrl: { en: 'the beginning of a data: URL', id: 'awal URL data:' },
  warning: { en: 'a warning of a script', id: 'warning dari script' },
  zeroBytes: { en: 'zero bytes', id: 'byte nol' },
  text: { en: 'text', id: 'teks' },
  length: { en: 'bytes that look like its length', id: 'byte yang tampaknya berisi panjangnya' },
  startMissing: {
    en: 'a {{format}} whose first bytes are missing',
    id: '{{format}} yang byte awalnya hilang',
  },
  startMissingHint: {
    en: 'code that read the first bytes, for example to detect the type, consumed them: rewind the file before sending it',
    id: 'byte awalnya sudah terbaca oleh kode lain, misalnya untuk mendeteksi tipe: kembalikan posisi file ke awal sebelum dikirim',
  },
  readAs: {
    en: 'a picture that was read as {{charset}} text in transit and written as {{result}}',
    id: 'gambar yang dibaca sebagai teks {{charset}} lalu ditulis sebagai {{result}}',
  },
  widened: { en: 'UTF-8, which widens its bytes', id: 'UTF-8, sehingga byte-nya melebar' },
  widenedTwice: { en: 'UTF-8, twice', id: 'UTF-8, dua kali' },
  doubled: { en: 'UTF-16, which doubles its bytes', id: 'UTF-16, sehingga jumlah byte-nya berlipat dua' },
  cutHint: {
    en: 'the file was cut off: wait until it is written completely, and send all of it, with a length in bytes (not in characters)',
    id: 'file-nya terpotong: tunggu sampai selesai ditulis, lalu kirim seluruhnya, dengan panjang dalam byte (bukan karakter)',
  },
  copiedHint: {
    en: 'the file was copied as text, which converts its line ends: use binary mode (FTP: type I; C: "rb" and "wb")',
    id: 'file disalin sebagai teks, sehingga akhir barisnya dikonversi: pakai mode biner (FTP: type I; C: "rb" dan "wb")',
  },
  zerosHint: {
    en: 'the rest of the file is zero bytes: its space was reserved and not filled, so wait until it is written completely',
    id: 'sisa file berisi byte nol: tempatnya sudah disediakan tetapi belum diisi, jadi tunggu sampai selesai ditulis',
  },
  rareHint: {
    en: 'it is a JPEG of a rare kind (lossless, JPEG-LS or hierarchical): save it as a baseline or progressive JPEG',
    id: 'JPEG jenis langka (lossless, JPEG-LS, atau hierarchical): simpan sebagai JPEG baseline atau progressive',
  },
  slowHint: {
    en: 'save it again as an ordinary JPEG, smaller, or retry when the machine of the mock is less busy',
    id: 'simpan ulang sebagai JPEG biasa yang lebih kecil, atau coba lagi saat mesin tempat mock berjalan tidak terlalu sibuk',
  },
});
