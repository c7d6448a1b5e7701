import type { Ambiguity } from '../register.js';

/** Section 3, the tables: bytes and pixels. */
export const pictureSizeAmbiguities: readonly Ambiguity[] = [
  {
    id: 'megabyte',
    section: '3.1',
    row: 'Spesifikasi Foto, Photo Maximum Size',
    question: 'How many bytes is a MegaByte?',
    readings: [
      {
        id: 'decimal',
        text: '1,000,000 bytes.',
        argument: 'The international standard defines the prefix this way.',
        value: 1_000_000,
        observed: ['image-too-large'],
      },
      {
        id: 'binary',
        text: '1,048,576 bytes.',
        argument: 'Common practice in code and in web server settings.',
        value: 1_048_576,
        observed: ['success'],
      },
    ],
    default: 'decimal',
    why: 'It is the smaller limit, so a client that obeys it is safe under both readings.',
    vendorQuestion: {
      en: 'In section 3, is 1 MegaByte 1,000,000 bytes or 1,048,576 bytes? What is the exact limit in bytes for the selfie and for the KTP photo?',
      id: 'Pada bagian 3, apakah 1 MegaByte berarti 1.000.000 byte atau 1.048.576 byte? Berapa batas persisnya dalam byte untuk foto selfie dan foto KTP?',
    },
  },
  {
    id: 'size-limit',
    section: '3.1',
    row: 'Spesifikasi Foto, Photo Maximum Size',
    question: 'Is a file of exactly the maximum size valid?',
    readings: [
      {
        id: 'inclusive',
        text: 'It is valid.',
        argument: 'A maximum is the largest valid value.',
        value: 'inclusive',
        observed: ['success'],
      },
      {
        id: 'exclusive',
        text: 'It is too large.',
        argument: 'Code often implements such a limit as "less than".',
        value: 'exclusive',
        observed: ['image-too-large'],
      },
    ],
    default: 'inclusive',
    why: 'It is the meaning of the word.',
    vendorQuestion: {
      en: 'Is a file of exactly the maximum size (3 MegaByte for the selfie, 2 MegaByte for the KTP) still accepted?',
      id: 'Apakah file yang ukurannya tepat sama dengan batas maksimum (3 MegaByte untuk selfie, 2 MegaByte untuk KTP) masih diterima?',
    },
  },
  {
    id: 'picture-limits',
    section: '3.1',
    row: 'Spesifikasi Foto, Image Dimension, Maximum',
    question: 'Does the service enforce exactly the limits that the two tables print?',
    readings: [
      {
        id: 'as-printed',
        text: 'A picture at a printed limit is valid, and one beyond it is not.',
        argument: 'The tables state each limit without exception.',
        value: {
          'pictures.selfie.maximumBytes': 0,
          'pictures.selfie.minimumWidth': 600,
          'pictures.selfie.minimumHeight': 600,
          'pictures.selfie.maximumWidth': 1920,
          'pictures.selfie.maximumHeight': 1080,
          'pictures.ktp.maximumBytes': 0,
          'pictures.ktp.minimumWidth': 960,
          'pictures.ktp.minimumHeight': 720,
          'pictures.ktp.maximumWidth': 1920,
          'pictures.ktp.maximumHeight': 1080,
        },
        observed: ['* as printed'],
      },
      {
        id: 'others',
        text: 'The service has limits of its own, and the printed ones are advice for good photos.',
        argument: 'The tables are part of a guide to photos, and servers and gateways have limits of their own.',
        observed: ['* at most *', '* at least *'],
      },
    ],
    default: 'as-printed',
    why: 'The tables print them. A client that obeys them is safe where the service allows more.',
    vendorQuestion: {
      en: 'Does the service enforce exactly the limits of section 3 (bytes, width and height, for the selfie and for the KTP photo)? If not, what are the actual limits?',
      id: 'Apakah layanan menerapkan persis batas pada bagian 3 (ukuran byte, lebar, dan tinggi, untuk foto selfie dan foto KTP)? Jika tidak, berapa batas yang sebenarnya?',
    },
  },
  {
    id: 'orientation',
    section: '3.1',
    row: 'Spesifikasi Foto, Image Dimension, Maximum',
    question: 'Do 1920 x 1080 and 960 x 720 mean width and height, or the longer and the shorter side?',
    readings: [
      {
        id: 'either',
        text: 'The longer and the shorter side: a portrait picture has the same limits.',
        argument: 'Most selfies are portrait pictures, and a phone produces 1080 x 1920.',
        value: 'either',
        observed: ['success'],
      },
      {
        id: 'as-printed',
        text: 'Width and height: a portrait picture of 1080 x 1920 is too high.',
        argument: 'The width usually comes first.',
        value: 'as-printed',
        observed: ['image-too-large', 'parameter-invalid'],
      },
    ],
    default: 'either',
    why: 'The other reading rejects ordinary phone selfies, which the document would have to mention.',
    vendorQuestion: {
      en: 'Do the dimensions in section 3 (for example maximum 1920 x 1080) hold for pictures in both orientations? Is a portrait selfie of 1080 x 1920 accepted?',
      id: 'Apakah dimensi pada bagian 3 (misalnya maksimum 1920 x 1080) berlaku untuk foto dengan kedua orientasi? Apakah selfie potret berukuran 1080 x 1920 diterima?',
    },
  },
  {
    id: 'dimension-too-small',
    section: '3.1',
    row: 'Spesifikasi Foto, Image Dimension, Minimum',
    question: 'How is a picture below the minimum dimension answered?',
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
        argument: 'Its message says that the input image is invalid.',
        value: 'face-compare-error',
        observed: ['face-compare-error'],
      },
      {
        id: 'accepted',
        text: 'The service accepts it, and the face check decides.',
        argument: 'The table is part of a guide to photos, and the document names no answer.',
        value: 'accepted',
        observed: ['success', 'liveness-error'],
      },
    ],
    default: 'parameter-invalid',
    why: 'The table states the minimum without exception, and enforcing it is the strictest for a client.',
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
      'How is a picture above the maximum dimension answered: does "Image too large" cover pixels too, or only bytes?',
    readings: [
      {
        id: 'image-too-large',
        text: 'With image-too-large, which covers pixels and bytes.',
        argument: 'The words are "image", not "file", and both tables give a maximum.',
        value: 'image-too-large',
        observed: ['image-too-large'],
      },
      {
        id: 'parameter-invalid',
        text: 'With parameter-invalid; image-too-large covers only bytes.',
        argument: 'Sizes in the tables are in MegaByte, and dimensions have their own column.',
        value: 'parameter-invalid',
        observed: ['parameter-invalid'],
      },
      {
        id: 'accepted',
        text: 'The service accepts it and scales it down.',
        argument: 'Phones take larger pictures than this, and a service can scale them itself.',
        value: 'accepted',
        observed: ['success', 'liveness-error'],
      },
    ],
    default: 'image-too-large',
    why: 'It is the only documented kind for large pictures.',
    vendorQuestion: {
      en: 'Is the response "Image too large" sent when the file exceeds the maximum size in MegaByte, when the picture exceeds the maximum dimension, or in both cases?',
      id: 'Apakah response "Image too large" dikirim apabila ukuran file melebihi batas MegaByte, apabila dimensi foto melebihi batas maksimum, atau pada kedua kondisi tersebut?',
    },
  },
  {
    id: 'minimum-pixels',
    section: '3.1',
    row: 'Spesifikasi Foto, Minimum Camera Pixel',
    question: 'Do the 2 megapixels apply to the picture, although 600 x 600 is valid?',
    readings: [
      {
        id: 'camera-only',
        text: 'They are advice about the camera; the picture may be smaller.',
        argument: 'The column is about the camera, and 600 x 600 is 0.36 megapixels, 960 x 720 is 0.69.',
        value: 'ignored',
        observed: ['success'],
      },
      {
        id: 'picture-too',
        text: 'The picture must have 2 megapixels.',
        argument: "The column is part of the photo's table. Only pictures close to 1920 x 1080 pass.",
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
    question:
      'Does the service apply the orientation that the camera stores in the file (EXIF) before it checks a picture?',
    readings: [
      {
        id: 'applied',
        text: 'Yes: it checks the picture as people see it.',
        argument:
          'Phones store portrait pictures rotated, with the orientation in EXIF, and the guidance requires an upright head.',
        value: 'applied',
      },
      {
        id: 'ignored',
        text: 'No: it checks the pixels as they are stored.',
        argument: 'Common libraries ignore it by default.',
        value: 'ignored',
      },
    ],
    default: 'applied',
    why: 'The guidance is about the visible picture. If both orientations are valid, the dimensions are the same.',
    unprobed:
      'While both orientations are valid, both readings give the same dimensions. The document states no answer for a face on its side.',
    vendorQuestion: {
      en: 'Does the service apply the EXIF orientation of a photo before checking dimensions and faces, or must we rotate the photo first?',
      id: 'Apakah layanan menerapkan orientasi EXIF foto sebelum memeriksa dimensi dan wajah, atau foto harus kami putar terlebih dahulu?',
    },
  },
];
