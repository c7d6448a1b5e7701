import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { loadContract } from '../../spec/index.js';
import { createMockServer } from '../server.js';
import { createDestination, writeLine } from './destination.js';

/** A standard stream whose system calls end as `end` says: written, failed, or not at all. */
function stream(end: (done: (error?: Error) => void) => void): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => end(done) });
}

const failure = (code: string): Error => Object.assign(new Error(`${code}: it failed, write`), { code });

describe('a log that cannot be written', () => {
  test.each(['ENOSPC', 'EPIPE', 'EIO', 'EAGAIN'])(
    'for %s drops its lines, says so once, and ends nothing',
    async (code) => {
      const told: string[] = [];
      const full = stream((done) => done(failure(code)));
      const write = createDestination(
        (line) => writeLine(full, line),
        (text) => told.push(text),
      );
      for (const line of ['one', 'two', 'three']) write(line);
      await expect.poll(() => told).toHaveLength(1);
      write('four');
      // The last of them has failed by then.
      await writeLine(full, 'five').catch(() => {});
      expect(told).toEqual([expect.stringContaining(`the log cannot be written (${code}: it failed, write)`)]);
    },
  );

  test('because it is not read holds little more than a megabyte', async () => {
    const told: string[] = [];
    const unread = stream(() => {});
    const write = createDestination(
      (line) => writeLine(unread, line),
      (text) => told.push(text),
    );
    for (let count = 0; count < 100; count++) write('x'.repeat(100_000));
    await expect.poll(() => told).toEqual([expect.stringContaining('its reader does not read')]);
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
  ])('because the function that takes it %s leaves the mock as it is', async (_, write) => {
    await using mock = await createMockServer({ contract: await loadContract(), log: { format: 'json', write } });
    for (let count = 0; count < 2; count++)
      expect((await fetch(`${mock.url}/nope`, { method: 'POST' })).status).toBe(404);
    expect(mock.requests()).toHaveLength(2);
  });
});
