import { type FixtureId, findFixture } from '../../fixtures/index.js';
import { ambiguities, type Contract, requirements } from '../../spec/index.js';
import type { Need, TenantRole, TestCase } from '../cases/case.js';
import { type Credential, credentialFor } from '../wire/credentials.js';
import { createRequest, type PartToSend } from '../wire/request.js';
import { assertionsOf } from './assertions-of.js';
import type { Exchange, ExportedBody, ExportedFile, ExportedPart } from './exchange.js';
import { obstaclesOf } from './obstacles.js';
import { topicOf } from './topics.js';
import { changedCredential, markedCredentials, markedRefNumber, piecesOf } from './variables.js';

/** Describes the exchange of a case under a contract. The place in the export makes its refNumber distinct. */
export function describeCase(testCase: TestCase, place: number, contract: Contract): Exchange {
  return {
    id: testCase.id,
    title: testCase.title,
    topic: topicOf(testCase),
    purpose: purposeOf(testCase),
    method: 'raw' in testCase.request ? testCase.request.raw.method : 'POST',
    body: bodyOf(testCase, place),
    assertions: assertionsOf(testCase, contract),
    obstacles: obstaclesOf(testCase),
  };
}

const needWords: Readonly<Record<Need, string>> = {
  'real-face': 'On a real server, it needs pictures in which a face is found.',
  'empty-tenant': 'It needs a tenant without balance.',
  loopback: 'It is for a server on this machine.',
};

function purposeOf({ needs, ...testCase }: TestCase): readonly string[] {
  const tested = requirements.filter(({ id }) => testCase.requirements.includes(id));
  const open = ambiguities.filter(({ id }) => testCase.ambiguities.includes(id));
  return [
    ...tested.map(({ section, row, text }) => `${placeInWords(section, row)}: ${text}`),
    ...open.map(({ id, question }) => `Open question ${id}: ${question}`),
    ...needs.map((need) => needWords[need]),
  ];
}

function placeInWords(section: string, row: string): string {
  return /^\d/.test(section) ? `Section ${section}, ${row}` : `${section}, ${row}`;
}

function bodyOf(testCase: TestCase, place: number): ExportedBody {
  const sent = createRequest(testCase, markedCredentialFor(testCase.tenant ?? 'funded'), markedRefNumber(place));
  if ('parts' in sent) return { type: 'form', parts: sent.parts.map(partOf), isChunked: sent.isChunked };
  const { contentType, body } = sent;
  return {
    type: 'raw',
    ...(contentType === undefined ? {} : { contentType }),
    ...(body === undefined ? {} : { text: body }),
  };
}

function markedCredentialFor(role: TenantRole): Credential {
  switch (role) {
    // Their values are computed from the variable when the request is sent.
    case 'lower-case-code':
      return changedCredential('code', 'lower-case');
    case 'key-in-other-capitals':
      return changedCredential('key', 'other-capitals');
    case 'key-cut-short':
      return changedCredential('key', 'cut-short');
    default:
      return credentialFor(role, markedCredentials) ?? markedCredentials.funded;
  }
}

function partOf(part: PartToSend): ExportedPart {
  const { name } = part;
  switch (part.type) {
    case 'text':
      return { type: 'text', name, value: piecesOf(part.value) };
    case 'text-as-file':
      return { type: 'file', name, file: { path: `texts/${part.filename}`, text: part.value } };
    case 'file':
      return { type: 'file', name, file: pictureNamed(part.filename, part.fixture), contentType: part.contentType };
    case 'file-without-name':
      return { type: 'bytes', name, file: pictureOf(part.fixture), contentType: part.contentType };
    case 'file-as-text':
      return { type: 'base64', name, file: pictureOf(part.fixture) };
  }
}

/** Most tools send the name that a file has on the disk. */
function pictureNamed(filename: string, fixture: FixtureId): ExportedFile {
  return { path: `pictures/${filename}`, fixture };
}

function pictureOf(fixture: FixtureId): ExportedFile {
  return pictureNamed(findFixture(fixture)?.fileName ?? fixture, fixture);
}
