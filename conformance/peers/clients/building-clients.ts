import sharp from 'sharp';
import {
  type BrokenClient,
  changingFileNames,
  changingParts,
  changingPictures,
  changingTexts,
  encodingItself,
  withBytes,
} from './broken-client.js';
import { type AnswerSeen, type ClientSteps, type FormEntry, rightClient } from './right-client.js';

const bytesOf = async (value: Blob): Promise<Uint8Array<ArrayBuffer>> => new Uint8Array(await value.arrayBuffer());

/** Exchanges the contents of two parts. */
const exchanged = (entries: readonly FormEntry[]): readonly FormEntry[] => {
  const other: Readonly<Record<string, string>> = { img1: 'img2', img2: 'img1' };
  return entries.map((entry) => {
    const source = entries.find(({ name }) => name === other[entry.name]);
    return source ? { ...source, name: entry.name } : entry;
  });
};

/** Keeps the parts of earlier calls in the form, as a client does that fills one form object for all calls. */
function keepingItsForm(): Partial<ClientSteps> {
  const kept: FormEntry[] = [];
  return {
    form: async (request, client) => {
      kept.push(...(await rightClient.form(request, client)));
      return kept;
    },
  };
}

/** Reads each picture once, and sends it again in later calls. */
function keepingItsPictures(): Partial<ClientSteps> {
  const kept = new Map<string, readonly FormEntry[]>();
  return {
    part: async (name, value, client) => {
      if (typeof value === 'string') return rightClient.part(name, value, client);
      const entries = kept.get(name) ?? (await rightClient.part(name, value, client));
      kept.set(name, entries);
      return entries;
    },
  };
}

/** Answers a second call with the answer to the first. */
function keepingItsAnswer(): Partial<ClientSteps> {
  let kept: AnswerSeen | undefined;
  return {
    call: async (testCase, request, client) => {
      kept ??= await rightClient.call(testCase, request, client);
      return kept;
    },
  };
}

/** Clients that put something wrong on the wire. */
export const buildingClients: readonly BrokenClient[] = [
  {
    name: 'trims texts',
    cases: ['text-blanks', 'text-tabs', 'text-of-blanks'],
    check: 'wire-blanks',
    create: () => changingTexts((value) => value.trim()),
  },
  {
    name: 'sends texts in Latin-1',
    cases: ['text-non-ascii', 'text-10-kilobytes-beyond-ascii'],
    check: 'wire-utf-8',
    create: () => encodingItself({ write: (text) => Buffer.from(text, 'latin1') }),
  },
  {
    name: 'replaces letters beyond ASCII',
    cases: ['text-scripts', 'text-emoji'],
    check: 'wire-utf-8',
    create: () => changingTexts((value) => value.replaceAll(/\P{ASCII}/gu, '?')),
  },
  {
    name: 'encodes texts twice in UTF-8',
    cases: ['text-scripts'],
    check: 'wire-utf-8',
    create: () => encodingItself({ write: (text) => Buffer.from(Buffer.from(text).toString('latin1')) }),
  },
  {
    name: 'encodes texts as in an address',
    cases: ['text-like-a-form', 'text-quotes'],
    check: 'wire-texts',
    create: () => changingTexts((value) => encodeURIComponent(value).replaceAll('%20', '+')),
  },
  {
    name: 'escapes texts for HTML',
    cases: ['text-markup', 'text-like-entities'],
    check: 'wire-texts',
    create: () => changingTexts((value) => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;')),
  },
  {
    name: 'escapes quotes with backslashes',
    cases: ['text-quotes', 'text-like-json'],
    check: 'wire-texts',
    create: () => changingTexts((value) => value.replaceAll(/["\\]/g, '\\$&')),
  },
  {
    name: 'composes letters and accents',
    cases: ['text-decomposed'],
    check: 'wire-texts',
    create: () => changingTexts((value) => value.normalize('NFC')),
  },
  {
    name: 'cuts long texts',
    cases: ['text-10-kilobytes', 'text-long'],
    check: 'wire-texts',
    create: () => changingTexts((value) => value.slice(0, 255)),
  },
  {
    name: 'takes digits for numbers',
    cases: ['text-digits'],
    check: 'wire-texts',
    create: () => changingTexts((value) => (/^[\d.e]+$/.test(value) ? String(Number(value)) : value)),
  },
  {
    name: 'takes words for values, and drops the parts',
    cases: ['text-words'],
    check: 'wire-parts',
    create: () => changingParts((entries) => entries.filter(({ value }) => value !== 'null' && value !== 'undefined')),
  },
  {
    name: 'writes line breaks as on Unix',
    cases: ['text-markup'],
    check: 'wire-texts',
    create: () => encodingItself({ write: (text) => Buffer.from(text.replaceAll('\r\n', '\n')) }),
  },
  {
    name: 'fills in placeholders',
    cases: ['text-like-a-template'],
    check: 'wire-texts',
    create: () => changingTexts((value) => value.replaceAll(/\$\{\w+\}|\{\{\w+\}\}/g, '')),
  },
  {
    name: 'takes a text with an at sign for a file',
    cases: ['text-like-a-file'],
    check: 'wire-texts',
    create: () => changingTexts((value) => value.replace(/^[@<]/, '')),
  },
  {
    name: 'ends a text at what looks like a boundary',
    cases: ['text-like-a-part'],
    check: 'wire-texts',
    create: () => changingTexts((value) => value.split('\r\n--')[0] ?? ''),
  },
  {
    name: 'exchanges the pictures',
    cases: ['success-all-parts', 'upload-png'],
    check: 'wire-pictures-in-place',
    create: () => changingParts(exchanged),
  },
  {
    name: 'sends the selfie twice',
    cases: ['success-all-parts'],
    check: 'wire-pictures-in-place',
    create: () =>
      changingParts((entries) =>
        entries.map((entry) => (entry.name === 'img2' ? { ...entry, ...entries[0], name: 'img2' } : entry)),
      ),
  },
  {
    name: 'encodes pictures again',
    cases: ['upload-png'],
    check: 'wire-bytes',
    create: () =>
      changingPictures(async (entry) =>
        withBytes(
          entry,
          new Uint8Array(
            await sharp(await bytesOf(entry.value))
              .jpeg({ quality: 60 })
              .toBuffer(),
          ),
        ),
      ),
  },
  {
    name: 'makes large pictures smaller',
    cases: ['upload-largest'],
    check: 'wire-bytes',
    create: () =>
      changingPictures(async (entry) =>
        entry.value.size < 1_000_000
          ? entry
          : withBytes(
              entry,
              new Uint8Array(
                await sharp(await bytesOf(entry.value))
                  .resize(800)
                  .jpeg()
                  .toBuffer(),
              ),
            ),
      ),
  },
  {
    name: 'sends pictures as base64 in a file part',
    cases: ['success-all-parts'],
    check: 'wire-bytes',
    create: () =>
      changingPictures(async (entry) =>
        withBytes(entry, new TextEncoder().encode(Buffer.from(await bytesOf(entry.value)).toString('base64'))),
      ),
  },
  {
    name: 'sends pictures as base64 in a text part',
    cases: ['success-all-parts'],
    check: 'wire-files',
    create: () =>
      changingPictures(async ({ name, value }) => ({
        name,
        value: Buffer.from(await bytesOf(value)).toString('base64'),
      })),
  },
  {
    name: 'reads pictures as text',
    cases: ['success-all-parts'],
    check: 'wire-bytes',
    create: () =>
      changingPictures(async (entry) => withBytes(entry, new TextEncoder().encode(await entry.value.text()))),
  },
  {
    name: 'gives pictures a name of its own',
    cases: ['file-name-blanks', 'file-name-comma'],
    check: 'wire-file-names',
    create: () => changingFileNames(() => 'upload.jpg'),
  },
  {
    name: 'writes file names without escapes',
    cases: ['file-name-quotes'],
    check: 'wire-file-names',
    create: () => encodingItself({ quote: (filename) => filename }),
  },
  {
    name: 'replaces letters in file names',
    cases: ['file-name-scripts', 'file-name-accents', 'file-name-non-ascii'],
    check: 'wire-file-names',
    create: () => changingFileNames((filename) => filename.replaceAll(/\P{ASCII}/gu, '_')),
  },
  {
    name: 'writes file names as in an address',
    cases: ['file-name-blanks', 'file-name-percent'],
    check: 'wire-file-names',
    create: () => changingFileNames(encodeURIComponent),
  },
  {
    name: 'cuts long file names, with the extension',
    cases: ['file-name-long'],
    check: 'wire-file-extension',
    also: ['wire-file-names'],
    create: () => changingFileNames((filename) => filename.slice(0, 100)),
  },
  {
    name: 'sends another part name',
    cases: ['success-all-parts'],
    check: 'wire-parts',
    create: () =>
      changingParts((entries) => entries.map((entry) => ({ ...entry, name: entry.name.replace('refNumber', 'ref') }))),
  },
  {
    name: 'fills in optional parts that its caller leaves out',
    cases: ['success-required-parts-only', 'without-source'],
    check: 'wire-parts',
    create: () =>
      changingParts((entries) =>
        entries.some(({ name }) => name === 'source') ? entries : [...entries, { name: 'source', value: 'Mobile' }],
      ),
  },
  {
    name: 'sends each text twice',
    cases: ['success-all-parts'],
    check: 'wire-parts-once',
    create: () =>
      changingParts((entries) =>
        entries.flatMap((entry) => (typeof entry.value === 'string' ? [entry, entry] : [entry])),
      ),
  },
  {
    name: 'keeps the parts of the call before',
    cases: ['calls-two', 'calls-three'],
    check: 'wire-parts-once',
    also: ['wire-texts', 'wire-bytes', 'wire-parts'],
    create: keepingItsForm,
  },
  {
    name: 'sends the pictures of the call before',
    cases: ['calls-with-other-pictures'],
    check: 'wire-bytes',
    create: keepingItsPictures,
  },
  {
    name: 'gives the answer of the call before',
    cases: ['calls-two', 'calls-after-failure'],
    check: 'wire-request',
    create: keepingItsAnswer,
  },
  {
    name: 'leaves out the closing boundary',
    cases: ['success-all-parts', 'text-quotes'],
    check: 'wire-complete',
    create: () => encodingItself({ close: '' }),
  },
  {
    name: "ignores the path of its caller's address",
    cases: ['address-uat'],
    check: 'wire-path',
    create: () => ({ address: ({ baseUrl, path }) => `${baseUrl.replace(/\/demo$/, '')}${path}` }),
  },
  {
    name: 'declares its form as JSON',
    cases: ['success-all-parts'],
    check: 'wire-content-type',
    create: () => ({
      encode: async (entries) => ({ ...(await rightClient.encode(entries)), contentType: 'application/json' }),
    }),
  },
  {
    name: 'sends PUT',
    cases: ['success-all-parts'],
    check: 'wire-method',
    create: () => ({ init: { ...rightClient.init, method: 'PUT' } }),
  },
  {
    name: 'sends every call twice',
    cases: ['success-all-parts'],
    check: 'wire-one-request',
    create: () => ({
      call: async (testCase, request, client) => {
        await rightClient.call(testCase, request, client);
        return rightClient.call(testCase, request, client);
      },
    }),
  },
];
