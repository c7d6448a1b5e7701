import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { loadContract } from '../../spec/index.js';
import { createMockServer } from '../server.js';
import { createDestination, writeLine } from './destination.js';

/** Creates a standard stream whose writes succeed, fail or never finish, as `end` decides. */
function stream(end: (done: (error?: Error) => void) => void): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => end(done) });
}

const failure = (code: string): Error => Object.assign(new Error(`${code}: it failed, write`), { code });

describe('a log that cannot be written', () => {
  test.each(['ENOSPC', 'EPIPE', 'EIO', 'EAGAIN'])(
    'because of %s drops its lines, warns once, and does not end the process',
    async (code) => {
      const warnings: string[] = [];
      const full = stream((done) => done(failure(code)));
      const write = createDestination(
        (line) => writeLine(full, line),
        (text) => warnings.push(text),
      );
      for (const line of ['one', 'two', 'three']) write(line);
      await expect.poll(() => warnings).toHaveLength(1);
      write('four');
      // By then, all earlier lines have failed.
      await writeLine(full, 'five').catch(() => {});
      expect(warnings).toEqual([expect.stringContaining(`the log cannot be written (${code}: it failed, write)`)]);
    },
  );

  test('because its reader does not read buffers little more than a megabyte', async () => {
    const warnings: string[] = [];
    const unread = stream(() => {});
    const write = createDestination(
      (line) => writeLine(unread, line),
      (text) => warnings.push(text),
    );
    for (let count = 0; count < 100; count++) write('x'.repeat(100_000));
    await expect.poll(() => warnings).toEqual([expect.stringContaining('its reader does not read')]);
    expect(unread.writableLength).toBeLessThan(2_000_000);
  });

  test.each([
    [
      'throws',
      () => {
        throw failure('ENOSPC');
      },
    ],
    ['rejects', () => Promise.reject(failure('ENOSPC'))],
  ])('because its function %s does not affect the mock', async (_, write) => {
    await using mock = await createMockServer({ contract: await loadContract(), log: { format: 'json', write } });
    for (let count = 0; count < 2; count++)
      expect((await fetch(`${mock.url}/nope`, { method: 'POST' })).status).toBe(404);
    expect(mock.requests()).toHaveLength(2);
  });
});
