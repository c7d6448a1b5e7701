import { defineWordings } from './wording.js';

/** What the rules and the simulated face engine find in a picture. */
export const pictureWordings = defineWordings({
  contentIs: { en: 'the content is {{what}}', id: 'isinya {{what}}' },
  tooManyBytes: {
    en: '{{bytes}} bytes; at most {{limit}} are allowed',
    id: '{{bytes}} byte; maksimal {{limit}}',
  },
  noExtension: { en: 'the file name has no extension', id: 'nama file tanpa ekstensi' },
  wrongExtension: {
    en: 'the extension {{extension}} is not one of {{allowed}}',
    id: 'ekstensi {{extension}} bukan salah satu dari {{allowed}}',
  },
  wrongFormat: {
    en: 'the content is {{format}}; JPEG or PNG is expected',
    id: 'isinya {{format}}; seharusnya JPEG atau PNG',
  },
  noEndMarker: { en: 'its end marker ({{marker}}) is missing', id: 'penanda akhirnya ({{marker}}) tidak ada' },
  lineFeeds: {
    en: 'its line feeds have carriage returns before them',
    id: 'setiap line feed-nya didahului carriage return',
  },
  tooSmall: {
    en: '{{width}} x {{height}} pixels; at least {{least}} are required',
    id: '{{width}} x {{height}} piksel; minimal {{least}}',
  },
  tooLarge: {
    en: '{{width}} x {{height}} pixels; at most {{most}} are allowed',
    id: '{{width}} x {{height}} piksel; maksimal {{most}}',
  },
  tooFewPixels: {
    en: '{{width}} x {{height}} pixels are fewer than the minimum of {{least}}',
    id: '{{width}} x {{height}} piksel kurang dari minimum {{least}}',
  },
  undecodable: { en: 'it cannot be decoded ({{why}})', id: 'gambarnya tidak bisa di-decode ({{why}})' },
  lacksScans: { en: 'its last scans are missing', id: 'scan terakhirnya hilang' },
  lacksRows: { en: 'its data ends before the last row', id: 'datanya berakhir sebelum baris terakhir' },
  tooLongToDecode: { en: 'decoding it takes too long', id: 'decode-nya terlalu lama' },
  empty: { en: 'the file is empty', id: 'file-nya kosong' },
  noPicture: { en: 'the content is no picture', id: 'isinya bukan gambar' },
  tooLargeToInspect: {
    en: 'the file is too large to be inspected',
    id: 'file-nya terlalu besar untuk diperiksa',
  },
  tooManyPixels: { en: 'too many pixels to decode', id: 'pikselnya terlalu banyak untuk di-decode' },
  tooManyCounted: {
    en: 'it has {{number}} {{what}}; more than {{most}} are not decoded',
    id: 'gambarnya punya {{number}} {{what}}; lebih dari {{most}} tidak di-decode',
  },
  packedTexts: { en: 'packed texts', id: 'teks terkompresi' },
  segments: { en: 'segments', id: 'segmen' },
  scans: { en: 'scans', id: 'scan' },
  mark: { en: 'picture mark of {{fixture}}', id: 'tanda gambar {{fixture}}' },
  drawnMark: {
    en: 'picture mark (its QR code) of {{fixture}}',
    id: 'tanda gambar (kode QR) {{fixture}}',
  },
  lacksEnd: {
    en: '{{basis}}; its end marker ({{marker}}) is missing',
    id: '{{basis}}; penanda akhirnya ({{marker}}) tidak ada',
  },
  notDecoded: {
    en: 'not decoded, because its dimensions are rejected',
    id: 'tidak di-decode, karena dimensinya ditolak',
  },
  engineOff: { en: 'the face engine is off', id: 'face engine dimatikan' },
  measuresOff: {
    en: 'no mark; measures are off, so treated as a face',
    id: 'tanpa tanda; pengukuran dimatikan, jadi dianggap wajah',
  },
  noMark: { en: 'no mark; {{measures}}', id: 'tanpa tanda; {{measures}}' },
  allButBlack: {
    en: 'all but black: hardly a pixel is brighter than {{brightest}} of 255',
    id: 'hampir hitam seluruhnya: hampir tidak ada piksel yang lebih terang dari {{brightest}} dari 255',
  },
  burntOut: {
    en: 'burnt out: hardly a pixel is darker than {{darkest}} of 255',
    id: 'terlalu terang seluruhnya: hampir tidak ada piksel yang lebih gelap dari {{darkest}} dari 255',
  },
  blank: {
    en: 'blank: from {{darkest}} to {{brightest}} of 255',
    id: 'polos: dari {{darkest}} sampai {{brightest}} dari 255',
  },
  ordinary: {
    en: 'neither all but black, burnt out nor blank, so treated as a face',
    id: 'tidak hitam, tidak terlalu terang, dan tidak polos, jadi dianggap wajah',
  },
  simulatedHint: { en: 'simulated: {{basis}}', id: 'simulasi: {{basis}}' },
  notLive: {
    en: 'the selfie shows a picture of a person',
    id: 'selfie menampilkan gambar orang, bukan orangnya langsung',
  },
  notMatched: { en: 'the pictures show different people', id: 'kedua gambar menampilkan orang yang berbeda' },
  keptReplaced: { en: 'newer pictures have replaced it', id: 'sudah digantikan gambar yang lebih baru' },
  keptSecret: {
    en: 'a file sent as {{name}} is never kept',
    id: 'file yang dikirim sebagai {{name}} tidak pernah disimpan',
  },
  keptTooLarge: {
    en: 'it exceeds the size limit for pictures',
    id: 'melebihi batas ukuran gambar',
  },
  keptNoMemory: {
    en: 'it exceeds the memory limit for kept pictures',
    id: 'melebihi batas memori untuk gambar yang disimpan',
  },
});

/** What the simulated face engine sees in a picture that is at fault. Each follows {@link sightSubjects}. */
export const sightWordings = defineWordings({
  'no-face': { en: 'shows no face', id: 'tidak menampilkan wajah' },
  dim: { en: 'is too dim', id: 'terlalu gelap' },
  bright: { en: 'is too bright', id: 'terlalu terang' },
  shadow: { en: 'has a hard shadow on the face', id: 'punya bayangan tegas di wajah' },
  covered: { en: 'shows a covered face', id: 'menampilkan wajah yang tertutup' },
  glasses: { en: 'shows a face with glasses', id: 'menampilkan wajah berkacamata' },
  tilted: { en: 'is not straight: the content is tilted', id: 'tidak lurus: isinya miring' },
  rotated: { en: 'is turned on its side or upside down', id: 'terputar ke samping atau terbalik' },
  blurred: { en: 'is blurred', id: 'blur' },
  crowd: { en: 'shows more than one face', id: 'menampilkan lebih dari satu wajah' },
  far: { en: 'was taken from too far away', id: 'diambil terlalu jauh' },
  glare: { en: 'reflects a lamp', id: 'memantulkan cahaya lampu' },
  unreadable: {
    en: 'shows a face that is not recognizable',
    id: 'menampilkan wajah yang tidak bisa dikenali',
  },
});

/** The two pictures, as the beginning of a sentence. */
export const sightSubjects = defineWordings({
  img1: { en: 'the selfie', id: 'foto selfie' },
  img2: { en: 'the KTP photo', id: 'foto KTP' },
});
