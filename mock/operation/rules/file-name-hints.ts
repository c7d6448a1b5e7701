import type { ReceivedFile } from '../../journal/received.js';
import { findInvisible } from '../../privacy/characters.js';
import { isOtherFormat, objectWord } from '../multipart/index.js';
import { formatHints } from './format-hints.js';
import { placeholderIn } from './placeholders.js';

/** The hint for a picture without a file name, or with one that a browser invented. */
export const hintForFileName = 'give the file a name, e.g. formData.append("img1", blob, "selfie.jpg")';

/** A common cause of a file name without an allowed extension. */
interface NameFault {
  /** Describes what is wrong with the name or the file; undefined if another cause applies. */
  readonly find: (name: string, file: ReceivedFile) => string | undefined;
  readonly remedy: string;
}

const when =
  (pattern: RegExp, what: string) =>
  (name: string): string | undefined =>
    pattern.test(name) ? what : undefined;
const sendName = 'give the file its own name, such as selfie.jpg';

/** One entry per cause; the first match applies. No hint repeats the name, which may contain a person's. */
const nameFaults: readonly NameFault[] = [
  {
    find: (name) => {
      const stem = name.replace(/\.[a-z]{3,4}$/i, '');
      const word = objectWord(name) ?? objectWord(stem);
      return word === undefined ? undefined : `the file name is ${word}`;
    },
    remedy: sendName,
  },
  {
    find: (name) => {
      const what = placeholderIn(name, 'img1');
      return what === undefined ? undefined : `the file name is ${what}`;
    },
    remedy: sendName,
  },
  {
    find: (name) => {
      const odd = findInvisible(name, false);
      return (
        odd && `the file name has ${odd.name} ${odd.where === 'in' ? 'in it' : `${odd.where} it`}, which is invisible`
      );
    },
    remedy: 'retype the name',
  },
  { find: when(/^\s|\s$/, 'the file name has leading or trailing blanks'), remedy: 'remove them' },
  {
    find: when(/^["'“‘].*|["'”’]$/, 'the file name contains extra quotes'),
    remedy: 'leave the quoting to the HTTP client',
  },
  {
    find: when(/\.(?:jpe?g|png)[?#&;:]/i, 'the file name is the end of a URL, including its query'),
    remedy: 'remove everything after the extension',
  },
  {
    find: when(
      /^(?:image|msf|raw|document|primary|video)(?::|%3A)\S+$|^\d{1,12}$|\/L0\/001$/i,
      "the file name is a number in a phone's gallery",
    ),
    remedy: 'query its DISPLAY_NAME, or give the file its own name, such as selfie.jpg',
  },
  {
    find: (_, { sniffed }) => (isOtherFormat(sniffed) ? `the content is ${formatHints[sniffed].name}, too` : undefined),
    remedy: 'convert the picture to JPEG before sending it: renaming the file does not change its format',
  },
  {
    find: (_, { sniffed }) => (sniffed === 'jpeg' ? 'the content is JPEG' : undefined),
    remedy: 'use a name that ends with .jpg',
  },
  {
    find: (_, { sniffed }) => (sniffed === 'png' ? 'the content is PNG' : undefined),
    remedy: 'use a name that ends with .png',
  },
];

/** Returns the hint for a file whose name has none of the extensions. */
export function hintForExtension(file: ReceivedFile): string | undefined {
  const { filename } = file;
  if (filename === undefined || filename === '' || filename === 'blob') return hintForFileName;
  for (const { find, remedy } of nameFaults) {
    const what = find(filename, file);
    if (what !== undefined) return `${what}: ${remedy}`;
  }
  return undefined;
}

/** Whether a file name contains folders: a server does not need them, and they may name a person. */
export function hasFolders(filename: string | undefined): boolean {
  return (
    filename !== undefined &&
    /^(?:[a-z]:[\\/]|\\\\|~?\/|\.{1,2}[\\/]|[a-z][a-z\d+.-]+:\/\/)|[^\\/][\\/][^\\/]/i.test(filename)
  );
}
