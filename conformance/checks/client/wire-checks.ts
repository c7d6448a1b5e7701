import type { JournalEntry, JournalPart } from '../../../mock/index.js';
import { listed } from '../../wire/listed.js';
import type { PartToSend } from '../../wire/request.js';
import { equal, type Finding, failed, notApplicable, passed, show } from '../check.js';
import { type ClientCheck, type ClientContext, source } from './context.js';

/** Judges the first request on the wire; a client that sent none is told so by `wire-one-request`. */
const onWire =
  (judge: (request: JournalEntry, context: ClientContext) => Finding): ClientCheck['judge'] =>
  (context) =>
    context.requests[0] === undefined ? notApplicable : judge(context.requests[0], context);

/** Checks on what a client sends, and that it reports at all. */
export const wireChecks: readonly ClientCheck[] = [
  {
    id: 'report',
    title: 'the client writes a report of the protocol',
    source: source('one-of-the-kinds'),
    judge: ({ report }) =>
      'problem' in report ? failed('a report as the protocol describes it', report.problem) : passed,
  },
  {
    id: 'wire-one-request',
    title: 'exactly one request is sent: a POST that may have been charged is never repeated blindly',
    source: { ambiguity: 'retry' },
    judge: ({ requests, report }) => {
      if (!('problem' in report) && report.outcome === 'rejected-locally') return equal(0, requests.length);
      return requests.length === 1 ? passed : failed('1 request', `${requests.length} requests`);
    },
  },
  {
    id: 'wire-no-redirect',
    title: 'a redirect is not followed: pictures and key go to no host that the document does not name',
    source: { ambiguity: 'redirect' },
    judge: ({ case: { fault }, requests: [first, ...later] }) => {
      if (fault?.type !== 'redirect' || first === undefined) return notApplicable;
      // The fault redirects every request but one that came by its redirect.
      const followed = later.find(({ answer }) => answer?.status !== first.answer?.status);
      return followed === undefined
        ? passed
        : failed('no request to the address in Location', `a ${followed.method} with ${partsIn(followed)}`);
    },
  },
  {
    id: 'wire-method',
    title: 'the method is POST',
    source: source('method-post'),
    judge: onWire(({ method }) => equal('POST', method)),
  },
  {
    id: 'wire-path',
    title: "the path is the base URL's with the operation's path behind it",
    source: source('url-production', 'url-uat'),
    judge: onWire(({ answer, path }) =>
      answer?.scenario === undefined ? failed('the path of the operation', path) : passed,
    ),
  },
  {
    id: 'wire-content-type',
    title: 'the content type is multipart/form-data with a boundary',
    source: source('content-type-multipart', 'content-type-required'),
    judge: onWire(({ headers }) => {
      const got = headers['content-type'];
      return /^multipart\/form-data\s*;.*boundary=/is.test(got ?? '')
        ? passed
        : failed('multipart/form-data; boundary=...', show(got));
    }),
  },
  {
    id: 'wire-parts',
    title: 'every part is there under its name, and no other',
    source: source('img1-required', 'img2-required', 'key-required', 'tenant-code-required', 'ref-number-required'),
    judge: onWire((request, { parts }) => {
      const wanted = parts.filter((part) => !isEmptyText(part)).map(({ name }) => name);
      const allowed = parts.map(({ name }) => name);
      const got = request.parts.map(({ name }) => name);
      const missing = wanted.filter((name) => !got.includes(name)).map((name) => `no ${name}`);
      const extra = got
        .filter((name, index) => !allowed.includes(name) || got.indexOf(name) !== index)
        .map((name) => `${name || 'a part without name'} too`);
      return missing.length + extra.length === 0 ? passed : failed(listed(wanted), listed([...missing, ...extra]));
    }),
  },
  {
    id: 'wire-files',
    title: 'the pictures are sent as files, with a file name',
    source: source('img1-file', 'img2-file'),
    judge: onWire((request, { parts }) => {
      const wrong = fileParts(parts).flatMap(({ name }) => {
        const got = request.parts.find((part) => part.name === name);
        if (!got || (got.type === 'file' && got.filename)) return [];
        return [`${name} ${got.type === 'text' ? 'came as text' : 'has no file name'}`];
      });
      return wrong.length === 0 ? passed : failed('files with names', listed(wrong));
    }),
  },
  {
    id: 'wire-file-extension',
    title: 'the file names keep their extension',
    source: source('selfie-extensions', 'ktp-extensions'),
    judge: onWire((request, { parts }) => {
      const wrong = fileParts(parts).flatMap(({ name, filename }) => {
        const got = request.parts.find((part) => part.name === name);
        if (got?.type !== 'file' || got.filename === null) return [];
        return extensionOf(got.filename) === extensionOf(filename) ? [] : [`${name} is called ${show(got.filename)}`];
      });
      return wrong.length === 0
        ? passed
        : failed(listed(fileParts(parts).map(({ filename }) => filename)), listed(wrong));
    }),
  },
  {
    id: 'wire-bytes',
    title: 'the pictures arrive byte for byte',
    source: source('img1-selfie', 'img2-ktp'),
    judge: onWire((request, { digests }) => {
      const wrong = [...digests].flatMap(([name, sha256]) => {
        const got = request.parts.find((part) => part.name === name);
        return got?.type === 'file' && got.sha256 !== sha256
          ? [`${name} has sha256 ${got.sha256.slice(0, 12)}… in ${got.bytes} bytes`]
          : [];
      });
      return wrong.length === 0
        ? passed
        : failed(listed([...digests].map(([name, sha256]) => `${name} ${sha256.slice(0, 12)}…`)), listed(wrong));
    }),
  },
  {
    id: 'wire-texts',
    title: 'the text parts arrive as they were given',
    source: source('key-text', 'tenant-code-text', 'ref-number-text'),
    judge: onWire((request, { parts }) => {
      const wrong = parts.flatMap((part) => {
        const got = part.type === 'text' ? textPart(request, part.name) : undefined;
        if (part.type !== 'text' || got === undefined || got.value === part.value) return [];
        return [`${part.name} is ${show(got.value)}, not ${show(part.value)}`];
      });
      return wrong.length === 0 ? passed : failed('the values that were given', listed(wrong));
    }),
  },
];

function partsIn({ parts }: JournalEntry): string {
  return parts.length === 0 ? 'no parts' : `the parts ${listed(parts.map(({ name }) => name))}`;
}

function fileParts(parts: readonly PartToSend[]): readonly Extract<PartToSend, { type: 'file' }>[] {
  return parts.filter((part) => part.type === 'file');
}

function textPart({ parts }: JournalEntry, name: string): Extract<JournalPart, { type: 'text' }> | undefined {
  return parts.find(
    (part): part is Extract<JournalPart, { type: 'text' }> => part.type === 'text' && part.name === name,
  );
}

/** An empty optional value may as well be left out. */
function isEmptyText(part: PartToSend): boolean {
  return part.type === 'text' && part.value === '';
}

function extensionOf(filename: string): string {
  return /\.[^.]*$/.exec(filename)?.[0] ?? '';
}
