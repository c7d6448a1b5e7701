import { defineWordings } from './wording.js';

/** Texts that clients send in place of a picture. A description may follow "it is". */
export const textWordings = defineWordings({
  inQuotes: { en: '{{what}}, in quotes', id: '{{what}}, dalam tanda kutip' },
  of: { en: '{{what}} of {{picture}}', id: '{{what}} dari {{picture}}' },
  readFirstHint: {
    en: 'the client sent the location of the picture, not its content: read the file and send its bytes',
    id: 'client mengirim lokasi gambar, bukan isinya: baca file-nya lalu kirim byte-nya',
  },
  printedHint: {
    en: 'the client converted an object to text, which prints its name: pass the bytes, Blob or stream to the form',
    id: 'client mengubah object menjadi teks, sehingga yang terkirim namanya: berikan byte, Blob, atau stream ke form',
  },
  noPictureHint: {
    en: 'the client sent a variable that contains no picture',
    id: 'client mengirim variabel yang tidak berisi gambar',
  },
  dataUrl: { en: 'a data: URL', id: 'URL data:' },
  dataUrlHint: {
    en: 'decode the part after the comma, and send that',
    id: 'decode bagian setelah koma, lalu kirim hasilnya',
  },
  base64: { en: 'base64 text', id: 'teks base64' },
  base64Variant: { en: 'base64 text ({{variant}})', id: 'teks base64 ({{variant}})' },
  base64Twice: { en: 'base64 text, encoded twice', id: 'teks base64, di-encode dua kali' },
  base64TwiceVariant: {
    en: 'base64 text, encoded twice ({{variant}})',
    id: 'teks base64, di-encode dua kali ({{variant}})',
  },
  pemLines: { en: 'in PEM lines', id: 'dalam baris PEM' },
  urlSafe: { all: 'URL-safe' },
  percentEncoded: { all: 'percent-encoded' },
  inLines: { en: 'in lines', id: 'per baris' },
  blanksForPlus: { en: 'with blanks in place of +', id: 'dengan spasi sebagai pengganti +' },
  asTheyAreHint: { en: "send the picture's bytes as they are", id: 'kirim byte gambar apa adanya' },
  nodeBuffer: {
    en: 'JSON of a Node buffer ({"type":"Buffer","data":[...]})',
    id: 'JSON dari buffer Node ({"type":"Buffer","data":[...]})',
  },
  typedArray: {
    en: 'JSON of a typed array ({"0":255,"1":216,...})',
    id: 'JSON dari typed array ({"0":255,"1":216,...})',
  },
  jsonNumbers: {
    en: 'a list of numbers, as JSON or printed, the bytes of {{picture}}',
    id: 'daftar angka, dalam JSON atau hasil print, yaitu byte dari {{picture}}',
  },
  numbers: {
    en: 'a list of numbers, the bytes of {{picture}}',
    id: 'daftar angka, yaitu byte dari {{picture}}',
  },
  numbersHint: {
    en: 'a buffer was converted to text: send the buffer itself, not its JSON or printed form',
    id: 'buffer diubah menjadi teks: kirim buffer-nya langsung, bukan JSON atau hasil print-nya',
  },
  pythonBytes: { en: "printed Python bytes (b'...')", id: "hasil print bytes Python (b'...')" },
  escapedBytes: {
    en: 'printed bytes with escapes (\\xff\\xd8 or \\u00ff)',
    id: 'hasil print byte dengan escape (\\xff\\xd8 atau \\u00ff)',
  },
  hexDump: { en: 'a hex dump', id: 'hex dump' },
  hex: { en: 'hexadecimal text', id: 'teks heksadesimal' },
  percentBytes: {
    en: 'percent-encoded bytes of a picture',
    id: 'byte gambar yang di-percent-encode',
  },
  quotedPrintable: { en: 'quoted-printable text of a picture', id: 'teks quoted-printable dari gambar' },
  decodeHint: { en: 'decode it, and send the bytes', id: 'decode dulu, lalu kirim byte-nya' },
  fakePath: {
    en: "a browser's fake path (C:\\fakepath\\...)",
    id: 'path palsu dari browser (C:\\fakepath\\...)',
  },
  fakePathHint: {
    en: 'the value of a file input is not a path: send input.files[0]',
    id: 'nilai input file bukan path: kirim input.files[0]',
  },
  galleryUri: {
    en: "the address (URI) of a picture in a phone's gallery",
    id: 'alamat (URI) gambar di galeri ponsel',
  },
  galleryUriHint: {
    en: 'only the app can read this URI: open it (ContentResolver, PHImageManager), and send the bytes',
    id: 'hanya aplikasinya yang bisa membaca URI ini: buka (ContentResolver, PHImageManager), lalu kirim byte-nya',
  },
  blobUrl: { en: 'a blob: URL of a browser', id: 'URL blob: dari browser' },
  blobUrlHint: {
    en: 'it is valid only in that page: send the Blob itself, e.g. await (await fetch(url)).blob()',
    id: 'hanya berlaku di halaman itu: kirim Blob-nya langsung, misalnya await (await fetch(url)).blob()',
  },
  fileUri: { en: 'the address (URI) of a file, file://...', id: 'alamat (URI) file, file://...' },
  url: { en: 'the address (URL) of a picture', id: 'alamat (URL) gambar' },
  urlHint: {
    en: 'the server does not fetch URLs: download the picture and send its bytes',
    id: 'server tidak mengunduh dari URL: unduh gambarnya lalu kirim byte-nya',
  },
  uri: { en: 'an address (URI)', id: 'alamat (URI)' },
  atPath: { en: 'the path of a file after an @', id: 'path file setelah @' },
  atPathHint: {
    en: 'only curl -F img1=@file reads a file this way: in other clients open it and send its bytes (PHP: new CURLFile(path))',
    id: 'hanya curl -F img1=@file yang membaca file dengan cara ini: di client lain buka file-nya dan kirim byte-nya (PHP: new CURLFile(path))',
  },
  path: { en: 'the path of a file', id: 'path file' },
  fileName: { en: 'the name of a file', id: 'nama file' },
  lfsPointer: { en: 'a Git LFS pointer', id: 'pointer Git LFS' },
  lfsPointerHint: {
    en: 'the picture is in the LFS store and was not fetched: run git lfs pull (in CI: check out with lfs: true)',
    id: 'gambarnya ada di penyimpanan LFS dan belum diambil: jalankan git lfs pull (di CI: checkout dengan lfs: true)',
  },
  annexPointer: { en: 'a git-annex pointer', id: 'pointer git-annex' },
  annexPointerHint: {
    en: 'the picture was not fetched: run git annex get',
    id: 'gambarnya belum diambil: jalankan git annex get',
  },
  symbolicLink: { en: 'a symbolic link', id: 'symbolic link' },
  encrypted: { en: 'an encrypted file', id: 'file terenkripsi' },
  pemFile: { en: 'a file in PEM lines', id: 'file dalam baris PEM' },
  uuencoded: { en: 'uuencoded text', id: 'teks uuencode' },
  multipartBody: {
    en: 'a multipart body, or the headers of a part',
    id: 'body multipart, atau header sebuah bagian',
  },
  multipartBodyHint: {
    en: 'a form was put into a part of another form, or headers follow the blank line: send only the picture',
    id: 'sebuah form dimasukkan ke bagian form lain, atau ada header setelah baris kosong: kirim gambarnya saja',
  },
  httpResponse: { en: 'an HTTP response, headers included', id: 'respons HTTP, termasuk header-nya' },
  httpResponseHint: {
    en: 'send only its body, if that is a picture',
    id: 'kirim body-nya saja, jika itu memang gambar',
  },
  htmlPage: { en: 'an HTML page', id: 'halaman HTML' },
  htmlPageHint: {
    en: "probably a login page or an error page: the client forwarded another service's answer without checking it: check its status and Content-Type first",
    id: 'kemungkinan halaman login atau halaman error: client meneruskan jawaban layanan lain tanpa memeriksanya: periksa dulu status dan Content-Type-nya',
  },
  phpSource: { en: 'PHP source', id: 'kode sumber PHP' },
  phpSourceHint: {
    en: 'the client sent the script, not its output',
    id: 'client mengirim script-nya, bukan hasilnya',
  },
  xml: { all: 'XML' },
  xmlHint: {
    en: "probably an error of a storage service: the client forwarded another service's answer without checking it: check its status and Content-Type first",
    id: 'kemungkinan error dari layanan penyimpanan: client meneruskan jawaban layanan lain tanpa memeriksanya: periksa dulu status dan Content-Type-nya',
  },
  fileObject: {
    en: 'JSON of a file object (uri, name, type)',
    id: 'JSON dari object file (uri, name, type)',
  },
  fileObjectHint: {
    en: "append the file itself: React Native's own FormData reads {uri, name, type}, not its JSON",
    id: 'tambahkan file-nya langsung: FormData bawaan React Native membaca {uri, name, type}, bukan JSON-nya',
  },
  json: { all: 'JSON' },
  jsonHint: {
    en: "an error message, or a picture inside JSON: the client forwarded another service's answer without checking it: check its status and Content-Type first",
    id: 'pesan error, atau gambar di dalam JSON: client meneruskan jawaban layanan lain tanpa memeriksanya: periksa dulu status dan Content-Type-nya',
  },
  placeholder: { en: 'a placeholder that was never filled', id: 'placeholder yang belum diisi' },
  placeholderHint: {
    en: 'the variable has no value here: set it, or choose the environment that defines it, and send a file',
    id: 'variabelnya tidak punya nilai di sini: isi, atau pilih environment yang mendefinisikannya, lalu kirim file',
  },
  text: { en: 'text', id: 'teks' },
  textHint: {
    en: "the part must contain the picture's bytes: open the file as binary, and send its content",
    id: 'bagian ini harus berisi byte gambar: buka file sebagai biner, lalu kirim isinya',
  },
});
