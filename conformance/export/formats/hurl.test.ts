import { expect, test } from 'vitest';
import { createMockServer } from '../../../mock/index.js';
import { builtInProfile, contractUnder, documented } from '../../../spec/index.js';
import { cases } from '../../cases/index.js';
import { drawnPictures } from '../../pictures.js';
import { casesForServers } from '../../run-on-mock.test-helper.js';
import { builtInCredentials, credentialFor } from '../../wire/credentials.js';
import { encodeMultipart } from '../../wire/encode.js';
import { createRequest, type PartToSend } from '../../wire/request.js';
import { collect } from '../collect.js';
import { exportVariables } from '../variables.js';
import { exportedFiles } from '../write-export.js';
import { hurlFormat } from './hurl.js';
import { failedAsserts, type HurlFile, type HurlPart, readHurl } from './hurl-file.test-helper.js';

const { collection } = collect(casesForServers, contractUnder(documented), hurlFormat);
const written = hurlFormat.write(collection);
const variables = (baseUrl: string): Record<string, string> => ({
  ...Object.fromEntries(Object.entries(exportVariables).map(([name, { value }]) => [name, value])),
  baseUrl,
});
const fileOf = (id: string, baseUrl = 'http://any'): HurlFile => {
  const file = written.find(({ path }) => path.endsWith(`/${id}.hurl`)) ?? expect.fail(id);
  return readHurl(file.text, variables(baseUrl));
};

/** A part as the suite sends it, in the words of a Hurl file, with the fixture in place of its path. */
function partInWords(part: PartToSend): string {
  if (part.type === 'text')
    return `${part.name}=${part.name.toLowerCase() === 'refnumber' ? part.value && '(new)' : part.value}`;
  const content = 'fixture' in part ? part.fixture : part.value;
  const filename = 'filename' in part ? part.filename : '';
  return `${part.name}=@${filename} ${content} ${'contentType' in part ? part.contentType : undefined}`;
}

function hurlPartInWords(part: HurlPart): string {
  if ('value' in part)
    return `${part.name}=${part.name.toLowerCase() === 'refnumber' ? part.value && '(new)' : part.value}`;
  const file = exportedFiles(collection).find(({ path }) => path === part.file) ?? expect.fail(part.file);
  const content = 'fixture' in file ? file.fixture : file.text;
  return `${part.name}=@${part.file.slice(part.file.lastIndexOf('/') + 1)} ${content} ${part.contentType}`;
}

test('every file is one of the grammar, and sends what the suite sends', () => {
  for (const { id } of collection.exchanges) {
    const testCase = cases.find((one) => one.id === id) ?? expect.fail(id);
    const credential = credentialFor(testCase.tenant ?? 'funded', builtInCredentials) ?? expect.fail(id);
    const sent = createRequest(testCase, credential, 'any');
    const { method, parts, headers, body, url } = fileOf(id);
    expect([method, url], id).toEqual([sent.method, 'http://any/biometric/facecompareliveness']);
    if ('parts' in sent) expect(parts.map(hurlPartInWords), id).toEqual(sent.parts.map(partInWords));
    else {
      expect(body, id).toBe(sent.body);
      expect(headers, id).toEqual(sent.contentType === undefined ? [] : [['Content-Type', sent.contentType]]);
    }
  }
});

/** Sends the request of a file as Hurl does, and returns the asserts that fail. */
async function runHurl(id: string, baseUrl: string): Promise<readonly string[]> {
  const { method, url, headers, parts, body } = fileOf(id, baseUrl);
  const fixtureOf = (path: string): PartToSend => {
    const file = exportedFiles(collection).find((one) => one.path === path);
    return file && 'fixture' in file
      ? { type: 'file', name: '', fixture: file.fixture, filename: path.slice('pictures/'.length), contentType: '' }
      : expect.fail(path);
  };
  const form = await encodeMultipart(
    parts.map((part) =>
      'value' in part
        ? { type: 'text', ...part }
        : { ...fixtureOf(part.file), name: part.name, contentType: part.contentType ?? '' },
    ),
    drawnPictures,
  );
  const content = parts.length > 0 ? { 'Content-Type': form.contentType } : Object.fromEntries(headers);
  const sent = parts.length > 0 ? new Uint8Array(form.bytes) : body;
  const answer = await fetch(url, { method, headers: content, ...(sent === undefined ? {} : { body: sent }) });
  return failedAsserts(fileOf(id), { status: answer.status, headers: answer.headers, text: await answer.text() });
}

const tried = ['documented-example', 'method-get', 'content-type-json', 'missing-key', 'selfie-no-face'];

test('the asserts hold for the answers of the mock', { timeout: 120_000 }, async () => {
  await using mock = await createMockServer();
  for (const id of tried) expect(await runHurl(id, mock.url), id).toEqual([]);
});

test('the asserts fail for the answers under another profile', { timeout: 120_000 }, async () => {
  await using mock = await createMockServer({ profile: 'list-result' });
  expect(await runHurl('documented-example', mock.url)).toContain('jsonpath "$.result.face_compare.compare" == "True"');
  await mock.update({ profile: 'rest' });
  expect(await runHurl('missing-key', mock.url)).toEqual(['HTTP 200']);
});

test('a text of a profile cannot end its assert, nor name a variable', () => {
  const text = 'He said "no" \\ {{key}} # /x/ %}';
  const profile = { ...documented, answers: { ...documented.answers, imageTooLargeMessage: text } };
  const under = collect(
    cases.filter(({ id }) => id === 'selfie-over-size'),
    contractUnder(profile),
    hurlFormat,
  ).collection;
  const file = readHurl(hurlFormat.write(under).at(-1)?.text ?? '', variables('http://any'));
  const answer = { status: 200, headers: new Headers({ 'Content-Type': 'application/json' }) };
  const body = (message: string): string => JSON.stringify({ status: 'FAILED', message });
  expect(failedAsserts(file, { ...answer, text: body(text) })).toEqual([]);
  expect(failedAsserts(file, { ...answer, text: body('other') })).toHaveLength(1);
});

test('a profile decides what the asserts demand', () => {
  const { profile } = builtInProfile('rest');
  const under = collect(casesForServers, contractUnder(profile), hurlFormat).collection;
  const texts = hurlFormat.write(under).map(({ text }) => text);
  expect(texts.filter((text) => text.includes('HTTP 401')).length).toBeGreaterThan(3);
});
