import { type Fixture, findFixture } from '../../fixtures/index.js';
import { KitError } from '../../spec/index.js';
import type { TenantRole, TestCase } from '../cases/case.js';
import { createRequest } from '../wire/request.js';

/** A picture file that a request carries. */
export interface CasePicture {
  /** Absent for a part without a file name. */
  readonly filename?: string;
  readonly fixture: Fixture;
}

/** One part of a request: a text, a picture in a file part, or something in a part of the other type. */
export type SentPart =
  | { readonly name: string; readonly type: 'text'; readonly value: string }
  | { readonly name: string; readonly type: 'picture'; readonly picture: CasePicture }
  /** A text in a part with a file name, or a picture's bytes as base64 text. */
  | { readonly name: string; readonly type: 'text-as-file' | 'picture-as-text' };

/** What a case puts on the wire, as far as the contract's rules can depend on it. */
export interface RequestFacts {
  readonly method: string;
  /** Whether the body is a form, one that no parser can read, or none at all. */
  readonly body: 'form' | 'malformed-form' | 'other';
  /** In wire order. */
  readonly parts: readonly SentPart[];
  readonly tenant: TenantRole;
  /** Whether an earlier case of the run used the same refNumber. */
  readonly repeatsRefNumber: boolean;
  /** Sent in chunks, without a Content-Length. */
  readonly chunked: boolean;
  /** Picture parts whose declared type is not that of a picture. */
  readonly undeclaredPictures: readonly string[];
}

/** Reads off a case what it sends. The values of `key`, `tenant_code` and `refNumber` are stand-ins that say nothing. */
export function factsOf(testCase: TestCase): RequestFacts {
  const facts = known.get(testCase) ?? readFacts(testCase);
  known.set(testCase, facts);
  return facts;
}

/** A case does not change, and a run reads its facts under every reading of the register. */
const known = new WeakMap<TestCase, RequestFacts>();

function readFacts(testCase: TestCase): RequestFacts {
  const tenant = testCase.tenant ?? 'funded';
  const { request } = testCase;
  const common = { tenant, repeatsRefNumber: false, chunked: false, undeclaredPictures: [] };
  if ('raw' in request) {
    const { method, contentType = '', body = '' } = request.raw;
    return { ...common, method, body: bodyOf(contentType, body), parts: [] };
  }
  const sent = createRequest(testCase, { code: 'code', key: 'key' }, 'reference');
  if (!('parts' in sent)) throw new KitError('internal', `the case ${testCase.id} has no parts`);
  return {
    ...common,
    method: sent.method,
    body: 'form',
    parts: sent.parts.map((part): SentPart => {
      const { name } = part;
      if (part.type === 'text') return { name, type: 'text', value: part.value };
      if (part.type === 'file-without-name') return { name, type: 'picture', picture: pictureOf(part.fixture) };
      if (part.type === 'file') return { name, type: 'picture', picture: pictureOf(part.fixture, part.filename) };
      return { name, type: part.type === 'text-as-file' ? 'text-as-file' : 'picture-as-text' };
    }),
    repeatsRefNumber: request.sameRefNumberAs !== undefined,
    chunked: sent.isChunked,
    undeclaredPictures: sent.parts.flatMap((part) =>
      part.type === 'file' && !part.contentType.startsWith('image/') ? [part.name] : [],
    ),
  };
}

function pictureOf(id: string, filename?: string): CasePicture {
  const fixture = findFixture(id);
  if (!fixture) throw new KitError('internal', `no fixture is called ${id}`);
  return filename === undefined ? { fixture } : { filename, fixture };
}

/** A form that ends with its closing boundary can be read, with no part in it too. */
function bodyOf(contentType: string, body: string): RequestFacts['body'] {
  if (!contentType.startsWith('multipart/form-data')) return 'other';
  const [, boundary] = /boundary=([^;]+)/.exec(contentType) ?? [];
  return boundary !== undefined && body.includes(`--${boundary}--`) ? 'form' : 'malformed-form';
}
