import type { Ambiguity } from '../register.js';

/** What the text parts may hold. */
export const textContentAmbiguities: readonly Ambiguity[] = [
  {
    id: 'text-charset',
    section: '1',
    row: 'Body, officeName',
    question: 'In which character set are text values read?',
    readings: [
      {
        id: 'utf-8',
        text: 'As UTF-8.',
        argument: 'Common practice of today; all samples are plain ASCII, so they do not tell.',
        observed: ['success'],
      },
      {
        id: 'declared',
        text: 'As the part declares, else as UTF-8.',
        argument: 'The multipart standard lets a part declare its character set.',
        observed: ['success'],
      },
      {
        id: 'ascii-only',
        text: 'Only plain ASCII is accepted.',
        argument: 'The samples hold nothing else; even the space in `Head_Office` is an underscore.',
        observed: ['success', 'parameter-invalid'],
      },
    ],
    default: 'utf-8',
    why: 'Names of offices and people are not always ASCII, and UTF-8 is what clients send.',
    undecidable: 'No answer repeats a text value, so the reading shows only where a value is refused.',
    vendorQuestion: {
      en: 'Are text parameters read as UTF-8, and are characters outside of ASCII accepted, for example in officeName?',
      id: 'Apakah parameter teks dibaca sebagai UTF-8, dan apakah karakter di luar ASCII dapat diterima, misalnya pada officeName?',
    },
  },
  {
    id: 'text-length',
    section: '1',
    row: 'Body, Field / Type / Compulsory / Description',
    question: 'How long may a text value be?',
    readings: [
      {
        id: 'unlimited',
        text: 'No limit is asked.',
        argument: 'The table gives no length.',
        observed: ['success'],
      },
      {
        id: 'column-width',
        text: 'Each part has a limit, and a longer value is answered with parameter-invalid.',
        argument: 'The values are kept for reports, and columns of databases have widths.',
        observed: ['parameter-invalid'],
      },
      {
        id: 'cut-off',
        text: 'Each part has a limit, and a longer value is cut off in silence.',
        argument: 'Some databases do so; a cut refNumber would spoil the matching.',
        observed: ['success'],
      },
    ],
    default: 'unlimited',
    why: 'A limit that is not stated cannot be kept.',
    undecidable: 'A profile would need a number for each part, and no number is known.',
    vendorQuestion: {
      en: 'What is the maximum length of each text parameter, in particular refNumber, loginId, officeName and question, and what happens to longer values?',
      id: 'Berapa panjang maksimum setiap parameter teks, khususnya refNumber, loginId, officeName, dan question, serta apa yang terjadi apabila nilainya lebih panjang?',
    },
  },
  {
    id: 'free-text',
    section: '1',
    row: 'Body, source',
    question:
      'May `source`, `loginId`, `officeCode` and `officeName` hold any text, or only values that are registered?',
    readings: [
      {
        id: 'any-text',
        text: 'Any text.',
        argument: 'The descriptions leave the contents to the caller.',
        observed: ['success'],
      },
      {
        id: 'registered',
        text: 'Values from lists that the vendor keeps, else parameter-invalid.',
        argument:
          'An office code or a user is something that could be registered; the row Parameter Invalid speaks of values that are not suitable.',
        observed: ['parameter-invalid'],
      },
    ],
    default: 'any-text',
    why: 'No list is shown, and the sample values are ordinary words.',
    undecidable: 'A profile would need the lists, and none is known.',
    vendorQuestion: {
      en: 'May source, loginId, officeCode and officeName hold any text, or must the values be registered beforehand? For source, is there a list of values such as "Mobile"?',
      id: 'Apakah source, loginId, officeCode, dan officeName boleh diisi teks bebas, atau nilainya harus didaftarkan terlebih dahulu? Untuk source, apakah ada daftar nilai seperti "Mobile"?',
    },
  },
  {
    id: 'office-pair',
    section: '1',
    row: 'Body, officeCode',
    question: 'May `officeCode` come without `officeName`, and the other way round?',
    readings: [
      {
        id: 'independent',
        text: 'Each may come alone.',
        argument: 'Both are marked as optional, and neither row mentions the other.',
        observed: ['success*'],
      },
      {
        id: 'together',
        text: 'They come together or not at all.',
        argument: 'The two descriptions are the same sentence, and one office has both.',
        observed: ['parameter-invalid*'],
      },
    ],
    default: 'independent',
    why: 'The column is explicit.',
    undecidable: 'The profile has no decision for it; the column Compulsory settles it unless a run shows otherwise.',
    vendorQuestion: {
      en: 'May officeCode be sent without officeName, and officeName without officeCode?',
      id: 'Apakah officeCode boleh dikirim tanpa officeName, dan sebaliknya officeName tanpa officeCode?',
    },
  },
  {
    id: 'nik-format',
    section: '1',
    row: 'Body, nik',
    question: 'Is the form of `nik` checked?',
    readings: [
      {
        id: 'any',
        text: 'Any text is accepted.',
        argument: 'The type is Text, and no form is stated.',
        value: 'any',
        observed: ['success'],
      },
      {
        id: 'sixteen-digits',
        text: 'Sixteen digits are asked for, else parameter-invalid.',
        argument: 'Every NIK has sixteen digits, and so has the sample.',
        value: 'sixteen-digits',
        observed: ['parameter-invalid'],
      },
    ],
    default: 'any',
    why: 'The document states no form for it.',
    vendorQuestion: {
      en: 'Is the format of nik checked (16 digits), and which response is sent when it does not fit?',
      id: 'Apakah format nik diperiksa (16 digit angka), dan response apa yang dikirim apabila formatnya tidak sesuai?',
    },
  },
  {
    id: 'nik-use',
    section: '1',
    row: 'Body, nik',
    question: 'Is `nik` compared with the identity card?',
    readings: [
      {
        id: 'recorded',
        text: 'It is only recorded.',
        argument: 'No answer speaks of it, and the part is optional.',
      },
      {
        id: 'compared',
        text: 'It is compared with the number that is read from the card.',
        argument: 'The row of `img2` says that data are read from the card.',
      },
    ],
    default: 'recorded',
    why: 'No result and no error has a place for the comparison.',
    undecidable: 'No documented answer could tell of a difference.',
    unprobed: 'It would take a real identity card, and the kit holds no personal data.',
    vendorQuestion: {
      en: 'Is the nik that is sent compared with the NIK on the KTP photo, and if so, which response is sent when they differ?',
      id: 'Apakah nik yang dikirim dicocokkan dengan NIK pada foto KTP, dan jika ya, response apa yang dikirim apabila berbeda?',
    },
  },
  {
    id: 'question-use',
    section: '1',
    row: 'Body, question',
    question: 'What is `question` for?',
    readings: [
      {
        id: 'note',
        text: 'It is a note on the transaction, kept for the caller.',
        argument: 'The row speaks of additional information, and the sample is such a note.',
      },
      {
        id: 'questionnaire',
        text: 'It is a leftover of another service, where a question is answered.',
        argument: 'The name says so, and nothing else does.',
      },
    ],
    default: 'note',
    why: 'The description and the sample agree.',
    undecidable: 'No answer depends on it.',
    unprobed: 'No answer shows what becomes of it.',
    vendorQuestion: {
      en: 'What is the parameter question used for, and where does its content appear?',
      id: 'Untuk apa parameter question digunakan, dan di mana isinya ditampilkan?',
    },
  },
];
