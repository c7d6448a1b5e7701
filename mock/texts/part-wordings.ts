import { defineWordings } from './wording.js';

/**
 * What is wrong with a part of the form. A text follows the part's name; which of them continue its sentence is in
 * `finding-wordings.ts`.
 */
export const partWordings = defineWordings({
  text: { en: 'text', id: 'teks' },
  file: { all: 'file' },
  missing: { en: 'is missing; it is required', id: 'tidak ada; wajib dikirim' },
  unlisted: { en: 'the document lists no such part', id: 'dokumen tidak mengenal bagian ini' },
  refNumberUsed: {
    en: 'this tenant has used the refNumber before',
    id: 'sudah pernah dipakai tenant ini',
  },
  sentAsOther: {
    en: 'was sent as {{sent}}; a {{wanted}} part is expected',
    id: 'dikirim sebagai {{sent}}; seharusnya bagian {{wanted}}',
  },
  repeated: { en: 'was sent {{times}} times', id: 'dikirim {{times}} kali' },
  firstCounts: {
    en: 'was sent {{times}} times; the first one counts',
    id: 'dikirim {{times}} kali; yang pertama yang dipakai',
  },
  lastCounts: {
    en: 'was sent {{times}} times; the last one counts',
    id: 'dikirim {{times}} kali; yang terakhir yang dipakai',
  },
  emptyText: { en: 'is empty; it is required', id: 'kosong; wajib diisi' },
  noValueHint: {
    en: 'the source of the value is not set: an environment variable, a setting, a field of the form',
    id: 'sumber nilainya belum diisi: environment variable, konfigurasi, atau field di form',
  },
  noMatch: { en: 'does not match {{pattern}}', id: 'tidak cocok dengan {{pattern}}' },
  probablyWrong: { en: 'is probably wrong', id: 'kemungkinan salah' },
  emptyFile: { en: 'the file is empty', id: 'file-nya kosong' },
  noFileChosenHint: {
    en: 'no file was chosen in the form: require one before the form is sent',
    id: 'tidak ada file yang dipilih di form: wajibkan memilih file sebelum form dikirim',
  },
  streamReadHint: {
    en: 'a stream can be read only once, so a retry sends nothing: open the file again for each attempt, after it is written completely',
    id: 'stream hanya bisa dibaca sekali, jadi retry mengirim file kosong: buka ulang file untuk setiap percobaan, setelah file selesai ditulis',
  },
  noFileName: { en: 'its part has no file name', id: 'bagiannya tidak punya nama file' },
  folders: { en: 'its file name contains folders', id: 'nama file-nya memuat folder' },
  foldersHint: {
    en: 'send only the name: folders may name a person, and servers treat them differently',
    id: 'kirim namanya saja: folder bisa memuat nama orang, dan tiap server memperlakukannya berbeda',
  },
  samePicture: { en: 'is the same picture as img1', id: 'sama persis dengan gambar img1' },
  samePictureHint: {
    en: 'img1 is the selfie, img2 the photo of the KTP: send two different pictures',
    id: 'img1 adalah foto selfie, img2 foto KTP: kirim dua gambar yang berbeda',
  },
  otherPicture: { en: 'is probably the other picture', id: 'kemungkinan gambar yang satunya' },
  swappedHint: {
    en: 'img1 and img2 are probably swapped: img1 is the selfie, img2 the photo of the KTP',
    id: 'img1 dan img2 kemungkinan tertukar: img1 adalah foto selfie, img2 foto KTP',
  },
  exactName: { en: 'names must match exactly', id: 'nama harus persis sama' },
  invisibleInName: {
    en: 'it contains {{character}}, which is invisible but significant',
    id: 'namanya memuat {{character}}, yang tidak terlihat tetapi tetap berpengaruh',
  },
  alikeNameHint: {
    en: 'there is a part named {{sent}}: {{why}}, the expected name is {{name}}',
    id: 'ada bagian bernama {{sent}}: {{why}}, nama yang benar {{name}}',
  },
  alikeOptionalHint: { en: "{{why}}: the document's name is {{name}}", id: '{{why}}: nama di dokumen {{name}}' },
  renameHint: {
    en: 'the part named {{sent}} is probably the one: rename it to {{name}}',
    id: 'kemungkinan bagian {{sent}} yang dimaksud: ganti namanya menjadi {{name}}',
  },
  namelessHint: {
    en: 'there is a part without a name: give each part name="..." in its Content-Disposition',
    id: 'ada bagian tanpa nama: beri setiap bagian name="..." di Content-Disposition-nya',
  },
  fileForTextHint: {
    en: 'its part has a file name: send it as a plain form field',
    id: 'bagiannya punya nama file: kirim sebagai field form biasa',
  },
  textForPictureHint: {
    en: '{{name}} was sent as text: its part has no filename; add the picture to the form with a file name (filename="..." in its Content-Disposition)',
    id: '{{name}} dikirim sebagai teks: bagiannya tidak punya filename; tambahkan gambar ke form dengan nama file (filename="..." di Content-Disposition-nya)',
  },
  otherForPictureHint: {
    en: '{{name}} was sent as {{what}}: {{hint}}; send a picture as a file part',
    id: '{{name}} dikirim sebagai {{what}}: {{hint}}; kirim gambar sebagai bagian file',
  },
  withoutName: {
    en: 'has no name: give each part name="..." in its Content-Disposition',
    id: 'tidak punya nama: beri setiap bagian name="..." di Content-Disposition-nya',
  },
  transferEncoding: {
    en: 'declares Content-Transfer-Encoding: {{encoding}}, which HTTP does not decode (RFC 7578): the mock uses the encoded content',
    id: 'memakai Content-Transfer-Encoding: {{encoding}}, yang tidak di-decode di HTTP (RFC 7578): mock memakai isi yang masih ter-encode',
  },
  nested: {
    en: 'is itself a {{type}}: send each file as its own part, with name={{name}}',
    id: 'berupa {{type}} lagi: kirim setiap file sebagai bagian tersendiri, dengan name={{name}}',
  },
  unknownCharset: {
    en: 'declares the unknown charset {{charset}}; it was read as UTF-8',
    id: 'memakai charset {{charset}} yang tidak dikenal; isinya dibaca sebagai UTF-8',
  },
  aFile: { en: 'a file', id: 'sebuah file' },
  tooLargeFile: {
    en: '{{name}} is larger than the limit of {{limit}} bytes',
    id: '{{name}} lebih besar dari batas {{limit}} byte',
  },
  tooLongText: {
    en: 'the text {{name}} is longer than the limit of {{limit}} bytes',
    id: 'teks {{name}} lebih panjang dari batas {{limit}} byte',
  },
  listOfParser: {
    en: "is an element of a list that the application's body parser built, from a part that was sent several times or whose name ends in [] or in a number in brackets",
    id: 'berupa elemen list buatan body parser aplikasi, dari bagian yang dikirim beberapa kali atau yang namanya diakhiri [] atau angka dalam kurung siku',
  },
  objectOfParser: {
    en: "is a value in an object that the application's body parser built from a name with brackets; the name was reconstructed",
    id: 'berupa nilai di object buatan body parser aplikasi, dari nama dengan kurung siku; namanya disusun ulang',
  },
});
