import type { Ambiguity } from '../register.js';

/** Section 3, the tables: file names and formats, and files that are no picture. */
export const pictureFormatAmbiguities: readonly Ambiguity[] = [
  {
    id: 'extension-source',
    section: '3.1',
    row: 'Spesifikasi Foto, File Extention',
    question: "Is the extension judged by the file's name, or by its contents?",
    readings: [
      {
        id: 'both',
        text: 'By both: the name has one of the extensions and the contents are JPEG or PNG.',
        argument: 'The column speaks of the name; a picture that is neither cannot be read.',
        value: 'both',
        observed: ['parameter-invalid', 'face-compare-error'],
      },
      {
        id: 'name',
        text: 'By the name.',
        argument: 'An extension is a part of a name.',
        value: 'name',
        observed: ['parameter-invalid', 'face-compare-error'],
      },
      {
        id: 'content',
        text: 'By the contents.',
        argument: 'Common practice: names are easily wrong, and some clients send none with an extension.',
        value: 'content',
        observed: ['success'],
      },
      {
        id: 'ignored',
        text: 'By neither: whatever can be decoded is accepted.',
        argument: 'The table stands in a guide; no answer is named.',
        value: 'ignored',
        observed: ['success'],
      },
    ],
    default: 'both',
    why: 'It asks most of a client.',
    vendorQuestion: {
      en: 'Is the permitted format (.jpg, .png, .jpeg) checked by the file name, by the file contents, or both? Is a file without an extension accepted?',
      id: 'Apakah format yang diizinkan (.jpg, .png, .jpeg) diperiksa berdasarkan nama file, isi file, atau keduanya? Apakah file tanpa ekstensi diterima?',
    },
  },
  {
    id: 'extension-case',
    section: '3.1',
    row: 'Spesifikasi Foto, File Extention',
    question: 'May an extension be written in capitals?',
    readings: [
      {
        id: 'ignored',
        text: 'Capitals do not matter.',
        argument: 'Cameras write .JPG, and the common comparison disregards case.',
        value: 'ignored',
        observed: ['success'],
      },
      {
        id: 'lower-case-only',
        text: 'Only small letters are accepted.',
        argument: 'The cell lists them so.',
        value: 'lower-case-only',
        observed: ['parameter-invalid', 'face-compare-error'],
      },
    ],
    default: 'ignored',
    why: 'A list in small letters is not a rule about letters.',
    vendorQuestion: {
      en: 'Are file extensions in capitals accepted, for example .JPG and .PNG?',
      id: 'Apakah ekstensi file dengan huruf besar diterima, misalnya .JPG dan .PNG?',
    },
  },
  {
    id: 'wrong-extension',
    section: '3.1',
    row: 'Spesifikasi Foto, File Extention',
    question: 'What comes when a file is not one of the three?',
    readings: [
      {
        id: 'parameter-invalid',
        text: 'Parameter-invalid.',
        argument: 'The picture is a parameter whose value is not suitable, in the words of that row.',
        value: 'parameter-invalid',
        observed: ['parameter-invalid'],
      },
      {
        id: 'face-compare-error',
        text: 'Face-compare-error.',
        argument: 'Its message says that the input image is invalid, its explanation that a photo cannot be read.',
        value: 'face-compare-error',
        observed: ['face-compare-error'],
      },
      {
        id: 'accepted',
        text: 'It is accepted when it can be decoded.',
        argument: 'The table stands in a guide to photos; no answer is named.',
        value: 'accepted',
        observed: ['success'],
      },
    ],
    default: 'parameter-invalid',
    why: 'A file of another type can be read well enough; what is wrong with it is that it was not asked for.',
    vendorQuestion: {
      en: 'Which response is sent when the file is not .jpg, .png or .jpeg, for example .webp, .heic or .pdf?',
      id: 'Response apa yang dikirim apabila file bukan .jpg, .png, atau .jpeg, misalnya .webp, .heic, atau .pdf?',
    },
  },
  {
    id: 'unreadable-selfie',
    section: '2',
    row: 'Response, Face Compare Error',
    question: 'What comes when the selfie cannot be read?',
    readings: [
      {
        id: 'face-compare-error',
        text: 'Face-compare-error, for both pictures.',
        argument:
          'Its explanation adds "or the photo cannot be read" without saying which photo; the row Liveness Error does not mention it.',
        value: 'face-compare-error',
        observed: ['face-compare-error'],
      },
      {
        id: 'liveness-error',
        text: 'Liveness-error.',
        argument: 'The row Face Compare Error speaks of the identity card, the row Liveness Error of the selfie.',
        value: 'liveness-error',
        observed: ['liveness-error'],
      },
    ],
    default: 'face-compare-error',
    why: 'It is the only row that speaks of a photo that cannot be read, and its message fits any picture.',
    vendorQuestion: {
      en: 'Which response is sent when the selfie (img1) cannot be read, for example because the file is damaged? The case of an unreadable photo is mentioned only under Face Compare Error.',
      id: 'Response apa yang dikirim apabila foto selfie (img1) gagal terbaca, misalnya karena file rusak? Kondisi foto gagal terbaca hanya disebutkan pada Face Compare Error.',
    },
  },
  {
    id: 'missing-end-marker',
    section: '2',
    row: 'Response, Face Compare Error',
    question: 'Can a JPEG or PNG be read that lacks nothing but its end marker?',
    readings: [
      {
        id: 'readable',
        text: 'Yes: every pixel is there.',
        argument:
          'Common practice: browsers, galleries and most image libraries show such a file, some phones write it, and an upload that loses its last bytes makes it.',
        value: 'optional',
        observed: ['success'],
      },
      {
        id: 'unreadable',
        text: 'No: it is answered as a photo that cannot be read.',
        argument: 'The formats demand the marker, and a strict decoder takes such a file for one that is cut off.',
        value: 'required',
        observed: ['face-compare-error', 'liveness-error'],
      },
    ],
    default: 'readable',
    why: 'The document asks for a photo that can be read, and this one can: no pixel is missing.',
    vendorQuestion: {
      en: 'Is a JPEG or PNG file accepted that is complete except for its end marker (EOI or IEND)?',
      id: 'Apakah file JPEG atau PNG yang lengkap kecuali penanda akhirnya (EOI atau IEND) diterima?',
    },
  },
  {
    id: 'empty-file',
    section: '1',
    row: 'Body, img2',
    question: 'What comes when a picture is there as a file of no bytes?',
    readings: [
      {
        id: 'missing',
        text: 'Parameter-invalid, as if the part were missing.',
        argument: 'A form in a browser sends such a part when no file was chosen.',
        value: 'parameter-invalid',
        observed: ['parameter-invalid'],
      },
      {
        id: 'unreadable',
        text: 'The answer to a photo that cannot be read.',
        argument: 'The part is there, and what it holds is no picture.',
        value: 'accepted',
        observed: ['face-compare-error', 'liveness-error'],
      },
    ],
    default: 'missing',
    why: 'No file was chosen, so none was sent.',
    vendorQuestion: {
      en: 'Which response is sent when img1 or img2 is a file of 0 bytes?',
      id: 'Response apa yang dikirim apabila img1 atau img2 berupa file berukuran 0 byte?',
    },
  },
];
