import type { ReceivedFile } from '../../journal/received.js';
import { findInvisible } from '../../privacy/characters.js';
import { isOtherFormat, objectWord } from '../multipart/index.js';
import { formatHints } from './format-hints.js';
import { placeholderIn } from './placeholders.js';

/** What to do about a picture whose part has no file name, or one that a browser has invented. */
export const hintForFileName = 'give the file a name, e.g. formData.append("img1", blob, "selfie.jpg")';

/** A way in which a file comes to a name that has none of the extensions. */
interface NameFault {
  /** What is wrong with the name, or with the file under it; undefined where it is something else. */
  readonly find: (name: string, file: ReceivedFile) => string | undefined;
  readonly remedy: string;
}

const when =
  (pattern: RegExp, what: string) =>
  (name: string): string | undefined =>
    pattern.test(name) ? what : undefined;
const sendName = 'give the file a name of its own, such as selfie.jpg';

/** One entry for each way; the first that fits counts. No hint repeats the name, which may hold a person's. */
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
        odd && `the file name has ${odd.name} ${odd.where === 'in' ? 'in it' : `${odd.where} it`}, which is not seen`
      );
    },
    remedy: 'type the name anew',
  },
  { find: when(/^\s|\s$/, 'the file name has blanks around it'), remedy: 'cut them off' },
  {
    find: when(/^["'“‘].*|["'”’]$/, 'the file name came in quotes of its own'),
    remedy: 'leave the quoting to the HTTP client',
  },
  {
    find: when(/\.(?:jpe?g|png)[?#&;:]/i, 'the file name is the end of an address, with its query'),
    remedy: 'cut it off behind the extension',
  },
  {
    find: when(
      /^(?:image|msf|raw|document|primary|video)(?::|%3A)\S+$|^\d{1,12}$|\/L0\/001$/i,
      "the file name is a number in a phone's gallery",
    ),
    remedy: 'ask for its DISPLAY_NAME, or give the file a name of its own, such as selfie.jpg',
  },
  {
    find: (_, { sniffed }) => (isOtherFormat(sniffed) ? `the content is ${formatHints[sniffed].name}, too` : undefined),
    remedy: 'another extension does not change what the file is: convert the picture to JPEG before it is sent',
  },
  {
    find: (_, { sniffed }) => (sniffed === 'jpeg' ? 'the content is JPEG' : undefined),
    remedy: 'let the name end with .jpg',
  },
  {
    find: (_, { sniffed }) => (sniffed === 'png' ? 'the content is PNG' : undefined),
    remedy: 'let the name end with .png',
  },
];

/** What to do about a file whose name has none of the extensions. */
export function hintForExtension(file: ReceivedFile): string | undefined {
  const { filename } = file;
  if (filename === undefined || filename === '' || filename === 'blob') return hintForFileName;
  for (const { find, remedy } of nameFaults) {
    const what = find(filename, file);
    if (what !== undefined) return `${what}: ${remedy}`;
  }
  return undefined;
}

/** Whether a file name holds folders: they are of no use to a server, and may name a person. */
export function hasFolders(filename: string | undefined): boolean {
  return (
    filename !== undefined &&
    /^(?:[a-z]:[\\/]|\\\\|~?\/|\.{1,2}[\\/]|[a-z][a-z\d+.-]+:\/\/)|[^\\/][\\/][^\\/]/i.test(filename)
  );
}
