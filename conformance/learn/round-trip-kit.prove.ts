import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMockServer } from '../../mock/index.js';
import { loadProfile } from '../../spec/index.js';
import { expectLearned, kit } from './round-trip.test-helper.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-learn-'));
});
afterAll(() => rm(folder, { recursive: true }));

test(
  'a vendor with statuses, a list, another order and texts of its own is learned, and the mock answers as it does',
  {
    timeout: 180_000,
  },
  () =>
    expectLearned(
      {
        'status.insufficient-balance': 402,
        'status.parameter-invalid': 400,
        'status.invalid-credentials': 401,
        'status.image-too-large': 413,
        'status.face-compare-error': 422,
        'status.liveness-error': 422,
        'answers.contentType': 'application/json; charset=utf-8',
        'answers.result': 'list',
        'answers.statusWords.failure': 'Failed',
        'answers.texts.insufficient-balance': 'Saldo habis',
        'answers.texts.parameter-invalid': 'Data tidak valid',
        'answers.texts.invalid-credentials': 'Access denied',
        'answers.livenessErrorText': 'combined',
        order: ['credentials', 'balance', 'parameters', 'size', 'format', 'dimensions', 'face-compare', 'liveness'],
        'trxNo.kinds': ['success', 'liveness-error'],
        'trxNo.increasing': false,
        'parts.unknown': 'parameter-invalid',
        'pictures.megabyte': 1_048_576,
        'pictures.tooSmall': 'face-compare-error',
        'wrongMethod.status': 404,
        'wrongMethod.kind': 'invalid-credentials',
      },
      folder,
    ),
);

describe('the command', () => {
  test('writes nothing where no answer shows a decision, and ends with 3', async () => {
    const report = await reportOfOneCase();
    const file = join(folder, 'none.yaml');
    await writeFile(report, (await readFile(report, 'utf8')).replaceAll(/"body": ".*"/g, '"body": "<html></html>"'));
    expect(await kit('learn', report, '-o', file)).toMatchObject({
      code: 3,
      err: expect.stringContaining('no profile'),
    });
    await expect(readFile(file)).rejects.toThrow(/ENOENT/);
  });

  test('writes JSON where the file ends so, and lists what was not observed with its reason', async () => {
    const file = join(folder, 'one.profile.json');
    const { out, code } = await kit('learn', await reportOfOneCase(), '-o', file);
    expect(code).toBe(0);
    expect(out).toMatch(/^ {2}status\.invalid-credentials: 200 {2}1 answer until \d{4}-\d\d-\d\d$/m);
    expect(out).toMatch(/^ {2}answers\.result: "object" {2}no answer of these runs shows it$/m);
    const { origins } = await loadProfile(file);
    expect(origins['status.invalid-credentials']).toMatchObject({
      source: 'observed',
      count: 1,
      note: 'credentials-unknown-tenant in one.json',
    });
    expect(origins['answers.result']).toMatchObject({
      source: 'documented',
      note: expect.stringContaining('not observed'),
    });
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ name: 'one', extends: 'documented' });
  });

  test.each([
    ['a name that is no profile file', [], 'learned.txt', /-o .*learned\.txt: a profile file ends in \.json/],
    ['the name of a built-in profile', [], 'rest.yaml', /"rest" cannot be the name of a profile/],
    ['a folder that does not exist', [], 'nowhere/uat.yaml', /cannot be written/],
    ['a report that does not exist', ['missing.json'], 'uat.yaml', /missing\.json: there is no such file/],
    ['a file that is no JSON', ['text.json'], 'uat.yaml', /text\.json: is not JSON/],
    ['JSON that is no report', ['other.json'], 'uat.yaml', /other\.json: is no JSON report of this version/],
    ['a run on a client', ['client.json'], 'uat.yaml', /client\.json: is a run on a client/],
  ])('refuses %s with code 2 and one line', async (_, files, output, message) => {
    const report = await reportOfOneCase();
    const client = (await readFile(report, 'utf8')).replace('"direction": "server"', '"direction": "client"');
    await Promise.all([
      writeFile(join(folder, 'text.json'), 'no report'),
      writeFile(join(folder, 'other.json'), '{"format":1}'),
      writeFile(join(folder, 'client.json'), client),
    ]);
    const runs = files.length > 0 ? files.map((file) => join(folder, file)) : [report];
    const { err, code } = await kit('learn', ...runs, '-o', join(folder, output));
    expect(code).toBe(2);
    expect(err).toMatch(message);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });
});

/** The report of a run with one case. */
async function reportOfOneCase(): Promise<string> {
  const report = join(folder, 'one.json');
  await using mock = await createMockServer();
  await kit('conformance', 'server', '--target', mock.url, '--only', 'credentials-unknown-tenant', '--json', report);
  return report;
}
