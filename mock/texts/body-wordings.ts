import { defineWordings } from './wording.js';

const sendMultipart = {
  en: 'send the body as multipart/form-data (curl -F, not -d; JavaScript FormData; Python files=; OkHttp MultipartBody; PHP CURLFile)',
  id: 'kirim body sebagai multipart/form-data (curl -F, bukan -d; JavaScript FormData; Python files=; OkHttp MultipartBody; PHP CURLFile)',
} as const;

/** What is wrong with the body as a whole, and with its headers. */
export const bodyWordings = defineWordings({
  noType: { en: 'there is no Content-Type', id: 'tidak ada header Content-Type' },
  otherType: { en: 'the Content-Type is {{type}}', id: 'Content-Type-nya {{type}}' },
  commaHint: {
    en: 'use a semicolon between multipart/form-data and boundary, not a comma',
    id: 'pakai titik koma di antara multipart/form-data dan boundary, bukan koma',
  },
  sendMultipartHint: sendMultipart,
  typeSetByHandHint: {
    en: 'the body is multipart, and Content-Type was set manually: leave it to the HTTP client, which adds the boundary to it',
    id: 'body-nya multipart, tetapi Content-Type diisi manual: biarkan HTTP client yang mengisinya, lengkap dengan boundary',
  },
  encoded: {
    en: 'the body is encoded (Content-Encoding: {{encoding}})',
    id: 'body-nya dikompresi (Content-Encoding: {{encoding}})',
  },
  uncompressedHint: {
    en: 'send the body uncompressed: servers do not unpack requests, and pictures do not shrink',
    id: 'kirim body tanpa kompresi: server tidak membuka kompresi permintaan, dan ukuran gambar tidak mengecil',
  },
  noBoundary: { en: 'the Content-Type has no boundary', id: 'Content-Type tidak punya boundary' },
  noBoundaryHint: {
    en: 'Content-Type was set manually: leave it to the HTTP client, which adds the boundary',
    id: 'Content-Type diisi manual: biarkan HTTP client yang mengisinya, lengkap dengan boundary',
  },
  tooLarge: {
    en: 'the body is larger than the limit of {{limit}} bytes',
    id: 'body lebih besar dari batas {{limit}} byte',
  },
  tooManyParts: { en: 'there are more than {{limit}} parts', id: 'ada lebih dari {{limit}} bagian' },
  tooManyPartsHint: {
    en: 'the document lists eleven; the usual cause is a loop that adds the same parts again',
    id: 'di dokumen ada sebelas; penyebab umumnya loop yang menambahkan bagian yang sama berulang kali',
  },
  tooLargeTextHint: {
    en: 'send a picture as a file: give its part a filename="..."',
    id: 'kirim gambar sebagai file: beri bagiannya filename="..."',
  },
  clientLeft: {
    en: 'the client disconnected while it was sending',
    id: 'client memutus koneksi saat masih mengirim',
  },
  partNumber: { en: 'part {{number}}', id: 'bagian {{number}}' },
  unreadablePart: { en: '{{part}} cannot be read: {{why}}', id: '{{part}} tidak bisa dibaca: {{why}}' },
  notUtf8: { en: 'its headers are not UTF-8', id: 'header-nya bukan UTF-8' },
  notUtf8Hint: {
    en: 'write the file name in UTF-8 (a Latin-1 name makes servers drop the whole body)',
    id: 'tulis nama file dalam UTF-8 (nama dalam Latin-1 membuat server membuang seluruh body)',
  },
  noDisposition: { en: 'it has no Content-Disposition', id: 'tidak ada Content-Disposition' },
  noDispositionHint: {
    en: 'give each part a Content-Disposition with name="..."',
    id: 'beri setiap bagian Content-Disposition dengan name="..."',
  },
  withoutHeaders: {
    en: '{{part}} has no headers and was skipped: give each part a Content-Disposition with name="..."',
    id: '{{part}} tidak punya header dan dilewati: beri setiap bagian Content-Disposition dengan name="..."',
  },
  longHeaders: {
    en: 'the headers of {{part}} are longer than {{limit}} bytes',
    id: 'header {{part}} lebih panjang dari {{limit}} byte',
  },
  longHeadersHint: {
    en: 'a blank line must separate the headers of a part from its content',
    id: 'header dan isi sebuah bagian harus dipisahkan baris kosong',
  },
  lineFeedsOnly: {
    en: 'the lines of the body end with LF only; RFC 2046 requires CRLF, and other servers reject it',
    id: 'baris-baris body diakhiri LF saja; RFC 2046 mewajibkan CRLF, dan server lain menolaknya',
  },
  bareLineFeed: {
    en: 'a part ends with LF only; RFC 2046 requires CRLF before a boundary, and other servers do not find it',
    id: 'sebuah bagian diakhiri LF saja; RFC 2046 mewajibkan CRLF sebelum boundary, dan server lain tidak menemukannya',
  },
  empty: { en: 'the body is empty', id: 'body-nya kosong' },
  emptyHint: {
    en: 'a form or stream can be read only once: create it again for each attempt, and do not send Content-Length: 0 with it',
    id: 'form atau stream hanya bisa dibaca sekali: buat ulang untuk setiap percobaan, dan jangan kirim Content-Length: 0',
  },
  noParts: {
    en: 'the form has no parts: it was sent before anything was added, or was already read',
    id: 'form tidak punya bagian: dikirim sebelum diisi, atau sudah terbaca sebelumnya',
  },
  boundaryNotInBody: {
    en: 'the boundary {{boundary}} is not in the body',
    id: 'boundary {{boundary}} tidak ada di body',
  },
  sameBoundaryHint: {
    en: 'the boundary in the Content-Type must be the one in the body',
    id: 'boundary di Content-Type harus sama dengan yang ada di body',
  },
  wrongDashesHint: {
    en: 'the boundary lines of the body have the wrong number of dashes ({{found}}, not {{needed}}): each is two dashes, then the boundary of the Content-Type',
    id: 'jumlah tanda hubung di baris boundary salah ({{found}}, seharusnya {{needed}}): setiap baris diawali dua tanda hubung, lalu boundary dari Content-Type',
  },
  otherBoundaryHint: {
    en: 'the body begins with the boundary {{seen}}: Content-Type was set manually, leave it to the HTTP client',
    id: 'body diawali boundary {{seen}}: Content-Type diisi manual, biarkan HTTP client yang mengisinya',
  },
  cut: {
    en: 'the body ends before the closing boundary',
    id: 'body berakhir sebelum boundary penutup',
  },
  cutIn: {
    en: 'the body ends before the closing boundary, in {{part}}',
    id: 'body berakhir sebelum boundary penutup, di {{part}}',
  },
  namelessPart: { en: 'a part without a name', id: 'bagian tanpa nama' },
  cutHint: {
    en: 'the body must be complete: its last line is the boundary between two pairs of dashes',
    id: 'body harus lengkap: baris terakhirnya boundary yang diapit dua pasang tanda hubung',
  },
  lostByParser: {
    en: "the application's body parser (multer) parsed the form before the mock, so the journal cannot show: the order of the parts, dropped parts (without a name, files without a file name, filtered files), bytes between the parts, types of text parts, folders in file names, and which upload limit was reached; mount the mock before the parser to see them",
    id: 'body parser aplikasi (multer) membaca form lebih dulu daripada mock, jadi jurnal tidak bisa menampilkan: urutan bagian, bagian yang dibuang (tanpa nama, file tanpa nama file, file yang disaring), byte di antara bagian, tipe bagian teks, folder di nama file, dan batas upload yang terlampaui; pasang mock sebelum parser untuk melihatnya',
  },
  droppedByParser: {
    en: '; about {{kilobytes}} KB of the body are in no part: an upload limit or a filter has dropped files',
    id: '; sekitar {{kilobytes}} KB dari body tidak masuk ke bagian mana pun: ada file yang dibuang oleh batas upload atau filter',
  },
  otherBody: { en: 'the body is {{what}}: {{hint}}', id: 'body-nya {{what}}: {{hint}}' },
  formAsText: {
    en: 'the client converted its form to text: pass the form itself to the HTTP client, which writes its parts and their boundary',
    id: 'client mengubah form menjadi teks: berikan form-nya langsung ke HTTP client, yang menulis bagian-bagian dan boundary-nya',
  },
  picture: { en: 'a picture without a form', id: 'gambar tanpa form' },
  pictureHint: {
    en: 'a picture is one part of a form: send img1, img2 and the texts as multipart/form-data',
    id: 'gambar adalah satu bagian dari form: kirim img1, img2, dan teks-teksnya sebagai multipart/form-data',
  },
  gzip: { all: 'gzip' },
  utf16: { en: 'UTF-16 text', id: 'teks UTF-16' },
  utf16Hint: {
    en: 'write the lines of the form in UTF-8 or ASCII, and the pictures as bytes',
    id: 'tulis baris-baris form dalam UTF-8 atau ASCII, dan gambarnya sebagai byte',
  },
  markedForm: { en: 'a form after a byte order mark', id: 'form yang diawali byte order mark' },
  markedFormHint: {
    en: 'its first part is lost: build the body as bytes, not as text, which corrupts pictures',
    id: 'bagian pertamanya hilang: susun body sebagai byte, bukan sebagai teks, yang merusak gambar',
  },
  base64: { en: 'base64 text', id: 'teks base64' },
  base64Hint: {
    en: 'send the body as bytes: HTTP needs no base64, and a gateway that uses it has to decode it first',
    id: 'kirim body sebagai byte: HTTP tidak butuh base64, dan gateway yang memakainya harus men-decode dulu',
  },
  path: { en: 'the path of a file', id: 'path file' },
  pathHint: {
    en: 'the client sent the path of the file, not its content (with curl: -F img1=@file)',
    id: 'client mengirim path file, bukan isinya (dengan curl: -F img1=@file)',
  },
  json: { all: 'JSON' },
  jsonHint: {
    en: 'do not convert the form to JSON: send the body as multipart/form-data',
    id: 'jangan ubah form menjadi JSON: kirim body sebagai multipart/form-data',
  },
  dictionary: { en: 'a printed Python dictionary', id: 'hasil print dictionary Python' },
  dictionaryHint: {
    en: 'with requests: data={...} for the texts, files={...} for the pictures',
    id: 'dengan requests: data={...} untuk teks, files={...} untuk gambar',
  },
  markup: { en: 'XML or HTML', id: 'XML atau HTML' },
  urlEncoded: { en: 'a URL-encoded form', id: 'form URL-encoded' },
});
