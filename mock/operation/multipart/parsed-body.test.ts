import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { Agent, createServer, type Server, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import multer, { MulterError, type StorageEngine } from 'multer';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { loadFixture } from '../../../fixtures/index.js';
import { createMockHandler, type MockHandler, type MockHandlerOptions } from '../../handler.js';
import type { JournalEntry } from '../../schemas/journal-types.js';

const contractPath = '/demo/biometric/facecompareliveness';
let folder = '';
let selfie: Blob;
let ktp: Blob;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parsed-body-'));
  selfie = new Blob([new Uint8Array(await loadFixture('selfie-good'))], { type: 'image/jpeg' });
  ktp = new Blob([new Uint8Array(await loadFixture('ktp-good'))], { type: 'image/jpeg' });
});
afterAll(() => rm(folder, { recursive: true }));

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  }
});

interface Mounted {
  readonly url: string;
  readonly mock: MockHandler;
}

/** A mock in an application, after the application's own middleware. */
async function mount(
  before: readonly (RequestHandler | ErrorRequestHandler)[],
  options: MockHandlerOptions = {},
): Promise<Mounted> {
  const mock = await createMockHandler(options);
  const app = express();
  for (const one of before) app.use(one);
  app.use('/vendor', mock.handler);
  const server = createServer(app).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return { mock, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/vendor` };
}

type Value = string | Blob | readonly [content: Blob, filename: string];

/** The good request's form, with entries replaced or added. */
function formOf(changes: Readonly<Record<string, Value | readonly string[] | null>> = {}): FormData {
  const good = { key: 'ADINS_key1234', tenant_code: 'AIT', refNumber: 'REF-1', img1: selfie, img2: ktp };
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...good, ...changes })) {
    if (value === null) continue;
    if (Array.isArray(value) && value.every((one) => typeof one === 'string'))
      for (const one of value) form.append(name, one);
    else if (Array.isArray(value)) form.append(name, value[0], value[1]);
    else if (value instanceof Blob) form.append(name, value, `${name}.jpg`);
    else form.append(name, String(value));
  }
  return form;
}

/** Sends a body and returns the answer's status and body without its date, and the journal entry of the request. */
async function exchange({ url, mock }: Mounted, body: BodyInit, headers: Record<string, string> = {}) {
  const response = await fetch(`${url}${contractPath}`, { method: 'POST', body, headers });
  const answer = (await response.text()).replace(/"(date|datetime)":"[^"]*"/, '"$1":""');
  const [entry] = mock.requests().slice(-1);
  if (!entry) throw new Error('the journal is empty');
  return { status: response.status, answer, entry, scenario: response.headers.get('X-Mock-Scenario') };
}

const lost = /parsed the form before the mock/;
const made = /body parser built/;

/** The parts by name and the violations of a request, independent of the order of its parts. */
function judged({ parts, violations, answer }: JournalEntry) {
  return {
    parts: parts
      .map((part) =>
        part.type === 'file'
          ? { name: part.name, filename: part.filename, bytes: part.bytes, sha256: part.sha256, is: part.sniffedType }
          : { name: part.name, value: part.value },
      )
      .sort((one, other) => one.name.localeCompare(other.name)),
    violations: violations
      .filter(({ text: note }) => !lost.test(note) && !made.test(note))
      .map(({ rule, part, outcome, text: note, hint }) => `${rule} ${part} ${outcome} ${note} ${hint}`)
      .sort(),
    kind: answer?.kind,
  };
}

const anyName = [{ name: 'img1' }, { name: 'img2' }];
const parsers: Readonly<Record<string, () => readonly RequestHandler[]>> = {
  'any() in memory': () => [multer({ storage: multer.memoryStorage() }).any()],
  'any() on disk': () => [multer({ dest: folder }).any()],
  'fields() in memory': () => [multer({ storage: multer.memoryStorage() }).fields(anyName)],
  'fields() on disk': () => [multer({ dest: folder }).fields(anyName)],
  'any() with names in UTF-8': () => [multer({ defParamCharset: 'utf8' }).any()],
  'any() with other parsers': () => [
    express.json(),
    express.urlencoded({ extended: true }),
    express.raw(),
    multer().any(),
  ],
};

const requests: Readonly<Record<string, () => FormData>> = {
  'the good one': () => formOf(),
  'without a picture': () => formOf({ img2: null }),
  'without any picture': () => formOf({ img1: null, img2: null }),
  'without a key': () => formOf({ key: null }),
  'with a wrong key': () => formOf({ key: 'ADINS-key1234' }),
  'with an empty refNumber': () => formOf({ refNumber: '' }),
  'with an unknown part': () => formOf({ other: 'x' }),
  'with a repeated part': () => formOf({ key: ['ADINS_key1234', 'second'] }),
  'with a picture as text': () => formOf({ img1: 'data:image/jpeg;base64,/9j/4AAQSkZJRg==' }),
  'with a text as file': () => formOf({ key: new Blob(['ADINS_key1234']) }),
  'with an empty picture': () => formOf({ img1: new Blob([]) }),
  'with a picture of another kind': () => formOf({ img1: new Blob(['GIF89a, or so']) }),
  'with a picture over the limit': () => formOf({ img1: new Blob([new Uint8Array(3_200_000).fill(7)]) }),
  'with the pictures swapped': () => formOf({ img1: ktp, img2: selfie }),
  'with names in other letters': () => formOf({ img1: [selfie, 'swafotoé-自拍.jpg'], loginId: 'Nyoman Ayú' }),
  'of a NIK': () => formOf({ nik: '3171234567890123' }),
};

describe.each(Object.keys(parsers))('after multer’s %s', (parser) => {
  test('requests are judged and answered as without it', async () => {
    const plain = await mount([]);
    const withParser = await mount(parsers[parser]?.() ?? []);
    for (const [name, form] of Object.entries(requests)) {
      if (parser.startsWith('fields') && name === 'with a text as file') continue;
      const [one, other] = [await exchange(plain, form()), await exchange(withParser, form())];
      expect([other.status, other.answer, other.scenario], name).toEqual([one.status, one.answer, one.scenario]);
      expect(judged(other.entry), name).toEqual(judged(one.entry));
      expect(one.entry.violations.some(({ text: note }) => lost.test(note))).toBe(false);
      expect(other.entry.violations[0], name).toMatchObject({ outcome: 'accepted', text: expect.stringMatching(lost) });
    }
  });
});

test('single() and none() leave one picture or none, so the others are missing', async () => {
  const single = await mount([multer().single('img1')]);
  expect((await exchange(single, formOf({ img2: null }))).entry.violations).toMatchObject([
    { outcome: 'accepted' },
    { part: 'img2', outcome: 'parameter-invalid' },
  ]);
  const none = await mount([multer().none()]);
  const { entry } = await exchange(none, formOf({ img1: null, img2: null }));
  expect(entry.parts.map(({ name }) => name)).toEqual(['key', 'tenant_code', 'refNumber']);
  expect((await exchange(none, new FormData())).entry.answer?.kind).toBe('parameter-invalid');
});

test('array() and a session in the path or the header work as usual', async () => {
  const { url, mock } = await mount([multer().array('img1')]);
  const session = mock.session('mine', { scenario: 'liveness-error' });
  const withParser = { url: `${url}/s/mine`, mock };
  expect((await exchange(withParser, formOf({ img2: null })).catch(() => undefined))?.scenario).toBeUndefined();
  expect(session.requests()).toHaveLength(1);
  await fetch(`${url}${contractPath}`, {
    method: 'POST',
    body: formOf({ img2: null }),
    headers: { 'X-Mock-Session': 'mine' },
  });
  expect(session.requests().map(({ answer }) => answer?.scenario)).toEqual(['liveness-error', 'liveness-error']);
});

describe('the journal', () => {
  test('reports a list and an object that a parser has built, under the original name of the part', async () => {
    const withParser = await mount([multer().any()]);
    const { entry } = await exchange(
      withParser,
      formOf({ key: ['ADINS_key1234', 'b'], 'a[b][c]': 'x', 'd[]': 'y', 'e[7]': 'z' }),
    );
    expect(entry.parts.filter(({ type }) => type === 'text').map(({ name }) => name)).toEqual([
      'key',
      'key',
      'tenant_code',
      'refNumber',
      'a[b][c]',
      'd',
      'e',
    ]);
    const names = entry.violations.filter(({ text: words }) => made.test(words)).map(({ part }) => part);
    expect(names).toEqual(['key', 'key', 'a[b][c]', 'd', 'e']);
  });

  test('hides secrets', async () => {
    const withParser = await mount([multer().any()]);
    const { entry } = await exchange(
      withParser,
      formOf({ key: ['ADINS_key1234', 'another-secret'], nik: '3171234567890123' }),
    );
    expect(JSON.stringify(entry)).not.toMatch(/ADINS_key1234|another-secret|3171234567890123/);
  });
});

describe('a file on disk', () => {
  test('stays where multer has stored it', async () => {
    const dest = await mkdtemp(join(folder, 'kept-'));
    const withParser = await mount([multer({ dest }).any()]);
    expect((await exchange(withParser, formOf())).scenario).toBe('success');
    const names = await readdir(dest);
    const sizes = await Promise.all(names.map(async (name) => (await readFile(join(dest, name))).length));
    expect(sizes.sort()).toEqual([selfie.size, ktp.size].sort());
  });

  test('that is missing is answered with a remedy, without its path', async () => {
    const dest = await mkdtemp(join(folder, 'gone-'));
    const remove: RequestHandler = async (_request, _response, next) => {
      for (const name of await readdir(dest)) await rm(join(dest, name));
      next();
    };
    const { status, answer, entry } = await exchange(await mount([multer({ dest }).any(), remove]), formOf());
    expect([status, JSON.parse(answer).detail]).toEqual([
      500,
      'img1: the file stored by multer cannot be read (ENOENT): keep it until the mock has answered',
    ]);
    expect(entry).toMatchObject({ state: 'answered', answer: { status: 500 } });
  });
});

describe('the limits of the mock', () => {
  test.each([
    ['bodyBytes', { bodyBytes: 20_000 }, 'image-too-large', /larger than the limit of 20000 bytes/],
    ['parts', { parts: 11 }, 'parameter-invalid', /more than 11 parts/],
    ['fieldBytes', { fieldBytes: 1024 }, 'parameter-invalid', /other is longer than the limit of 1024 bytes/],
  ])('apply: %s', async (_, limits, scenario, words) => {
    for (const before of [[], [multer().any()], [multer({ dest: folder }).any()]]) {
      const withParser = await mount(before, { limits });
      const more = { many: Array.from({ length: 9 }, () => 'x'), other: 'x'.repeat(2000) };
      const { scenario: answered, entry } = await exchange(withParser, formOf('bodyBytes' in limits ? {} : more));
      expect(answered).toBe(scenario);
      expect(entry.violations.some(({ text: note }) => words.test(note))).toBe(true);
    }
  });

  test('apply when a client does not declare the length of its body', async () => {
    const withParser = await mount([multer({ dest: folder }).any()], { limits: { bodyBytes: 20_000 } });
    const { headers, body } = new Request('http://a', { method: 'POST', body: formOf() });
    const response = await fetch(`${withParser.url}${contractPath}`, {
      method: 'POST',
      body,
      headers: { 'Content-Type': headers.get('Content-Type') ?? '' },
      duplex: 'half',
    } as RequestInit);
    expect(response.headers.get('X-Mock-Scenario')).toBe('image-too-large');
  });
});

describe('an error of multer', () => {
  const limited = multer({ limits: { fileSize: 1000 } }).any();

  test('is handled by the application, and never reaches the mock', async () => {
    const own: ErrorRequestHandler = (error, _request, response, _next) => {
      response.status(413).send(error instanceof MulterError ? error.code : 'another');
    };
    const mock = await createMockHandler();
    const app = express().use(limited).use('/vendor', mock.handler).use(own);
    const server = createServer(app).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/vendor${contractPath}`;
    const response = await fetch(url, { method: 'POST', body: formOf() });
    expect([response.status, await response.text()]).toEqual([413, 'LIMIT_FILE_SIZE']);
    expect(mock.requests()).toEqual([]);
  });

  test('that the application ignores drops parts, and the journal reports how much', async () => {
    const passOver: ErrorRequestHandler = (_error, _request, _response, next) => next();
    const { entry } = await exchange(await mount([limited, passOver]), formOf());
    expect(entry.violations[0]?.text).toMatch(/about \d+ KB of the body are in no part/);
    expect((await exchange(await mount([multer().any()]), formOf())).entry.violations[0]?.text).not.toMatch(/KB/);
  });
});

test('a storage that provides neither buffer nor path is answered with a remedy', async () => {
  const elsewhere: StorageEngine = {
    _handleFile: (_request, { stream }, done) => stream.resume().once('end', () => done(null, { size: 1 })),
    _removeFile: (_request, _file, done) => done(null),
  };
  const { status, answer } = await exchange(await mount([multer({ storage: elsewhere }).any()]), formOf());
  expect([status, JSON.parse(answer).detail]).toEqual([
    500,
    expect.stringMatching(/^img1: multer provides neither buffer nor path .*memory or disk storage/),
  ]);
});

test('bodies other than forms are judged as without a parser before the mock', async () => {
  const plain = await mount([]);
  const withParser = await mount([
    express.json(),
    express.urlencoded({ extended: false }),
    express.text(),
    multer().any(),
  ]);
  for (const [body, type] of [
    [
      new URLSearchParams({ key: 'ADINS_key1234', tenant_code: 'AIT', a: 'ü' }).toString(),
      'application/x-www-form-urlencoded',
    ],
    ['{"key":"ADINS_key1234"}', 'application/json'],
    ['[object FormData]', 'text/plain'],
    ['--b\r\nContent-Disposition: form-data; name="key"\r\n\r\nx\r\n--b--\r\n', 'text/plain'],
  ] as const) {
    const [one, other] = [
      await exchange(plain, body, { 'Content-Type': type }),
      await exchange(withParser, body, { 'Content-Type': type }),
    ];
    expect([other.status, other.answer, judged(other.entry)], type).toEqual([
      one.status,
      one.answer,
      judged(one.entry),
    ]);
  }
});

test('a kept connection accumulates no listeners over many requests', async () => {
  // Delays until the request has closed, like an application with an asynchronous look-up.
  const wait: RequestHandler = (request, _response, next) => {
    if (request.closed) next();
    else request.once('close', () => next());
  };
  const { url } = await mount([multer({ dest: folder }).any(), wait]);
  const warnings: Error[] = [];
  const warn = (warning: Error): number => warnings.push(warning);
  process.on('warning', warn);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const { headers, body } = new Request('http://a', { method: 'POST', body: formOf() });
  const bytes = Buffer.from(await new Response(body).arrayBuffer());
  for (let sent = 0; sent < 15; sent += 1) {
    const type = headers.get('Content-Type') ?? '';
    const outgoing = send(`${url}${contractPath}`, { method: 'POST', agent, headers: { 'Content-Type': type } });
    outgoing.end(bytes);
    const [response] = await once(outgoing, 'response');
    expect(await text(response)).toContain('"Success"');
  }
  agent.destroy();
  process.off('warning', warn);
  expect(warnings).toEqual([]);
});
