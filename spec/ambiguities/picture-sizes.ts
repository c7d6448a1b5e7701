import type { Ambiguity } from '../register.js';

/** Section 3, the tables: bytes and pixels. */
export const pictureSizeAmbiguities: readonly Ambiguity[] = [
  {
    id: 'megabyte',
    section: '3.1',
    row: 'Spesifikasi Foto, Photo Maximum Size',
    question: 'How many bytes has a MegaByte?',
    readings: [
      {
        id: 'decimal',
        text: '1,000,000 bytes.',
        argument: 'It is the meaning of the prefix in the international standard.',
        value: 1_000_000,
        observed: ['image-too-large'],
      },
      {
        id: 'binary',
        text: '1,048,576 bytes.',
        argument: 'Common practice in the settings of web servers and in code.',
        value: 1_048_576,
        observed: ['success'],
      },
    ],
    default: 'decimal',
    why: 'It is the smaller one: a client that keeps it is safe under both.',
    vendorQuestion: {
      en: 'In section 3, is 1 MegaByte 1,000,000 bytes or 1,048,576 bytes? What is the exact limit in bytes for the selfie and for the KTP photo?',
      id: 'Pada bagian 3, apakah 1 MegaByte berarti 1.000.000 byte atau 1.048.576 byte? Berapa batas persisnya dalam byte untuk foto selfie dan foto KTP?',
    },
  },
  {
    id: 'size-limit',
    section: '3.1',
    row: 'Spesifikasi Foto, Photo Maximum Size',
    question: 'Is a file of exactly the maximum size allowed?',
    readings: [
      {
        id: 'inclusive',
        text: 'It is allowed.',
        argument: 'A maximum is the largest value that is allowed.',
        value: 'inclusive',
        observed: ['success'],
      },
      {
        id: 'exclusive',
        text: 'It is too large.',
        argument: 'Such a limit is easily written as "less than" in code.',
        value: 'exclusive',
        observed: ['image-too-large'],
      },
    ],
    default: 'inclusive',
    why: 'It is what the word means.',
    vendorQuestion: {
      en: 'Is a file of exactly the maximum size (3 MegaByte for the selfie, 2 MegaByte for the KTP) still accepted?',
      id: 'Apakah file yang ukurannya tepat sama dengan batas maksimum (3 MegaByte untuk selfie, 2 MegaByte untuk KTP) masih diterima?',
    },
  },
  {
    id: 'orientation',
    section: '3.1',
    row: 'Spesifikasi Foto, Image Dimension, Maximum',
    question: 'Are 1920 x 1080 and 960 x 720 width and height, or the longer and the shorter side?',
    readings: [
      {
        id: 'either',
        text: 'The longer and the shorter side: a picture held upright has the same limits.',
        argument: 'A selfie is mostly taken upright, and a phone gives 1080 x 1920.',
        value: 'either',
        observed: ['success'],
      },
      {
        id: 'as-printed',
        text: 'Width and height: an upright picture of 1080 x 1920 is too high.',
        argument: 'Dimensions are commonly written width first.',
        value: 'as-printed',
        observed: ['image-too-large', 'parameter-invalid'],
      },
    ],
    default: 'either',
    why: 'Under the other reading a selfie as phones take it would be refused, which the document would have had to say.',
    vendorQuestion: {
      en: 'Do the dimensions in section 3 (for example maximum 1920 x 1080) hold for pictures in both orientations? Is a portrait selfie of 1080 x 1920 accepted?',
      id: 'Apakah dimensi pada bagian 3 (misalnya maksimum 1920 x 1080) berlaku untuk foto dengan kedua orientasi? Apakah selfie potret berukuran 1080 x 1920 diterima?',
    },
  },
  {
    id: 'dimension-too-small',
    section: '3.1',
    row: 'Spesifikasi Foto, Image Dimension, Minimum',
    question: 'What comes when a picture is below the minimum dimension?',
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
        argument: 'Its message says that the input image is invalid.',
        value: 'face-compare-error',
        observed: ['face-compare-error'],
      },
      {
        id: 'accepted',
        text: 'It is accepted and judged by the face check.',
        argument: 'The table stands in a guide to photos; no answer is named.',
        value: 'accepted',
        observed: ['success', 'liveness-error'],
      },
    ],
    default: 'parameter-invalid',
    why: 'The table states the minimum flatly, and it asks most of a client to keep it.',
    vendorQuestion: {
      en: 'Which response is sent when a picture is smaller than the minimum dimension of section 3, or is it accepted?',
      id: 'Response apa yang dikirim apabila dimensi foto lebih kecil dari batas minimum pada bagian 3, atau apakah foto tersebut tetap diterima?',
    },
  },
  {
    id: 'dimension-too-large',
    section: '3.1',
    row: 'Spesifikasi Foto, Image Dimension, Maximum',
    question:
      'What comes when a picture is above the maximum dimension: does "Image too large" mean pixels too, or bytes alone?',
    readings: [
      {
        id: 'image-too-large',
        text: 'Image-too-large, for pixels as for bytes.',
        argument: 'The words say "image" and not "file", and both tables give a maximum.',
        value: 'image-too-large',
        observed: ['image-too-large'],
      },
      {
        id: 'parameter-invalid',
        text: 'Parameter-invalid; image-too-large is for bytes alone.',
        argument: 'Sizes in the tables are in MegaByte; dimensions have a column of their own.',
        value: 'parameter-invalid',
        observed: ['parameter-invalid'],
      },
      {
        id: 'accepted',
        text: 'It is accepted and scaled down.',
        argument: 'Phones take larger pictures than this; a service can scale them itself.',
        value: 'accepted',
        observed: ['success', 'liveness-error'],
      },
    ],
    default: 'image-too-large',
    why: 'It is the only documented kind that speaks of large pictures.',
    vendorQuestion: {
      en: 'Is the response "Image too large" sent when the file exceeds the maximum size in MegaByte, when the picture exceeds the maximum dimension, or in both cases?',
      id: 'Apakah response "Image too large" dikirim apabila ukuran file melebihi batas MegaByte, apabila dimensi foto melebihi batas maksimum, atau pada kedua kondisi tersebut?',
    },
  },
  {
    id: 'minimum-pixels',
    section: '3.1',
    row: 'Spesifikasi Foto, Minimum Camera Pixel',
    question: 'Are the 2 megapixels asked of the picture, although 600 x 600 is allowed?',
    readings: [
      {
        id: 'camera-only',
        text: 'They are advice on the camera; the picture may be smaller.',
        argument: 'The column speaks of the camera, and 600 x 600 is 0.36 megapixels, 960 x 720 is 0.69.',
        value: 'ignored',
        observed: ['success'],
      },
      {
        id: 'picture-too',
        text: 'The picture must have 2 megapixels.',
        argument: 'The column stands in the table of the photo; only pictures close to 1920 x 1080 would pass.',
        value: 'enforced',
        observed: ['parameter-invalid', 'face-compare-error'],
      },
    ],
    default: 'camera-only',
    why: 'The other reading contradicts the minimum dimension in the same row.',
    vendorQuestion: {
      en: 'Section 3 allows pictures from 600 x 600 (0.36 megapixels) but asks for at least 2 megapixels. Does the value of 2 megapixels concern the camera only, or must the uploaded picture have it?',
      id: 'Bagian 3 mengizinkan foto mulai dari 600 x 600 (0,36 megapiksel), tetapi mensyaratkan minimum 2 megapiksel. Apakah nilai 2 megapiksel tersebut hanya untuk kamera, atau foto yang diunggah juga harus memenuhinya?',
    },
  },
  {
    id: 'exif-orientation',
    section: '3.1',
    row: 'Spesifikasi Foto, Image Dimension, Minimum',
    question: 'Is the orientation that a camera notes in the file (EXIF) applied before a picture is judged?',
    readings: [
      {
        id: 'applied',
        text: 'It is applied: the picture counts as people see it.',
        argument: 'Phones store upright pictures lying down with such a note; the guidance wants the head upright.',
        value: 'applied',
      },
      {
        id: 'ignored',
        text: 'It is ignored: the pixels count as they are stored.',
        argument: 'Common libraries ignore it unless they are told otherwise.',
        value: 'ignored',
      },
    ],
    default: 'applied',
    why: 'The guidance speaks of what is seen; with either orientation allowed, the dimensions come out the same.',
    unprobed:
      'While a picture may be held either way both readings give the same dimensions, and no answer is stated for a face that lies on its side.',
    vendorQuestion: {
      en: 'Does the service apply the EXIF orientation of a photo before checking dimensions and faces, or must we rotate the photo first?',
      id: 'Apakah layanan menerapkan orientasi EXIF foto sebelum memeriksa dimensi dan wajah, atau foto harus kami putar terlebih dahulu?',
    },
  },
];
