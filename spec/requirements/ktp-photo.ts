import type { Requirement } from '../register.js';

/** Section 3.2: the table and the guidance for the photo of the identity card. No row states the answer to a photo that violates it. */
export const ktpPhotoRequirements: readonly Requirement[] = [
  {
    id: 'ktp-min-dimension',
    section: '3.2',
    row: 'Spesifikasi Foto, Image Dimension, Minimum',
    level: 'MUST',
    text: 'A photo of the identity card is at least 960 x 720 pixels.',
  },
  {
    id: 'ktp-max-dimension',
    section: '3.2',
    row: 'Spesifikasi Foto, Image Dimension, Maximum',
    level: 'MUST',
    text: 'A photo of the identity card is at most 1920 x 1080 pixels.',
  },
  {
    id: 'ktp-max-size',
    section: '3.2',
    row: 'Spesifikasi Foto, Photo Maximum Size',
    level: 'MUST',
    text: 'The file of the photo of the identity card is at most 2 megabytes.',
  },
  {
    id: 'ktp-min-camera-pixel',
    section: '3.2',
    row: 'Spesifikasi Foto, Minimum Camera Pixel',
    level: 'MUST',
    text: 'The camera that takes the identity card has at least 2 megapixels.',
    untestable:
      'It is about the camera, which no request describes. The ambiguity `minimum-pixels` asks whether it applies to the picture.',
  },
  {
    id: 'ktp-extensions',
    section: '3.2',
    row: 'Spesifikasi Foto, File Extention',
    level: 'MUST',
    text: 'The file of the photo of the identity card has the extension .jpg, .png or .jpeg.',
  },
  {
    id: 'ktp-clear-and-bright',
    section: '3.2',
    row: 'Photo Guidance, KTP harus jelas dan cukup cahaya (terang)',
    level: 'SHOULD',
    text: 'The identity card should be clear and have enough light.',
  },
  {
    id: 'ktp-upright',
    section: '3.2',
    row: 'Photo Guidance, KTP harus tegak lurus dan memenuhi foto',
    level: 'SHOULD',
    text: 'The identity card should be straight in the photo.',
  },
  {
    id: 'ktp-fills-photo',
    section: '3.2',
    row: 'Photo Guidance, KTP harus tegak lurus dan memenuhi foto',
    level: 'SHOULD',
    text: 'The identity card should fill the photo.',
  },
  {
    id: 'ktp-no-glare',
    section: '3.2',
    row: 'Photo Guidance, KTP tidak boleh memantulkan cahaya lampu',
    level: 'SHOULD',
    text: 'The identity card should not reflect lamp light.',
  },
  {
    id: 'ktp-text-sharp',
    section: '3.2',
    row: 'Photo Guidance, Tulisan KTP tidak boleh buram',
    level: 'SHOULD',
    text: 'The writing on the identity card should not be blurred.',
  },
  {
    id: 'ktp-not-far',
    section: '3.2',
    row: 'Photo Guidance, KTP tidak boleh terlalu jauh dari kamera',
    level: 'SHOULD',
    text: 'The identity card should not be too far from the camera.',
  },
  {
    id: 'ktp-not-reversed',
    section: '3.2',
    row: 'Photo Guidance, KTP tidak boleh terbalik',
    level: 'SHOULD',
    text: 'The identity card should not be upside down, mirrored or showing its back.',
  },
];
