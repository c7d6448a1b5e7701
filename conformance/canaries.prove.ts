import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Beyond, type Ended, endOf, startBeyond } from './server/beyond.test-helper.js';

const cli = join(import.meta.dirname, '..', 'dist', 'cli.js');

/** What no output may hold. One key looks like a refNumber, and the NIK is one that the server knows. */
const canaries = {
  key: 'CANARY/Key "1" é',
  'tenant code': 'CANARYCODE',
  'key like a refNumber': 'REF202311270042',
  NIK: '3171234509900001',
  'password of the proxy': 'CANARYproxy',
  'picture of the user': 'CANARY-PICTURE-BYTES',
};
/** Own pictures of the user: the start of a JPEG, and a mark. */
const picture = Buffer.concat([
  Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]),
  Buffer.from(`JFIF\0${canaries['picture of the user']}`),
]);
const variables = {
  EENDIGO_KIT_TENANT_CODE: canaries['tenant code'],
  EENDIGO_KIT_KEY: canaries.key,
  EENDIGO_KIT_EMPTY_TENANT_CODE: 'CANARYEMPTY',
  EENDIGO_KIT_EMPTY_KEY: canaries['key like a refNumber'],
};

/** Every writing of a canary that a reader could undo, without those of the kit's own list. */
function writings(canary: string): readonly string[] {
  const bytes = Buffer.from(canary);
  const json = JSON.stringify(canary).slice(1, -1);
  return [
    canary,
    json,
    JSON.stringify(json).slice(1, -1),
    encodeURIComponent(canary),
    new URLSearchParams({ a: canary }).toString().slice(2),
    canary.replaceAll('"', '&quot;'),
    bytes.toString('base64').replace(/=+$/, ''),
    // Inside of a longer text in base64, without the letters that depend on what is beside it.
    Buffer.from(`xx${canary}`).toString('base64').slice(4, 16),
    Buffer.from(`x${canary}`).toString('base64').slice(4, 16),
    bytes.toString('base64url'),
    bytes.toString('hex'),
  ];
}
const pictureStarts = [
  '/9j/4AAQ',
  '\\/9j\\/4AAQ',
  'iVBORw0KGgo',
  'ffd8ffe0',
  '\u00ff\u00d8\u00ff',
  'JFIF',
  '\u0089PNG',
];

/** Says what of the canaries the outputs hold. */
function found(outputs: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(outputs).flatMap(([name, text]) => {
    const lower = text.toLowerCase();
    const holds = (written: string): boolean => lower.includes(written.toLowerCase());
    return [
      ...Object.entries(canaries).flatMap(([what, canary]) =>
        writings(canary)
          .filter(holds)
          .map((written) => `${name}: ${what} as ${written}`),
      ),
      ...pictureStarts.filter((start) => text.includes(start)).map((start) => `${name}: a picture, ${start}`),
    ];
  });
}

/** A server that repeats all that it gets, in every writing, in its headers and its body. */
async function repeat(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const pieces: Buffer[] = [];
  for await (const piece of incoming) pieces.push(piece as Buffer);
  const all = Buffer.concat(pieces);
  const said = { key: canaries.key, nik: canaries.NIK, other: canaries['key like a refNumber'] };
  const shown = Buffer.from(JSON.stringify(said));
  const again = JSON.stringify({
    status: 'FAILED',
    message: `Parameter invalid: ${canaries.key} of ${canaries['tenant code']}, NIK ${canaries.NIK}`,
    said,
    escaped: JSON.stringify(JSON.stringify(said)),
    form: new URLSearchParams(said).toString(),
    base64: shown.toString('base64'),
    hex: shown.toString('hex'),
    picture: `data:image/jpeg;base64,${picture.toString('base64')}`,
    pictureInHex: picture.toString('hex'),
    request: all.toString('latin1'),
  });
  // One answer that a profile is learned from.
  const isKnown = !all.includes('name="key"');
  outgoing.writeHead(isKnown ? 400 : 200, {
    'content-type': 'application/json',
    'x-trx-no': '20231127',
    'x-key': encodeURIComponent(canaries.key),
    'x-nik': canaries.NIK,
    'x-picture': picture.toString('base64'),
    'set-cookie': `key=${canaries['key like a refNumber']}`,
  });
  outgoing.end(isKnown ? '{"status":"FAILED","message":"Parameter invalid, please check your request"}' : again);
}

let beyond: Beyond;
let folder: string;
let held: (() => void) | undefined;
/** The number of requests that still get an answer. */
let answers = Number.POSITIVE_INFINITY;
beforeAll(async () => {
  beyond = await startBeyond((incoming, outgoing) => {
    if (answers-- <= 0) {
      incoming.resume();
      held?.();
    } else void repeat(incoming, outgoing);
  });
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-canaries-'));
  await mkdir(join(folder, 'tmp'));
  await mkdir(join(folder, 'work'));
  await mkdir(join(folder, 'photos'));
  for (const name of ['selfie-max.jpg', 'ktp-max.jpg']) await writeFile(join(folder, 'photos', name), picture);
});
afterAll(async () => {
  await beyond[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const file = (name: string): string => join(folder, 'work', name);
const runKit = (args: readonly string[]): Promise<Ended> =>
  endOf(
    spawn(process.execPath, [cli, ...args], {
      env: { ...process.env, ...variables, TMPDIR: join(folder, 'tmp') },
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );

/** All files in a folder, by name. */
async function read(place: string): Promise<Record<string, string>> {
  const entries = await readdir(place, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(await Promise.all(files.map(async (name) => [name, await readFile(name, 'latin1')])));
}

test('no output of any command holds a key, a NIK or a picture, though the server repeats all of them', async () => {
  const [, , , proxy = ''] = beyond.target;
  const withPassword = new URL(proxy);
  withPassword.username = 'user';
  withPassword.password = canaries['password of the proxy'];
  const env = {
    ...variables,
    TMPDIR: join(folder, 'tmp'),
    EENDIGO_KIT_SPEND: file('spend.ndjson'),
    HTTP_PROXY: withPassword.href,
    GITHUB_ACTIONS: 'true',
    GITHUB_STEP_SUMMARY: file('summary.md'),
  };
  const target = ['--target', 'http://kit.test/demo', '--fixtures', join(folder, 'photos')];
  const only = ['--only', 'success-all-parts,missing-key,missing-ref-number'];
  const reports = (name: string): readonly string[] =>
    ['json', 'junit', 'ctrf', 'html', 'markdown'].flatMap((form) => [`--${form}`, file(`${name}.${form}`)]);
  const outputs: Record<string, string> = {};
  const keep = (name: string, { out, err }: Ended): void => {
    Object.assign(outputs, { [`${name}, standard output`]: out, [`${name}, standard error`]: err });
  };

  keep('plan', await beyond.run(['plan', ...target, ...only], env));
  const server = ['server', ...target, ...only, '--interval', '0', '--max-billable', '200'];
  const first = await beyond.run([...server, ...reports('first'), '--write-known-failures', file('known.yaml')], env);
  expect([first.code, first.err]).toEqual([1, expect.any(String)]);
  keep('server', first);
  const second = await beyond.run(
    [...server, ...reports('second'), '--baseline', file('first.json'), '--drift', file('drift.html')],
    env,
  );
  keep('server with a baseline', second);

  answers = 3;
  const waiting = new Promise<void>((resolve) => {
    held = resolve;
  });
  const child = beyond.start([...server, '--json', file('killed.json')], env);
  const killed = endOf(child);
  await waiting;
  child.kill('SIGKILL');
  keep('killed', await killed);
  keep('spend', await beyond.run(['spend', '--spend-file', file('spend.ndjson')], env));

  for (const form of ['html', 'json'])
    keep(`diff ${form}`, await runKit(['diff', file('first.json'), file('second.json'), '-o', file(`diff.${form}`)]));
  keep('diff', await runKit(['diff', file('first.json'), file('second.json')]));
  keep('learn', await runKit(['learn', file('first.json'), '-o', file('uat.profile.yaml')]));

  const written = await read(join(folder, 'work'));
  const names = Object.keys(written).map((name) => relative(join(folder, 'work'), name));
  expect(names).toEqual(
    expect.arrayContaining([
      ...['first.json', 'first.junit', 'first.ctrf', 'first.html', 'first.markdown', 'known.yaml', 'summary.md'],
      ...['second.html', 'drift.html', 'killed.json.partial', 'spend.ndjson', 'diff.html', 'uat.profile.yaml'],
    ]),
  );
  expect(written[file('killed.json.partial')]).toContain('"type":"result"');
  expect(written[file('first.json')]).toContain('"message\\":\\"Parameter invalid: *** of ***, NIK ***');
  expect(found({ ...outputs, ...written, ...(await read(join(folder, 'tmp'))) })).toEqual([]);
});

test('no output of a run on a client does either, though the client sends and reports what it must not', async () => {
  const client = file('client.mjs');
  await writeFile(
    client,
    `import { readFile, writeFile } from 'node:fs/promises';
    const { baseUrl, path, request } = JSON.parse(await readFile(process.env.EENDIGO_KIT_CASE, 'utf8'));
    const nik = ${JSON.stringify(canaries.NIK)};
    const bytes = Buffer.from(${JSON.stringify(picture.toString('base64'))}, 'base64');
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...request, nik, img1: bytes.toString('base64') }))
      if (typeof value === 'string') form.append(name, value);
      else form.append(name, new Blob([bytes]), nik + '.jpg');
    const headers = { 'x-nik': nik, 'x-picture': bytes.toString('hex') };
    await fetch(baseUrl + path, { method: 'POST', body: form, headers });
    const reason = 'sent ' + nik + ' and ' + bytes.toString('base64') + ' ' + bytes.toString('latin1');
    console.log(reason);
    console.error(reason);
    await writeFile(process.env.EENDIGO_KIT_RESULT, JSON.stringify({ outcome: 'transport-error', reason }));`,
  );
  const reports = ['json', 'junit', 'ctrf', 'html', 'markdown'].flatMap((form) => [
    `--${form}`,
    file(`client.${form}`),
  ]);
  const only = ['--only', 'success-all-parts,without-source'];
  const ended = await runKit(['conformance', 'client', ...only, ...reports, '--', process.execPath, client]);
  expect([ended.code, ended.err]).toEqual([1, expect.any(String)]);
  await rm(client);
  const written = await read(join(folder, 'work'));
  expect(written[file('client.json')]).toContain('"reason": "sent *** and (picture');
  expect(found({ out: ended.out, err: ended.err, ...written, ...(await read(join(folder, 'tmp'))) })).toEqual([]);
  expect(await readdir(join(folder, 'tmp'))).toEqual([]);
});

test('the search of this test finds each canary in each writing', () => {
  for (const canary of Object.values(canaries))
    for (const written of writings(canary)) expect(found({ x: `a${written}b` })).not.toEqual([]);
  expect(found({ x: picture.toString('latin1') })).not.toEqual([]);
});
