import fs, { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { emptyContents } from '../state.js';
import { countWrites } from './count-writes.test-helper.js';
import { createStateLog } from './log.js';
import { readState } from './read.js';

const folder = mkdtempSync(join(tmpdir(), 'eendigo-kit-log-'));
afterAll(() => rmSync(folder, { recursive: true }));

const first = { ...emptyContents([]), configured: [] };
const createLog = (file: string, sync = false) =>
  createStateLog({ confirm: () => {}, file, sync, snapshot: () => first }, first);
const record = (count: number) => ({ type: 'answer', used: ['AIT', String(count)] }) as const;

describe('a log', () => {
  it.each([false, true])(
    'writes records appended together at once, in order (waits for the disk: %s)',
    async (sync) => {
      const file = join(folder, `turn-${sync}.state`);
      const log = createLog(file, sync);
      const records = Array.from({ length: 16 }, (_, index) => record(index));
      {
        using writes = countWrites();
        await log.append(records);
        expect(writes.count()).toBe(1);
      }
      expect(readState(file)?.records).toEqual(records);
      await log.close();
    },
  );

  it('replaces a running write, which belongs to the time before, with a snapshot', async () => {
    const file = join(folder, 'reset.state');
    const log = createLog(file, true);
    const appended = log.append([record(1)]);
    log.replace(first);
    await appended;
    await log.append([record(2)]);
    expect(readState(file)?.records).toEqual([record(2)]);
    await log.close();
  });

  it('accepts nothing once its lock is lost or it is closed, and gives the reason', async () => {
    const file = join(folder, 'stopped.state');
    const log = createLog(file);
    log.stop('another mock took it');
    await expect(log.append([record(1)])).rejects.toThrow(`${file}: another mock took it`);
    expect(() => log.replace(first)).toThrow('another mock took it');
    await log.close();
    await expect(log.append([record(1)])).rejects.toThrow('has been closed');
    expect(readState(file)?.records).toEqual([]);
  });

  it('overwrites an unfinished snapshot left by a kill', async () => {
    const file = join(folder, 'unfinished.state');
    writeFileSync(`${file}.new`, 'half a snap');
    const log = createLog(file);
    await log.append([record(1)]);
    expect(readState(file)?.records).toEqual([record(1)]);
    expect(fs.existsSync(`${file}.new`)).toBe(false);
    await log.close();
  });
});
