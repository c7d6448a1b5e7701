import { ambiguities, requirements } from '../../spec/index.js';
import { cases } from '../cases/index.js';
import { clientChecks } from '../checks/client/index.js';
import { serverChecks } from '../checks/server/index.js';
import { picturesIn } from './picture-bytes.js';
import { replaceEncoded, shortestInWords, writingsOf } from './writings.js';

/** A value that no output of a run may hold. */
export interface Secret {
  /** What it is, for the message: `a key`. The message never has the value. */
  readonly what: string;
  readonly value: string;
}

/** What a scan lets pass. */
export interface Admitted {
  /** Numbers of transactions, which may look like a NIK. */
  readonly numbers: ReadonlySet<string>;
  /** Whether a picture, as it stands in the text, is one that the kit has drawn for the output. */
  readonly isOwnPicture: (picture: string) => boolean;
}

/** Finds what no output of a run may hold. */
export interface LeakScan {
  /** Says what a text holds. `isFromOutside`: a server or a client wrote it, so it holds no word of the kit. */
  readonly find: (text: string, isFromOutside: boolean) => string | undefined;
}

/** A shorter secret occurs by chance in what the kit itself writes. */
const shortestInOutput = 8;

/** 16 digits, also in the usual groups of a NIK. A fraction and hexadecimal digits are none. */
const sixteenDigits =
  /(?<![\da-f]|(?<!\d)0\.)(?:\d{16}|\d{4}([ .-])\d{4}\1\d{4}\1\d{4}|\d{6}([ .-])\d{6}\2\d{4})(?![\da-f])/gi;

/** Province, regency, district; day (of a woman plus 40), month, year; number. */
const nikForm = /^(?:1[1-9]|[2-8]\d|9[0-4])\d{4}(?:0[1-9]|[12]\d|3[01]|4[1-9]|[56]\d|7[01])(?:0[1-9]|1[0-2])\d{6}$/;

/** Creates a scan for these secrets, for numbers with the form of a NIK, and for pictures. */
export function createLeakScan(secrets: readonly Secret[], admitted: Admitted): LeakScan {
  const own = ownText();
  const sought = secrets
    .filter(({ value }) => value.trim() !== '')
    .map(({ what, value }) => {
      const secret = value.trim().toLowerCase();
      return {
        what,
        writings: [...new Set(writingsOf(value.trim()).map((text) => text.toLowerCase()))],
        isWord: secret.length < shortestInWords,
        isInOutput: secret.length >= shortestInOutput && !own.includes(secret),
      };
    });
  const findSecret = (text: string, isFromOutside: boolean): string | undefined => {
    const lower = text.toLowerCase();
    return sought.find(
      ({ writings, isWord, isInOutput }) =>
        (isInOutput || isFromOutside) &&
        writings.some((writing) => (isWord ? hasWord(lower, writing) : lower.includes(writing))),
    )?.what;
  };
  const findNumber = (text: string): string | undefined => {
    for (const [number] of text.matchAll(sixteenDigits))
      if (nikForm.test(number.replaceAll(/\D/g, '')) && !admitted.numbers.has(number)) return 'a number like a NIK';
    return undefined;
  };
  const findEncoded = (text: string, isFromOutside: boolean): string | undefined => {
    let what: string | undefined;
    replaceEncoded(
      text,
      (decoded) => {
        what ??= findSecret(decoded, isFromOutside) ?? findNumber(decoded);
        return false;
      },
      '',
    );
    return what;
  };
  return {
    find: (text, isFromOutside) =>
      findSecret(text, isFromOutside) ??
      findNumber(text) ??
      (picturesIn(text).every(admitted.isOwnPicture) ? undefined : 'a picture') ??
      findEncoded(text, isFromOutside),
  };
}

function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const around = [text[at - 1] ?? ' ', text[at + word.length] ?? ' '];
    if (!around.some((letter) => /[\p{L}\p{N}]/u.test(letter))) return true;
  }
  return false;
}

let ownWords: string | undefined;

/** What the kit itself says in its outputs. A secret that is one of these words cannot be told from them. */
function ownText(): string {
  const checks = [...serverChecks, ...clientChecks].map(({ id, title }) => [id, title]);
  ownWords ??= JSON.stringify([cases, checks, ambiguities, requirements]).toLowerCase();
  return ownWords;
}
