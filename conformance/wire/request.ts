import { type FixtureId, findFixture } from '../../fixtures/index.js';
import { parts as documentedParts, KitError, type PartName } from '../../spec/index.js';
import type { FileToSend, HttpMethod, RequestPlan, TestCase } from '../cases/case.js';
import type { Credential } from './credentials.js';

/** One part to send. */
export type PartToSend =
  | { readonly type: 'text'; readonly name: string; readonly value: string }
  /** A text part with a file name. */
  | { readonly type: 'text-as-file'; readonly name: string; readonly value: string; readonly filename: string }
  | {
      readonly type: 'file';
      readonly name: string;
      readonly fixture: FixtureId;
      readonly filename: string;
      readonly contentType: string;
    }
  /** A picture's bytes in a part without a file name. */
  | {
      readonly type: 'file-without-name';
      readonly name: string;
      readonly fixture: FixtureId;
      readonly contentType: string;
    }
  /** A text part with a picture's bytes in base64. */
  | { readonly type: 'file-as-text'; readonly name: string; readonly fixture: FixtureId };

/** A request to send: its parts in order, or a raw body. */
export type RequestToSend =
  | { readonly method: HttpMethod; readonly parts: readonly PartToSend[]; readonly isChunked: boolean }
  | { readonly method: HttpMethod; readonly contentType?: string; readonly body?: string };

/** The pictures of the good request: 1920 x 1080, which section 3 allows under every reading of its dimensions. */
const goodPictures: Readonly<Record<'img1' | 'img2', FileToSend>> = {
  img1: { fixture: 'selfie-max' },
  img2: { fixture: 'ktp-max' },
};

/** Creates the request of a case: the good request with the changes of the case. */
export function createRequest(testCase: TestCase, credential: Credential, refNumber: string): RequestToSend {
  if ('raw' in testCase.request) return testCase.request.raw;
  return {
    method: 'POST',
    parts: partsOf(testCase.request, credential, refNumber),
    isChunked: testCase.request.isChunked ?? false,
  };
}

function partsOf(plan: RequestPlan, credential: Credential, refNumber: string): readonly PartToSend[] {
  const good = documentedParts
    .filter(({ name }) => !plan.omit?.includes(name))
    .map(({ name, example }): PartToSend => {
      const sentName = plan.rename?.[name] ?? name;
      if (name === 'img1' || name === 'img2') return { ...createFilePart(name, plan), name: sentName };
      const value = plan.texts?.[name] ?? goodText(name, example, credential, refNumber);
      return plan.textAsFile?.includes(name)
        ? { type: 'text-as-file', name: sentName, value, filename: `${name}.txt` }
        : { type: 'text', name: sentName, value };
    });
  return [
    ...orderParts(good, plan.order),
    ...(plan.add ?? []).map((added): PartToSend => ({ type: 'text', ...added })),
  ];
}

function goodText(name: PartName, example: string, credential: Credential, refNumber: string): string {
  if (name === 'key') return credential.key;
  if (name === 'tenant_code') return credential.code;
  return name === 'refNumber' ? refNumber : example;
}

function createFilePart(name: 'img1' | 'img2', plan: RequestPlan): PartToSend {
  const file = plan.files?.[name] ?? goodPictures[name];
  if (plan.asText?.includes(name)) return { type: 'file-as-text', name, fixture: file.fixture };
  const fixture = findFixture(file.fixture);
  if (!fixture) throw new KitError('internal', `no fixture is called ${file.fixture}`);
  const contentType = file.type ?? (fixture.facts.format === 'png' ? 'image/png' : 'image/jpeg');
  if (plan.withoutFilename?.includes(name))
    return { type: 'file-without-name', name, fixture: file.fixture, contentType };
  return { type: 'file', name, fixture: file.fixture, filename: file.filename ?? fixture.fileName, contentType };
}

function orderParts(parts: readonly PartToSend[], order: RequestPlan['order'] = 'documented'): readonly PartToSend[] {
  switch (order) {
    case 'documented':
      return parts;
    case 'reversed':
      return [...parts].reverse();
    case 'texts-first':
      return [...parts.filter(({ type }) => type === 'text'), ...parts.filter(({ type }) => type !== 'text')];
  }
}

/** The fixtures that the request of a case sends. */
export function fixturesOf(testCase: TestCase): readonly FixtureId[] {
  if ('raw' in testCase.request) return [];
  return partsOf(testCase.request, { code: '', key: '' }, '').flatMap((part) =>
    'fixture' in part ? [part.fixture] : [],
  );
}

/** Whether the request of a case names the run's tenant with balance by its own code and key, and nothing beside them. */
export function namesGoodTenant({ tenant = 'funded', request }: TestCase): boolean {
  if (tenant !== 'funded' || 'raw' in request) return false;
  const { omit = [], texts = {}, rename = {}, textAsFile = [], add = [] } = request;
  const changed = [...omit, ...Object.keys({ ...texts, ...rename }), ...textAsFile, ...add.map(({ name }) => name)];
  return !changed.some((name) => ['key', 'tenant_code'].includes(name.toLowerCase()));
}
