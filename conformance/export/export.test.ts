import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { createMockServer } from '../../mock/index.js';
import { builtInProfile, contractUnder, documented } from '../../spec/index.js';
import { cases } from '../cases/index.js';
import { drawnPictures } from '../pictures.js';
import { casesForServers } from '../run-on-mock.test-helper.js';
import { titleOf } from './assertion.js';
import { assertionsOf } from './assertions-of.js';
import { collect } from './collect.js';
import { arrivedIn, exportInto, runExport, runIn, sentFor, type TestExport } from './export.test-helper.js';
import { exportFormatNames, exportFormats } from './formats.js';
import { obstacleWords } from './obstacles.js';
import { exportedFiles } from './write-export.js';

const contract = contractUnder(documented);
const caseNamed = (id: string) => cases.find((testCase) => testCase.id === id) ?? expect.fail(id);

describe('what is exported', () => {
  test.each(exportFormatNames)('%s has each case for a server once, or a reason why not', (name) => {
    const { collection, leftOut } = collect(casesForServers, contract, exportFormats[name]);
    const all = [...collection.exchanges.map(({ id }) => id), ...leftOut.flatMap(({ ids }) => ids)];
    expect(all.toSorted()).toEqual(casesForServers.map(({ id }) => id).toSorted());
    expect(collection.exchanges[0]?.id).toBe('documented-example');
    expect(Object.values(obstacleWords)).toEqual(expect.arrayContaining(leftOut.map(({ reason }) => reason)));
  });

  test('no two files have one path, on file systems without letter case too', () => {
    const files = exportedFiles(collect(casesForServers, contract, exportFormats.curl).collection);
    const contents = new Map<string, unknown>();
    for (const file of files) {
      const path = file.path.toLowerCase();
      expect(contents.has(path), file.path).toBe(false);
      contents.set(path, file);
    }
    const sent = collect(casesForServers, contract, exportFormats.curl).collection.exchanges.flatMap(({ body }) =>
      body.type === 'form' ? body.parts.flatMap((part) => ('file' in part ? [part.file] : [])) : [],
    );
    for (const file of sent) expect(contents.get(file.path.toLowerCase())).toEqual(file);
  });

  test('the assertions are those of the answer that the profile demands', () => {
    const titles = (id: string, under = contract) => assertionsOf(caseNamed(id), under).map(titleOf);
    expect(titles('missing-img1')).toEqual([
      'the status is 200',
      'the header Content-Type is as documented',
      'there is no header X-Trx-No',
      'the body has the keys status, message',
      'status is "FAILED"',
      'message is "Parameter invalid, please check your request"',
    ]);
    expect(titles('success-not-matched')).toEqual(
      expect.arrayContaining([
        'the header X-Trx-No is as documented',
        'result.face_compare.compare is "False"',
        'result.face_compare.similarity has the documented form',
        'result.face_liveness.live is "True"',
      ]),
    );
    expect(titles('missing-img1', contractUnder(builtInProfile('rest').profile))[0]).toBe('the status is 400');
  });

  test('an answer of none of the kinds is expected as the profile writes it', () => {
    const own = 'HTTP/1.1 405\nAllow: POST\nContent-Type: text/html; charset=utf-8\n\n<h1>no</h1>';
    const under = contractUnder({ ...documented, ownAnswers: { ...documented.ownAnswers, wrongMethod: own } });
    expect(assertionsOf(caseNamed('method-get'), under)).toEqual([
      { on: 'status', equals: 405 },
      { on: 'header', name: 'Allow', matches: '^POST$' },
      { on: 'header', name: 'Content-Type', matches: '^text/html *; *charset=utf-8$' },
      { on: 'text', equals: '<h1>no</h1>' },
    ]);
  });
});

describe('the command', { timeout: 120_000 }, () => {
  test('writes the requests, the pictures that they send and a README, and says what is left out', async () => {
    await using made = await exportInto('http', '--only', 'documented-example,empty-img1,img1-as-text');
    expect((await readdir(made.folder, { recursive: true })).toSorted()).toEqual([
      'README.md',
      'eendigo.http',
      'pictures',
      'pictures/Foto_KTP.jpg',
      'pictures/Foto_selfie.jpg',
      'pictures/ktp-max.jpg',
      'pictures/selfie-empty.jpg',
    ]);
    expect(await readFile(join(made.folder, 'pictures/Foto_selfie.jpg'))).toEqual(
      await drawnPictures.load('selfie-max'),
    );
    expect(made.lines).toEqual([
      `2 requests and 4 files to send, expected under the profile documented, written to ${made.folder}`,
      'left out, 1 case: a picture is sent as base64 in a text',
      `Run: cd ${made.folder} && npx httpyac send eendigo.http --all`,
    ]);
    expect(await readFile(join(made.folder, 'README.md'), 'utf8')).toContain('as base64 in a text: `img1-as-text`');
  });

  test('names the cases that are left out with --verbose', async () => {
    await using made = await exportInto('hurl', '--only', 'missing-key,chunked-body', '--verbose');
    expect(made.lines[1]).toBe('left out, 1 case: the body is sent in chunks (chunked-body)');
  });

  test('refuses a folder that holds files, so that two exports never mix', async () => {
    await using made = await exportInto('curl', '--only', 'method-get');
    await expect(runExport(['hurl', '-o', made.folder])).rejects.toThrow(
      `${made.folder}: the folder is not empty; name a new one`,
    );
  });

  test.each([
    [['curl'], 'No folder to write the export to. Name one with --output <dir>.'],
    [['hurl', '-o', 'x', '--only', 'chunked-body'], 'Hurl can express none of these cases; select others'],
    [['curl', '-o', 'x', '--profile', 'rset'], 'no profile is called "rset"'],
    [['curl', '-o', 'x', '--only', 'no-such'], 'no case is called "no-such"'],
  ])('refuses %j', async (words, message) => {
    await expect(runExport(words)).rejects.toThrow(message);
  });
});

describe('the script for curl', { timeout: 120_000 }, () => {
  let made: TestExport;
  const ids = [
    'documented-example',
    'method-get',
    'multipart-cut-off',
    'missing-key',
    'text-markup',
    'text-as-file',
    'img1-as-text',
    'credentials-key-cut-short',
    'credentials-key-in-other-capitals',
  ];
  beforeAll(async () => {
    made = await exportInto('curl', '--only', ids.join());
    return () => made[Symbol.asyncDispose]();
  });

  test('passes on the mock, and sends what the suite sends', async () => {
    await using mock = await createMockServer();
    const { code, printed } = await runIn(made.folder, ['./run.sh'], { BASE_URL: mock.url });
    expect(printed).toMatch(/^9 passed, 0 failed$/m);
    expect(code).toBe(0);
    const expected = await Promise.all(ids.map((id) => sentFor(caseNamed(id))));
    expect(mock.requests().map(arrivedIn).toSorted()).toEqual(expected.toSorted());
  });

  test('fails on a mock with another profile, and names what is wrong', async () => {
    await using mock = await createMockServer({ profile: 'rest' });
    const { code, printed } = await runIn(made.folder, ['./run.sh', 'missing-key', 'documented-example'], {
      BASE_URL: mock.url,
    });
    expect(printed).toContain('the status is 400, not 200');
    expect(printed).toMatch(/^1 passed, 1 failed$/m);
    expect(code).toBe(1);
  });

  test('fails where nothing listens, and for an unknown case', async () => {
    const nowhere = await runIn(made.folder, ['./run.sh', 'method-get'], { BASE_URL: 'http://127.0.0.1:1' });
    expect([nowhere.code, nowhere.printed]).toEqual([1, expect.stringMatching(/connect/i)]);
    const unknown = await runIn(made.folder, ['./run.sh', 'no-such-case']);
    expect([unknown.code, unknown.printed]).toEqual([2, expect.stringContaining('no case is called no-such-case')]);
  });

  test('sends changed credentials of any value', async () => {
    await using mock = await createMockServer({
      tenants: [{ code: "O'NE", key: 'a "b" $c', balance: 5 }],
    });
    const env = { BASE_URL: mock.url, TENANT_CODE: "O'NE", KEY: 'a "b" $c' };
    const names = ['documented-example', 'credentials-key-cut-short', 'credentials-key-in-other-capitals'];
    const { printed } = await runIn(made.folder, ['./run.sh', ...names], env);
    expect(printed).toMatch(/^3 passed, 0 failed$/m);
  });

  test('may be run at once', async () => {
    expect((await stat(join(made.folder, 'run.sh'))).mode & 0o111).toBe(0o111);
  });
});
