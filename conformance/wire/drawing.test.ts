import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CommandIo } from '../../spec/index.js';
import { loadContract } from '../../spec/index.js';
import type { TestCase } from '../cases/case.js';
import { cases } from '../cases/index.js';
import { runClientCases } from '../client/client-run.js';
import { createExecDriver } from '../client/exec/exec-driver.js';
import { collectResults } from '../evidence/verdict.js';
import { drawnPictures, type PictureSource } from '../pictures.js';
import type { ServerRunOptions } from '../server/run-options.js';
import { runServerCases } from '../server/server-run.js';
import { builtInCredentials } from './credentials.js';
import { createDrawingProgress } from './drawing.js';

let cache: string;
let events: string[];
let server: ReturnType<typeof createServer>;
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'eendigo-kit-drawing-'));
  vi.stubEnv('EENDIGO_KIT_CACHE', cache);
  events = [];
  server = createServer((incoming, outgoing) => {
    events.push(`${incoming.method} of ${incoming.headers['content-type'] === undefined ? 'nothing' : 'parts'}`);
    incoming.resume().on('end', () => outgoing.end('{}'));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  server.close();
  await rm(cache, { recursive: true, force: true });
});

function found(id: string): TestCase {
  const testCase = cases.find((candidate) => candidate.id === id);
  if (!testCase) throw new Error(`no case is called ${id}`);
  return testCase;
}

/** A case whose two fixtures are drawn as fast as a process starts. */
const withFiles: TestCase = {
  ...found('success-all-parts'),
  request: { files: { img1: { fixture: 'selfie-text' }, img2: { fixture: 'ktp-text' } } },
};

async function run(chosen: readonly TestCase[], change: Partial<ServerRunOptions> = {}) {
  return collectResults(
    runServerCases({
      target: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
      contract: await loadContract(),
      cases: chosen,
      credentials: builtInCredentials,
      pictures: drawnPictures,
      timeoutMs: 20_000,
      intervalMs: 0,
      signal: new AbortController().signal,
      onDrawing: (name, done, total) => void events.push(`${name ?? 'drawing'} ${done}/${total}`),
      ...change,
    }),
  );
}

describe('the pictures of a run', () => {
  test('are drawn before the first case with pictures, with no request under way, and no other case waits', async () => {
    await run([found('method-get'), withFiles], { intervalMs: 1 });
    expect(events).toHaveLength(6);
    expect(events.slice(0, 3)).toEqual(['POST of parts', 'GET of nothing', 'drawing 0/2']);
    expect(events.slice(4)).toEqual([expect.stringMatching(/^(selfie|ktp)-text 2\/2$/), 'POST of parts']);
  });

  test('are not drawn when no case needs them, its case is skipped, or the user gives their own', async () => {
    await run([found('method-get')]);
    await run([found('method-get'), withFiles], {
      skip: (testCase) => (testCase === withFiles ? 'not now' : undefined),
    });
    const own: PictureSource = { load: async () => Buffer.from('x'), ownFile: (id) => `/mine/${id}` };
    await run([withFiles], { pictures: own, omitsControl: true });
    expect(events).toEqual(['GET of nothing', 'GET of nothing', 'POST of parts']);
    expect(await readdir(cache)).toEqual([]);
  });

  test('are drawn before the run starts a client', async () => {
    const start = "require('fs').appendFileSync(process.argv[1], 'started ')";
    const note = join(cache, 'note');
    const whenDrawn: string[] = [];
    const results = runClientCases({
      createDriver: () => createExecDriver([process.execPath, '-e', start, note]),
      contract: await loadContract(),
      // Other pictures than above, because this process does not draw a picture twice.
      cases: [
        { ...withFiles, request: { files: { img1: { fixture: 'selfie-empty' }, img2: { fixture: 'ktp-empty' } } } },
      ],
      limitMs: 20_000,
      signal: new AbortController().signal,
      onDrawing: () => void whenDrawn.push(existsSync(note) ? 'late' : 'before'),
    });
    expect(await collectResults(results)).toHaveLength(1);
    expect(whenDrawn).toEqual(['before', 'before', 'before']);
    expect(existsSync(note)).toBe(true);
  });

  test('do not count towards the time of a case, however long they take to load', async () => {
    const hour = 3_600_000;
    const clock = performance.now.bind(performance);
    let ahead = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => clock() + ahead);
    const slow: PictureSource = {
      ownFile: (id) => `/mine/${id}`,
      load: async () => {
        ahead += hour;
        return Buffer.from('x');
      },
    };
    const [result] = await run([withFiles], { pictures: slow });
    expect(ahead).toBe(2 * hour);
    expect(result?.durationMs).toBeLessThan(hour);
  });
});

describe('the progress of the drawing', () => {
  test('is one plain line without a terminal, and no line when nothing is drawn', async () => {
    const lines: string[] = [];
    const io = { isTty: false, err: (line) => void lines.push(line) } as CommandIo;
    const { onDrawing, end } = createDrawingProgress(io);
    end();
    onDrawing(undefined, 0, 2);
    onDrawing('selfie-good', 1, 2);
    onDrawing('ktp-good', 2, 2);
    await expect.poll(() => lines).toHaveLength(1);
    expect(lines).toEqual(['drawing 2 pictures, once for all runs']);
  });

  test('counts the pictures in one moving line on a terminal, which goes when all are drawn', async () => {
    const { columns } = process.stderr;
    const line = { text: '', start: vi.fn(() => line), stop: vi.fn() };
    vi.doMock('ora', () => ({ default: ({ text }: { text: string }) => Object.assign(line, { text }) }));
    process.stderr.columns = 80;
    const { onDrawing } = createDrawingProgress({ isTty: true } as CommandIo);
    onDrawing(undefined, 0, 2);
    await expect.poll(() => line.start).toHaveBeenCalledOnce();
    expect(line.text).toBe('drawing 2 pictures, once for all runs');
    onDrawing('selfie-good', 1, 2);
    expect(line.text).toBe('drawing 1 of 2 pictures');
    expect(line.stop).not.toHaveBeenCalled();
    onDrawing('ktp-good', 2, 2);
    expect(line.stop).toHaveBeenCalledOnce();
    process.stderr.columns = columns;
    vi.doUnmock('ora');
  });
});
