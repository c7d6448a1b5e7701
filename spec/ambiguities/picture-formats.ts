import type { Ambiguity } from '../register.js';

/** Section 3, the tables: file names and formats, and files that are not pictures. */
export const pictureFormatAmbiguities: readonly Ambiguity[] = [
  {
    id: 'extension-source',
    section: '3.1',
    row: 'Spesifikasi Foto, File Extention',
    question: "Does the extension limit apply to the file's name, or to its contents?",
    readings: [
      {
        id: 'both',
        text: 'To both: the name has one of the extensions, and the contents are JPEG or PNG.',
        argument: 'The column is about the name, and a picture of another format may be unreadable.',
        value: 'both',
        observed: ['parameter-invalid', 'face-compare-error', 'parameter-invalid for another format'],
      },
      {
        id: 'name',
        text: 'To the name.',
        argument: 'An extension is a part of a name.',
        value: 'name',
        observed: ['parameter-invalid', 'face-compare-error', 'face-compare-error for another format'],
      },
      {
        id: 'content',
        text: 'To the contents.',
        argument: 'Common practice: names are often wrong, and some clients send no extension.',
        value: 'content',
        observed: ['success', 'parameter-invalid for another format'],
      },
      {
        id: 'ignored',
        text: 'To neither: the service accepts any picture that it can decode.',
        argument: 'The table is part of a guide, and the document names no answer.',
        value: 'ignored',
        observed: ['success', 'face-compare-error for another format'],
      },
    ],
    default: 'both',
    why: 'It is the strictest for a client.',
    vendorQuestion: {
      en: 'Is the permitted format (.jpg, .png, .jpeg) checked by the file name, by the file contents, or both? Is a file without an extension accepted?',
      id: 'Apakah format yang diizinkan (.jpg, .png, .jpeg) diperiksa berdasarkan nama file, isi file, atau keduanya? Apakah file tanpa ekstensi diterima?',
    },
  },
  {
    id: 'extension-case',
    section: '3.1',
    row: 'Spesifikasi Foto, File Extention',
    question: 'May an extension have upper-case letters?',
    readings: [
      {
        id: 'ignored',
        text: 'Letter case does not matter.',
        argument: 'Cameras write .JPG, and the usual comparison ignores case.',
        value: 'ignored',
        observed: ['success'],
      },
      {
        id: 'lower-case-only',
        text: 'Only lower-case letters are accepted.',
        argument: 'The cell lists them this way.',
        value: 'lower-case-only',
        observed: ['parameter-invalid', 'face-compare-error'],
      },
    ],
    default: 'ignored',
    why: 'A list in lower case is not a rule about letter case.',
    vendorQuestion: {
      en: 'Are file extensions in capitals accepted, for example .JPG and .PNG?',
      id: 'Apakah ekstensi file dengan huruf besar diterima, misalnya .JPG dan .PNG?',
    },
  },
  {
    id: 'wrong-extension',
    section: '3.1',
    row: 'Spesifikasi Foto, File Extention',
    question: 'How is a file answered that is not one of the three?',
    readings: [
      {
        id: 'parameter-invalid',
        text: 'With parameter-invalid.',
        argument: 'The picture is a parameter with an unsuitable value, as that row says.',
        value: 'parameter-invalid',
        observed: ['parameter-invalid'],
      },
      {
        id: 'face-compare-error',
        text: 'With face-compare-error.',
        argument:
          'Its message says that the input image is invalid, and its explanation covers a photo that cannot be read.',
        value: 'face-compare-error',
        observed: ['face-compare-error'],
      },
      {
        id: 'accepted',
        text: 'The service accepts it if it can decode it.',
        argument: 'The table is part of a guide to photos, and the document names no answer.',
        value: 'accepted',
        observed: ['success'],
      },
    ],
    default: 'parameter-invalid',
    why: 'A file of another type may be readable. Its only problem is that it is not a permitted value.',
    vendorQuestion: {
      en: 'Which response is sent when the file is not .jpg, .png or .jpeg, for example .webp, .heic or .pdf?',
      id: 'Response apa yang dikirim apabila file bukan .jpg, .png, atau .jpeg, misalnya .webp, .heic, atau .pdf?',
    },
  },
  {
    id: 'unreadable-selfie',
    section: '2',
    row: 'Response, Face Compare Error',
    question: 'How is a selfie answered that cannot be read?',
    readings: [
      {
        id: 'face-compare-error',
        text: 'With face-compare-error, as for the other picture.',
        argument:
          'Its explanation adds "or the photo cannot be read" without saying which photo; the row Liveness Error does not mention it.',
        value: 'face-compare-error',
        observed: ['face-compare-error'],
      },
      {
        id: 'liveness-error',
        text: 'With liveness-error.',
        argument: 'The row Face Compare Error is about the identity card, the row Liveness Error about the selfie.',
        value: 'liveness-error',
        observed: ['liveness-error'],
      },
    ],
    default: 'face-compare-error',
    why: 'It is the only row about a photo that cannot be read, and its message fits any picture.',
    vendorQuestion: {
      en: 'Which response is sent when the selfie (img1) cannot be read, for example because the file is damaged? The case of an unreadable photo is mentioned only under Face Compare Error.',
      id: 'Response apa yang dikirim apabila foto selfie (img1) gagal terbaca, misalnya karena file rusak? Kondisi foto gagal terbaca hanya disebutkan pada Face Compare Error.',
    },
  },
  {
    id: 'missing-end-marker',
    section: '2',
    row: 'Response, Face Compare Error',
    question: 'Is a JPEG or PNG readable that lacks only its end marker?',
    readings: [
      {
        id: 'readable',
        text: 'Yes: it has every pixel.',
        argument:
          'Common practice: browsers, galleries and most image libraries show such a file. Some phones write it, and an upload that loses its last bytes produces it.',
        value: 'optional',
        observed: ['success'],
      },
      {
        id: 'unreadable',
        text: 'No: the answer is that to a photo that cannot be read.',
        argument: 'The formats require the marker, and a strict decoder treats such a file as truncated.',
        value: 'required',
        observed: ['face-compare-error', 'liveness-error'],
      },
    ],
    default: 'readable',
    why: 'The document requires a photo that can be read. This one can, because no pixel is missing.',
    vendorQuestion: {
      en: 'Is a JPEG or PNG file accepted that is complete except for its end marker (EOI or IEND)?',
      id: 'Apakah file JPEG atau PNG yang lengkap kecuali penanda akhirnya (EOI atau IEND) diterima?',
    },
  },
  {
    id: 'empty-file',
    section: '1',
    row: 'Body, img2',
    question: 'How is a picture of zero bytes answered?',
    readings: [
      {
        id: 'missing',
        text: 'With parameter-invalid, like a missing part.',
        argument: 'A form in a browser sends such a part when the user chose no file.',
        value: 'parameter-invalid',
        observed: ['parameter-invalid'],
      },
      {
        id: 'unreadable',
        text: 'With the answer to a photo that cannot be read.',
        argument: 'The part is present, and its contents are not a picture.',
        value: 'accepted',
        observed: ['face-compare-error', 'liveness-error'],
      },
    ],
    default: 'missing',
    why: 'The user chose no file, so the client sent none.',
    vendorQuestion: {
      en: 'Which response is sent when img1 or img2 is a file of 0 bytes?',
      id: 'Response apa yang dikirim apabila img1 atau img2 berupa file berukuran 0 byte?',
    },
  },
];
