import type { Ambiguity } from '../register.js';

/** The contents of the text parts. */
export const textContentAmbiguities: readonly Ambiguity[] = [
  {
    id: 'text-charset',
    section: '1',
    row: 'Body, officeName',
    question: 'In which character set does the service decode text values?',
    readings: [
      {
        id: 'utf-8',
        text: 'As UTF-8.',
        argument: 'Common practice today. All samples are plain ASCII, so they fit every reading.',
        observed: ['success'],
      },
      {
        id: 'declared',
        text: 'As the part declares, otherwise as UTF-8.',
        argument: 'The multipart standard lets a part declare its character set.',
        observed: ['success'],
      },
      {
        id: 'ascii-only',
        text: 'It accepts only plain ASCII.',
        argument: 'The samples contain nothing else: even `Head_Office` has an underscore instead of a space.',
        observed: ['success', 'parameter-invalid'],
      },
    ],
    default: 'utf-8',
    why: 'Names of offices and people are not always ASCII, and clients send UTF-8.',
    undecidable: 'No answer repeats a text value, so a reading shows only in a rejected value.',
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
        text: 'There is no limit.',
        argument: 'The table gives no length.',
        observed: ['success'],
      },
      {
        id: 'column-width',
        text: 'Each part has a limit, and the service answers a longer value with parameter-invalid.',
        argument: 'The service stores the values for reports, and database columns have a width.',
        observed: ['parameter-invalid'],
      },
      {
        id: 'cut-off',
        text: 'Each part has a limit, and the service silently truncates a longer value.',
        argument: 'Some databases do this, although a truncated refNumber prevents matching.',
        observed: ['success'],
      },
    ],
    default: 'unlimited',
    why: 'A client cannot obey an unstated limit.',
    undecidable: 'A profile needs a number for each part, and no number is known.',
    vendorQuestion: {
      en: 'What is the maximum length of each text parameter, in particular refNumber, loginId, officeName and question, and what happens to longer values?',
      id: 'Berapa panjang maksimum setiap parameter teks, khususnya refNumber, loginId, officeName, dan question, serta apa yang terjadi apabila nilainya lebih panjang?',
    },
  },
  {
    id: 'free-text',
    section: '1',
    row: 'Body, source',
    question: 'May `source`, `loginId`, `officeCode` and `officeName` have any text, or only registered values?',
    readings: [
      {
        id: 'any-text',
        text: 'Any text.',
        argument: 'The descriptions leave the contents to the caller.',
        observed: ['success'],
      },
      {
        id: 'registered',
        text: "Only values from the vendor's lists; others get parameter-invalid.",
        argument:
          'An office code or a user can be registered, and the row Parameter Invalid is about unsuitable values.',
        observed: ['parameter-invalid'],
      },
    ],
    default: 'any-text',
    why: 'The document shows no list, and the sample values are ordinary words.',
    undecidable: 'A profile needs the lists, and none is known.',
    vendorQuestion: {
      en: 'May source, loginId, officeCode and officeName hold any text, or must the values be registered beforehand? For source, is there a list of values such as "Mobile"?',
      id: 'Apakah source, loginId, officeCode, dan officeName boleh diisi teks bebas, atau nilainya harus didaftarkan terlebih dahulu? Untuk source, apakah ada daftar nilai seperti "Mobile"?',
    },
  },
  {
    id: 'office-pair',
    section: '1',
    row: 'Body, officeCode',
    question: 'May `officeCode` occur without `officeName`, and vice versa?',
    readings: [
      {
        id: 'independent',
        text: 'Yes: each may occur alone.',
        argument: 'Both are marked as optional, and neither row mentions the other.',
        observed: ['success*'],
      },
      {
        id: 'together',
        text: 'No: they occur together or not at all.',
        argument: 'The two descriptions use the same sentence, and one office has both.',
        observed: ['parameter-invalid*'],
      },
    ],
    default: 'independent',
    why: 'The column is explicit.',
    undecidable: 'No profile has a decision for it. The column Compulsory settles it unless a run shows otherwise.',
    vendorQuestion: {
      en: 'May officeCode be sent without officeName, and officeName without officeCode?',
      id: 'Apakah officeCode boleh dikirim tanpa officeName, dan sebaliknya officeName tanpa officeCode?',
    },
  },
  {
    id: 'nik-format',
    section: '1',
    row: 'Body, nik',
    question: 'Does the service check the format of `nik`?',
    readings: [
      {
        id: 'any',
        text: 'No: it accepts any text.',
        argument: 'The type is Text, and the document states no format.',
        value: 'any',
        observed: ['success'],
      },
      {
        id: 'sixteen-digits',
        text: 'Yes: anything but sixteen digits gets parameter-invalid.',
        argument: 'Every NIK has sixteen digits, and so has the sample.',
        value: 'sixteen-digits',
        observed: ['parameter-invalid'],
      },
    ],
    default: 'any',
    why: 'The document states no format for it.',
    vendorQuestion: {
      en: 'Is the format of nik checked (16 digits), and which response is sent when it does not fit?',
      id: 'Apakah format nik diperiksa (16 digit angka), dan response apa yang dikirim apabila formatnya tidak sesuai?',
    },
  },
  {
    id: 'nik-use',
    section: '1',
    row: 'Body, nik',
    question: 'Does the service compare `nik` with the identity card?',
    readings: [
      {
        id: 'recorded',
        text: 'No: it only stores it.',
        argument: 'No answer mentions it, and the part is optional.',
      },
      {
        id: 'compared',
        text: 'Yes: it compares it with the number that it reads from the card.',
        argument: 'The row of `img2` says that the service reads data from the card.',
      },
    ],
    default: 'recorded',
    why: 'No result and no error has a field for the comparison.',
    undecidable: 'No documented answer can report a difference.',
    unprobed: 'It needs a real identity card, and the kit contains no personal data.',
    vendorQuestion: {
      en: 'Is the nik that is sent compared with the NIK on the KTP photo, and if so, which response is sent when they differ?',
      id: 'Apakah nik yang dikirim dicocokkan dengan NIK pada foto KTP, dan jika ya, response apa yang dikirim apabila berbeda?',
    },
  },
  {
    id: 'question-use',
    section: '1',
    row: 'Body, question',
    question: 'What is the purpose of `question`?',
    readings: [
      {
        id: 'note',
        text: 'It is a note on the transaction, stored for the caller.',
        argument: 'The row mentions additional information, and the sample is such a note.',
      },
      {
        id: 'questionnaire',
        text: 'It is a remnant of another service that answers a question.',
        argument: 'Only the name suggests it.',
      },
    ],
    default: 'note',
    why: 'The description and the sample agree.',
    undecidable: 'No answer depends on it.',
    unprobed: 'No answer shows its use.',
    vendorQuestion: {
      en: 'What is the parameter question used for, and where does its content appear?',
      id: 'Untuk apa parameter question digunakan, dan di mana isinya ditampilkan?',
    },
  },
];
