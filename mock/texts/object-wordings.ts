import { defineWordings } from './wording.js';

/** Objects as programs print them, in place of a text, a file or a body. */
export const objectWordings = defineWordings({
  word: { en: 'the word {{word}}', id: 'kata {{word}}' },
  dotNetType: { en: "the name of a .NET object's type", id: 'nama tipe sebuah object .NET' },
  javaArray: { en: 'the name of a Java array ([B@...)', id: 'nama array Java ([B@...)' },
  javaObject: {
    en: 'the name of a Java object (package.Class@...)',
    id: 'nama object Java (package.Class@...)',
  },
  nodeBuffer: { en: 'a printed Node buffer (<Buffer ff d8 ...>)', id: 'hasil print buffer Node (<Buffer ff d8 ...>)' },
  javaScriptObject: { en: 'a printed JavaScript object', id: 'hasil print object JavaScript' },
  functionSource: {
    en: 'the source of a function, which was never called',
    id: 'kode sumber fungsi, yang tidak pernah dipanggil',
  },
  promise: { en: 'a promise that was not awaited', id: 'promise yang tidak di-await' },
  pythonObject: {
    en: 'a printed Python object (<... object at 0x...>)',
    id: 'hasil print object Python (<... object at 0x...>)',
  },
  rubyObject: { en: 'a printed Ruby object (#<...>)', id: 'hasil print object Ruby (#<...>)' },
  dartObject: {
    en: "the name of a Dart object's class (Instance of '...')",
    id: "nama class object Dart (Instance of '...')",
  },
  dartFile: { en: 'a printed Dart file, which is its path', id: 'hasil print File Dart, yaitu path-nya' },
  phpResource: { en: 'a printed PHP resource (Resource id #...)', id: 'hasil print resource PHP (Resource id #...)' },
  perlReference: { en: 'a printed Perl reference', id: 'hasil print reference Perl' },
  swiftOptional: {
    en: 'a printed Swift optional (Optional(...)), which was not unwrapped',
    id: 'hasil print optional Swift (Optional(...)), yang tidak di-unwrap',
  },
  javaOptional: {
    en: 'a printed Java Optional, which was not unwrapped',
    id: 'hasil print Optional Java, yang tidak di-unwrap',
  },
  nsData: { en: "Apple's NSData, printed", id: 'hasil print NSData Apple' },
  goValue: { en: 'a printed Go value', id: 'hasil print nilai Go' },
  objectiveCObject: {
    en: 'a printed Objective-C or Swift object (<UIImage: 0x...>)',
    id: 'hasil print object Objective-C atau Swift (<UIImage: 0x...>)',
  },
  rustOption: {
    en: 'a printed Rust or Scala option (Some(...)), which was not unwrapped',
    id: 'hasil print option Rust atau Scala (Some(...)), yang tidak di-unwrap',
  },
  swiftData: {
    en: "Swift's Data, printed as its length (... bytes)",
    id: 'hasil print Data Swift, yaitu panjangnya (... bytes)',
  },
});
