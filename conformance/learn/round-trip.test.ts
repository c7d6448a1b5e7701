import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMockServer } from '../../mock/index.js';
import {
  buildOpenApi,
  loadContract,
  loadProfile,
  type Profile,
  type ProfilePath,
  profilePaths,
} from '../../spec/index.js';
import { readRuns } from './read-runs.js';
import type { SeenAnswer } from './seen-answer.js';
import { driftBetween, vendorWith } from './vendors.test-helper.js';

const cli = join(import.meta.dirname, '..', '..', 'dist', 'cli.js');
const run = promisify(execFile);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-learn-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs the kit. Returns what it printed and its exit code. */
async function kit(...words: readonly string[]): Promise<{ out: string; err: string; code: number }> {
  const ended = await run(process.execPath, [cli, ...words], { maxBuffer: 1e8 }).catch(
    (error: { stdout: string; stderr: string; code: number }) => error,
  );
  return { out: ended.stdout, err: ended.stderr, code: 'code' in ended ? ended.code : 0 };
}

/** Judges a mock under a profile by `documented`, and returns the file of the report. */
async function judgeMock(profile: Profile, name: string): Promise<string> {
  await using mock = await createMockServer({ contract: await loadContract(profile) });
  const file = join(folder, `${name}.json`);
  await kit('conformance', 'server', '--target', `${mock.url}/demo`, '--json', file);
  return file;
}

const answersIn = async (file: string): Promise<readonly SeenAnswer[]> => (await readRuns([file])).answers;

/** Vendors with several undocumented habits each. */
const vendors: Readonly<Record<string, Readonly<Partial<Record<ProfilePath, unknown>>>>> = {
  'with statuses, a list, another order and texts of its own': {
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
  'with one text for two kinds and failures in place of negative results': {
    'status.parameter-invalid': 422,
    'answers.texts.parameter-invalid': 'Input Image Invalid',
    'answers.texts.liveness-error': 'Wajah tidak ditemukan',
    'answers.texts.success': 'OK',
    'answers.livenessErrorKey': 'message',
    'answers.livenessErrorResult': 'absent',
    'answers.dateKeys.livenessError': 'date',
    'answers.imageTooLargeMessage': 'Ukuran foto terlalu besar',
    'answers.threshold': '0.75',
    'answers.notMatched': 'face-compare-error',
    'answers.notLive': 'liveness-error',
    'credentials.tenantCodeCase': 'ignored',
    'parts.required': ['img1', 'img2', 'key', 'tenant_code'],
    'parts.trimmed': true,
    'pictures.unreadableSelfie': 'liveness-error',
    'pictures.extension': 'content',
    'wrongContentType.kind': 'invalid-credentials',
  },
};

describe('a vendor', () => {
  test.each(Object.entries(vendors))(
    '%s is learned, and the mock then answers as it does',
    { timeout: 180_000 },
    async (name, values) => {
      const vendor = vendorWith(values);
      const report = await judgeMock(vendor, name);
      const file = join(folder, 'uat.profile.yaml');
      const learned = await kit('learn', report, '-o', file);
      expect(learned).toMatchObject({ err: '', code: 0 });
      expect(learned.out).not.toMatch(/Contradictory|no decision explains/);

      const { profile, origins } = await loadProfile(file);
      const observed = profilePaths.filter((path) => origins[path].source === 'observed');
      expect(Object.keys(values).filter((path) => !observed.includes(path as ProfilePath))).toEqual([]);
      const isToday = new Date().toISOString().slice(0, 10);
      for (const path of observed) expect(origins[path]).toMatchObject({ date: isToday, count: expect.any(Number) });
      expect({ ...profile, name: '', summary: '' }).toEqual({ ...vendor, name: '', summary: '' });

      const again = await judgeMock(profile, `${name}, again`);
      expect(driftBetween(await answersIn(report), await answersIn(again))).toEqual([]);

      const printed = await kit('spec', '--format', 'json', '--profile', file);
      const { paths, components } = JSON.parse(printed.out) as ReturnType<typeof buildOpenApi>;
      const own = buildOpenApi(vendor);
      expect({ paths, components }).toEqual({ paths: own.paths, components: own.components });
    },
  );
});

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
