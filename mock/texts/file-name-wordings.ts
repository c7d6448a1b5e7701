import { defineWordings } from './wording.js';

/** What is wrong with a file's name, and what to do about it. */
export const fileNameWordings = defineWordings({
  contentFirstHint: {
    en: '{{part}} contains {{what}}: {{hint}}; besides, {{fault}}',
    id: '{{part}} berisi {{what}}: {{hint}}; selain itu, {{fault}}',
  },
  notOpenedHint: {
    en: '{{part}} contains {{what}}, not its bytes: open the file before it goes into the form (Python: open(path, "rb")); besides, {{fault}}',
    id: '{{part}} berisi {{what}}, bukan byte-nya: buka file sebelum dimasukkan ke form (Python: open(path, "rb")); selain itu, {{fault}}',
  },
  giveNameHint: {
    en: 'give the file a name, e.g. formData.append("img1", blob, "selfie.jpg")',
    id: 'beri file sebuah nama, misalnya formData.append("img1", blob, "selfie.jpg")',
  },
  ownNameRemedy: {
    en: 'give the file its own name, such as selfie.jpg',
    id: 'beri file nama sendiri, misalnya selfie.jpg',
  },
  is: { en: 'the file name is {{what}}', id: 'nama file berisi {{what}}' },
  invisibleBefore: {
    en: 'the file name has {{character}} before it, which is invisible',
    id: 'nama file diawali {{character}}, yang tidak terlihat',
  },
  invisibleBehind: {
    en: 'the file name has {{character}} behind it, which is invisible',
    id: 'nama file diakhiri {{character}}, yang tidak terlihat',
  },
  invisibleIn: {
    en: 'the file name has {{character}} in it, which is invisible',
    id: 'nama file memuat {{character}}, yang tidak terlihat',
  },
  retypeRemedy: { en: 'retype the name', id: 'ketik ulang namanya' },
  blanks: {
    en: 'the file name has leading or trailing blanks',
    id: 'nama file diawali atau diakhiri spasi',
  },
  removeRemedy: { en: 'remove them', id: 'hapus spasinya' },
  quotes: { en: 'the file name contains extra quotes', id: 'nama file memuat tanda kutip tambahan' },
  quotesRemedy: { en: 'leave the quoting to the HTTP client', id: 'biarkan HTTP client yang memberi tanda kutip' },
  urlEnd: {
    en: 'the file name is the end of a URL, including its query',
    id: 'nama file adalah ujung sebuah URL, termasuk query-nya',
  },
  urlEndRemedy: { en: 'remove everything after the extension', id: 'hapus semua setelah ekstensi' },
  galleryNumber: {
    en: "the file name is a number in a phone's gallery",
    id: 'nama file adalah nomor di galeri ponsel',
  },
  galleryNumberRemedy: {
    en: 'query its DISPLAY_NAME, or give the file its own name, such as selfie.jpg',
    id: 'ambil DISPLAY_NAME-nya, atau beri file nama sendiri, misalnya selfie.jpg',
  },
  otherContent: { en: 'the content is {{format}}, too', id: 'isinya juga {{format}}' },
  jpegContent: { en: 'the content is JPEG', id: 'isinya JPEG' },
  jpegRemedy: { en: 'use a name that ends with .jpg', id: 'pakai nama yang berakhiran .jpg' },
  pngContent: { en: 'the content is PNG', id: 'isinya PNG' },
  pngRemedy: { en: 'use a name that ends with .png', id: 'pakai nama yang berakhiran .png' },
});
