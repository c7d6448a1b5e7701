import type { ReceivedFile } from '../../journal/received.js';
import { findInvisible } from '../../privacy/characters.js';
import { fileNameWordings as words } from '../../texts/file-name-wordings.js';
import { formatWordings } from '../../texts/format-wordings.js';
import { joined, type Wording } from '../../texts/wording.js';
import { isOtherFormat, objectWord } from '../multipart/index.js';
import { formatHints } from './format-hints.js';
import { placeholderIn } from './placeholders.js';

/** A common cause of a file name without an allowed extension. */
interface NameFault {
  /** Describes what is wrong with the name or the file; undefined if another cause applies. */
  readonly find: (name: string, file: ReceivedFile) => Wording | undefined;
  readonly remedy: Wording;
}

const when =
  (pattern: RegExp, what: Wording) =>
  (name: string): Wording | undefined =>
    pattern.test(name) ? what : undefined;

const invisibleWords = { before: words.invisibleBefore, behind: words.invisibleBehind, in: words.invisibleIn };

/** One entry per cause; the first match applies. No hint repeats the name, which may contain a person's. */
const nameFaults: readonly NameFault[] = [
  {
    find: (name) => {
      const stem = name.replace(/\.[a-z]{3,4}$/i, '');
      const word = objectWord(name) ?? objectWord(stem);
      return word && words.is({ what: word });
    },
    remedy: words.ownNameRemedy,
  },
  {
    find: (name) => {
      const what = placeholderIn(name, 'img1');
      return what && words.is({ what });
    },
    remedy: words.ownNameRemedy,
  },
  {
    find: (name) => {
      const odd = findInvisible(name, false);
      return odd && invisibleWords[odd.where]({ character: odd.name });
    },
    remedy: words.retypeRemedy,
  },
  { find: when(/^\s|\s$/, words.blanks), remedy: words.removeRemedy },
  {
    find: when(/^["'“‘].*|["'”’]$/, words.quotes),
    remedy: words.quotesRemedy,
  },
  {
    find: when(/\.(?:jpe?g|png)[?#&;:]/i, words.urlEnd),
    remedy: words.urlEndRemedy,
  },
  {
    find: when(/^(?:image|msf|raw|document|primary|video)(?::|%3A)\S+$|^\d{1,12}$|\/L0\/001$/i, words.galleryNumber),
    remedy: words.galleryNumberRemedy,
  },
  {
    find: (_, { sniffed }) =>
      isOtherFormat(sniffed) ? words.otherContent({ format: formatHints[sniffed].name }) : undefined,
    remedy: formatWordings.convertHint,
  },
  {
    find: (_, { sniffed }) => (sniffed === 'jpeg' ? words.jpegContent : undefined),
    remedy: words.jpegRemedy,
  },
  {
    find: (_, { sniffed }) => (sniffed === 'png' ? words.pngContent : undefined),
    remedy: words.pngRemedy,
  },
];

/** Returns the hint for a file whose name has none of the extensions. */
export function hintForExtension(file: ReceivedFile): Wording | undefined {
  const { filename } = file;
  if (filename === undefined || filename === '' || filename === 'blob') return words.giveNameHint;
  for (const { find, remedy } of nameFaults) {
    const what = find(filename, file);
    if (what !== undefined) return joined`${what}: ${remedy}`;
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
