import { defineWordings } from './wording.js';

/** What is wrong with the value of a text part. `...What` follows the part's name, `...Remedy` follows a colon. */
export const valueWordings = defineWordings({
  is: { en: 'is {{what}}', id: 'berisi {{what}}' },
  notTextRemedy: {
    en: 'the client sent a variable that contains no text',
    id: 'client mengirim variabel yang tidak berisi teks',
  },
  otherTypeWhat: {
    en: 'is a word that programs print for a value of another type',
    id: 'berisi kata hasil print nilai bertipe lain',
  },
  masked: {
    en: 'a masked value, copied from a display that hides it',
    id: 'nilai yang disamarkan, disalin dari tampilan yang menyembunyikannya',
  },
  sample: {
    en: 'a word of a sample, which must be replaced by your own value',
    id: 'kata dari contoh, yang harus diganti dengan nilai Anda sendiri',
  },
  placeholder: { en: 'a placeholder that was never filled', id: 'placeholder yang belum diisi' },
  placeholderRemedy: {
    en: 'set the variable (in Postman: choose the environment; in a shell: export it, in double quotes), or write the value',
    id: 'isi variabelnya (di Postman: pilih environment; di shell: export, dalam kutip dua), atau tulis nilainya langsung',
  },
  invisibleBeforeWhat: { en: 'has {{character}} before it', id: 'diawali {{character}}' },
  invisibleBehindWhat: { en: 'has {{character}} behind it', id: 'diakhiri {{character}}' },
  invisibleInWhat: { en: 'has {{character}} in it', id: 'memuat {{character}}' },
  invisibleRemedy: {
    en: 'it is invisible but significant, and is often copied from a page or a chat: retype the value',
    id: 'tidak terlihat tetapi tetap berpengaruh, dan sering ikut tersalin dari halaman web atau chat: ketik ulang nilainya',
  },
  blanksWhat: {
    en: 'has leading or trailing blanks or line breaks',
    id: 'diawali atau diakhiri spasi atau ganti baris',
  },
  jsonQuotesWhat: {
    en: 'begins and ends with " (JSON quotes)',
    id: 'diawali dan diakhiri " (tanda kutip JSON)',
  },
  jsonQuotesRemedy: {
    en: 'send the bare value (Retrofit: a RequestBody, or ScalarsConverterFactory before the JSON converter)',
    id: 'kirim nilainya saja (Retrofit: RequestBody, atau ScalarsConverterFactory sebelum converter JSON)',
  },
  quotesWhat: { en: 'was sent in quotes', id: 'dikirim dalam tanda kutip' },
  bareRemedy: { en: 'send the bare value', id: 'kirim nilainya saja' },
  pythonBytesWhat: {
    en: "was sent as printed Python bytes (b'...')",
    id: "dikirim sebagai hasil print bytes Python (b'...')",
  },
  decodeRemedy: { en: 'call decode() first', id: 'panggil decode() dulu' },
  printedListWhat: {
    en: 'was sent as a printed list or object',
    id: 'dikirim sebagai hasil print list atau object',
  },
  ownNameWhat: { en: 'has its name before it', id: 'diawali namanya sendiri' },
  ownNameRemedy: {
    en: "send the bare value, without the part's name before it",
    id: 'kirim nilainya saja, tanpa nama bagian di depannya',
  },
  schemeWhat: {
    en: 'has the scheme of an Authorization header before it',
    id: 'diawali scheme dari header Authorization',
  },
  schemeRemedy: { en: 'send only the key', id: 'kirim key-nya saja' },
  notUtf8What: { en: 'contains bytes that are not UTF-8', id: 'memuat byte yang bukan UTF-8' },
  notUtf8Remedy: {
    en: 'write texts in UTF-8, or declare the charset in the Content-Type of the part',
    id: 'tulis teks dalam UTF-8, atau sebutkan charset di Content-Type bagian itu',
  },
  twiceWhat: { en: 'was encoded as UTF-8 twice', id: 'di-encode sebagai UTF-8 dua kali' },
  twiceRemedy: {
    en: 'a step read UTF-8 text as Latin-1: read and write it as UTF-8',
    id: 'ada langkah yang membaca teks UTF-8 sebagai Latin-1: baca dan tulis sebagai UTF-8',
  },
  percentWhat: { en: 'was sent percent-encoded', id: 'dikirim dalam bentuk percent-encoded' },
  percentRemedy: {
    en: 'values of a multipart form are sent as they are, and nothing decodes them',
    id: 'nilai di form multipart dikirim apa adanya, dan tidak ada yang men-decode-nya',
  },
  entitiesWhat: { en: 'contains HTML entities', id: 'memuat entity HTML' },
  entitiesRemedy: {
    en: 'send the characters themselves: entities are only for HTML',
    id: 'kirim karakternya langsung: entity hanya untuk HTML',
  },
  printedNumberWhat: { en: 'was sent as a printed number', id: 'dikirim sebagai hasil print angka' },
  printedNumberRemedy: {
    en: 'store it as text from the start (in a spreadsheet: format the column as text), since digits have been lost',
    id: 'simpan sebagai teks sejak awal (di spreadsheet: format kolomnya sebagai teks), karena ada digit yang hilang',
  },
  doubledWhat: {
    en: 'contains the value twice, separated by a comma',
    id: 'memuat nilai yang sama dua kali, dipisahkan koma',
  },
  doubledRemedy: { en: 'it was set twice: send it once', id: 'nilainya diisi dua kali: kirim sekali saja' },
  lookalikeWhat: { en: 'has {{letter}}', id: 'memuat {{letter}}' },
  lookalikeRemedy: {
    en: 'it is a different character: retype the value',
    id: 'itu karakter yang berbeda: ketik ulang nilainya',
  },
});
