import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { conformanceCommand } from '../command.js';
import { diffCommand } from '../drift/diff-command.js';
import { createLearnCommand } from '../learn/learn-command.js';

/** A mask with a defect: it masks nothing. */
const masking = vi.hoisted(() => ({ isBroken: false }));
vi.mock(import('../evidence/mask.js'), async (load) => {
  const mask = await load();
  return {
    ...mask,
    createEvidenceMask: (secrets) =>
      masking.isBroken
        ? { text: (text) => text, number: (text) => text, headers: (all) => ({ ...all }), checks: (all) => all }
        : mask.createEvidenceMask(secrets),
  };
});

const key = 'CANARY-key-1';
const nik = '3171234509900001';
const jpeg = Buffer.from('/9j/4AAQSkZJRgABAQEAYABgAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRof', 'base64');
/** What the server says of the request. */
let says: string;
const server = createServer((incoming, outgoing) => {
  incoming.resume().on('end', () => {
    outgoing.writeHead(200, { 'content-type': 'application/json' });
    outgoing.end(JSON.stringify({ status: 'FAILED', message: `seen: ${says}` }));
  });
});

let folder: string;
beforeAll(() => once(server.listen(0, '127.0.0.1'), 'listening'));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-leak-'));
});
afterEach(async () => {
  masking.isBroken = false;
  await rm(folder, { recursive: true });
});

const target = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/demo`;
const file = (name: string): string => join(folder, name);

/** Runs a command in this process, and returns what it printed and its error. */
async function run(make: typeof conformanceCommand, args: readonly string[], more: Record<string, string> = {}) {
  const lines: string[] = [];
  const io = {
    out: (line: string) => lines.push(line),
    err: (line: string) => lines.push(line),
    env: { EENDIGO_KIT_KEY: key, EENDIGO_KIT_TENANT_CODE: 'CANARY-code', ...more },
    isTty: false,
    signal: new AbortController().signal,
    exitCode: 0,
  };
  const error = await make(io)
    .exitOverride()
    .parseAsync(args, { from: 'user' })
    .then(
      () => undefined,
      (thrown: Error & { code?: string }) => thrown,
    );
  return { printed: lines.join('\n'), error, io };
}

const serverRun = (...flags: readonly string[]): readonly string[] => [
  'server',
  '--target',
  target(),
  '--only',
  'missing-img1,missing-img2',
  ...flags,
];

describe('with a mask that has a defect', () => {
  test.each([
    ['the key', () => key, 'a key'],
    ['a NIK', () => nik, 'a number like a NIK'],
    ['a picture in base64', () => jpeg.toString('base64'), 'a picture'],
    ['the bytes of a picture', () => jpeg.toString('latin1'), 'a picture'],
  ])('a run on a server that repeats %s ends before anything is written', async (_, text, what) => {
    masking.isBroken = true;
    says = text();
    const summary = file('summary.md');
    const { printed, error, io } = await run(
      conformanceCommand,
      serverRun(
        ...['json', 'junit', 'ctrf', 'html', 'markdown'].flatMap((form) => [`--${form}`, file(`report.${form}`)]),
        ...['--write-known-failures', file('known.yaml')],
      ),
      { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary },
    );
    expect(error).toMatchObject({
      code: 'leak',
      message: expect.stringMatching(new RegExp(`evidence\\.answer\\.body would hold ${what}, so nothing was written`)),
    });
    expect(`${printed}${error?.message}`).not.toContain(text());
    expect(await readdir(folder)).toEqual([]);
    expect(io.exitCode).toBe(0);
  });

  test('a run without a report prints nothing of it either', async () => {
    masking.isBroken = true;
    says = key;
    const { printed, error } = await run(conformanceCommand, serverRun());
    expect(error?.message).toMatch(/^cases\[0\]\.(checks\[\d+\]\.actual|evidence\.answer\.body) would hold a key/);
    expect(printed).not.toContain('CANARY');
  });
});

test('a sound mask lets the same run write all of them', async () => {
  says = `${key} ${nik} ${jpeg.toString('base64')} ${jpeg.toString('hex')} ${jpeg.toString('latin1')}`;
  const { error, printed } = await run(
    conformanceCommand,
    serverRun('--json', file('run.json'), '--html', file('r.html')),
  );
  expect(error).toBeUndefined();
  const written = await Promise.all(['run.json', 'r.html'].map((name) => readFile(file(name), 'utf8')));
  expect([...written, printed].join()).not.toMatch(/CANARY|3171234509900001|4AAQ|ffd8ff|\u00ff\u00d8/);
});

describe('a report that was changed to hold a secret', () => {
  const planted = async (): Promise<readonly [string, string]> => {
    says = 'nothing';
    await run(conformanceCommand, serverRun('--json', file('old.json')));
    const text = await readFile(file('old.json'), 'utf8');
    await writeFile(file('new.json'), text.replaceAll('seen: nothing', `seen: ${key}`));
    return [file('old.json'), file('new.json')];
  };

  test.each(['drift.html', 'drift.md', 'drift.json', 'drift.txt'])('makes no %s of diff', async (name) => {
    const { error, printed } = await run(diffCommand, [...(await planted()), '-o', file(name)]);
    expect(error).toMatchObject({ code: 'leak', message: expect.stringContaining(name) });
    expect(`${printed}${error?.message}`).not.toContain('CANARY');
    expect(existsSync(file(name))).toBe(false);
  });

  test('makes no lines of diff, and no profile', async () => {
    const [old, now] = await planted();
    const compared = await run(diffCommand, [old, now]);
    expect(compared.error?.message).toMatch(/^standard output: .* would hold the value of EENDIGO_KIT_KEY/);
    const learned = await run(createLearnCommand, [now, '-o', file('uat.profile.yaml')]);
    expect(learned.error).toMatchObject({ code: 'leak' });
    expect(`${compared.printed}${learned.printed}`).not.toContain('CANARY');
    expect(existsSync(file('uat.profile.yaml'))).toBe(false);
  });

  test('makes no drift of a run with --baseline', async () => {
    const [, now] = await planted();
    says = 'something else';
    const { error, printed } = await run(conformanceCommand, serverRun('--baseline', now, '--drift', file('drift.md')));
    expect(error).toMatchObject({ code: 'leak' });
    expect(printed).not.toContain('CANARY');
    expect(existsSync(file('drift.md'))).toBe(false);
  });
});

test('an address with a key is refused before anything is sent', async () => {
  const { error } = await run(conformanceCommand, ['server', '--target', `${target()}/${key}`]);
  expect(error).toMatchObject({ code: 'usage', message: expect.not.stringContaining('CANARY') });
});
