import { basename, win32 } from 'node:path';
import type { JournalPart } from '../../../mock/index.js';
import { formatList } from '../../wire/format-list.js';
import { failed, formatValue, notApplicable, passed } from '../check.js';
import { type ClientCheck, type ExpectedCall, requirementSource } from './context.js';
import { type FilePart, fileParts, judgeRequests, partNamed } from './judge-requests.js';

type ReceivedFile = Extract<JournalPart, { type: 'file' }>;

/** Checks on the two pictures that a client sends. */
export const pictureChecks: readonly ClientCheck[] = [
  {
    id: 'wire-files',
    title: 'the client sends the pictures as files, with a file name',
    source: requirementSource('img1-file', 'img2-file'),
    judge: judgeRequests((request, call) => {
      const wrong = fileParts(call).flatMap(({ name }) => {
        const received = partNamed(request, name);
        if (!received || (received.type === 'file' && received.filename)) return [];
        return [`${name} ${received.type === 'text' ? describeText(received.value) : 'has no file name'}`];
      });
      return wrong.length === 0 ? passed : failed('files with names', formatList(wrong));
    }),
  },
  {
    id: 'wire-file-extension',
    title: 'the file names keep their extension',
    source: requirementSource('selfie-extensions', 'ktp-extensions'),
    judge: judgeRequests((request, call) => {
      const wrong = fileParts(call).flatMap(({ name, filename }) => {
        const received = partNamed(request, name);
        if (received?.type !== 'file' || received.filename === null) return [];
        return extensionOf(received.filename) === extensionOf(filename)
          ? []
          : [`${name} is called ${formatValue(received.filename)}`];
      });
      return wrong.length === 0
        ? passed
        : failed(formatList(fileParts(call).map(({ filename }) => filename)), formatList(wrong));
    }),
  },
  {
    id: 'wire-file-names',
    title: 'a file name that the caller gives arrives whole, in UTF-8',
    source: requirementSource('selfie-extensions', 'ktp-extensions'),
    judge: judgeRequests((request, call, { case: testCase }) => {
      if (!testCase.uses?.includes('own-file-names')) return notApplicable;
      const wrong = fileParts(call).flatMap(({ name, filename }) => {
        const received = partNamed(request, name);
        if (received?.type !== 'file' || received.filename === null) return [];
        return isSameFileName(received.filename, filename)
          ? []
          : [`${name} is called ${formatValue(received.filename)}`];
      });
      return wrong.length === 0
        ? passed
        : failed(formatList(fileParts(call).map(({ filename }) => formatValue(filename))), formatList(wrong));
    }),
  },
  {
    id: 'wire-pictures-in-place',
    title: 'img1 has the selfie and img2 the KTP: the pictures are not exchanged',
    source: requirementSource('img1-selfie', 'img2-ktp'),
    judge: judgeRequests((request, call) => {
      const misplaced = [...call.digests].flatMap(([name]) => {
        const received = receivedFile(partNamed(request, name));
        const other = received && otherPartOf(received, name, call);
        return other === undefined ? [] : [{ name, other }];
      });
      const [first] = misplaced;
      if (first === undefined) return passed;
      const actual =
        misplaced.length > 1
          ? 'the pictures are exchanged: img1 has the KTP and img2 the selfie'
          : `${first.name} has the picture of ${first.other}`;
      return failed('img1 has the selfie, img2 the KTP', actual);
    }),
  },
  {
    id: 'wire-bytes',
    title: 'the pictures arrive byte for byte',
    source: requirementSource('img1-selfie', 'img2-ktp'),
    judge: judgeRequests((request, call) => {
      const wrong = [...call.digests].flatMap(([name, sha256]) => {
        const received = receivedFile(partNamed(request, name));
        if (!received || received.sha256 === sha256 || otherPartOf(received, name, call) !== undefined) return [];
        return [
          `${name} has sha256 ${received.sha256.slice(0, 12)}… in ${received.bytes} bytes (${received.sniffedType})`,
        ];
      });
      return wrong.length === 0
        ? passed
        : failed(
            formatList([...call.digests].map(([name, sha256]) => `${name} ${sha256.slice(0, 12)}…`)),
            formatList(wrong),
          );
    }),
  },
];

function receivedFile(part: JournalPart | undefined): ReceivedFile | undefined {
  return part?.type === 'file' ? part : undefined;
}

/** The part whose picture came under this name. Undefined where it is the part's own, or none that the case has. */
function otherPartOf({ sha256 }: ReceivedFile, name: string, { digests }: ExpectedCall): string | undefined {
  if (digests.get(name) === sha256) return undefined;
  return [...digests].find(([, digest]) => digest === sha256)?.[0];
}

/** A name in another Unicode form is the same. A client may leave out the folders before a name. */
function isSameFileName(received: string, wanted: FilePart['filename']): boolean {
  const same = (name: string): boolean => received.normalize('NFC') === name.normalize('NFC');
  return same(wanted) || same(basename(wanted)) || same(win32.basename(wanted));
}

function describeText(value: string): string {
  return /^(data:[^,]*,)?[A-Za-z0-9+/_-]{100,}={0,2}\s*$/.test(value) ? 'is a text part with base64' : 'is a text part';
}

function extensionOf(filename: string): string {
  return /\.[^.]*$/.exec(filename)?.[0] ?? '';
}
