import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Books } from '../books.js';
import { fullDisk } from './full-disk.test-helper.js';
import { readState } from './read.js';
import { openStateFile } from './state-file.js';

const folder = mkdtempSync(join(tmpdir(), 'eendigo-kit-long-'));
afterAll(() => rmSync(folder, { recursive: true }));

const megabyte = 1024 * 1024;
const tenants = [{ code: 'AIT', key: 'x'.repeat(megabyte), balance: 1000 }];

/** Charges once, and writes the tenants, of which a record is a megabyte long. */
async function chargeAtLength({ enter, tenantsChanged, ledger }: Books): Promise<void> {
  const row = { refNumber: '', tenantCode: 'AIT', loginId: '', at: '', scenario: 'success', charged: true };
  await enter({ transaction: { ...row, trxNo: ledger.nextTrxNo(true) }, counter: ledger.counter() });
  await tenantsChanged();
}

describe('a file that grows', () => {
  it('is shortened to what matters, and loses nothing', async () => {
    const file = join(folder, 'long.state');
    const first = await openStateFile(file, { tenants, sync: false });
    const sizes: number[] = [];
    for (let count = 0; count < 40; count += 1) {
      await chargeAtLength(first.books);
      sizes.push(statSync(file).size);
    }
    expect(Math.max(...sizes)).toBeLessThan(25 * megabyte);
    expect(sizes.some((size, index) => size < (sizes[index - 1] ?? 0))).toBe(true);
    const contents = first.books.contents();
    expect([contents.transactions.length, contents.counter.given, contents.tenants[0]?.balance]).toEqual([40, 40, 960]);
    await first.close();
    const second = await openStateFile(file, { tenants, sync: false });
    expect(second.books.contents()).toEqual(contents);
    await second.close();
  });

  it('goes on growing while the disk has no room for a second one', async () => {
    const file = join(folder, 'full.state');
    const { books, close } = await openStateFile(file, { tenants, sync: false });
    {
      using _disk = fullDisk(0, true);
      for (let count = 0; count < 25; count += 1) await chargeAtLength(books);
    }
    expect([readState(file)?.records.length, statSync(file).size > 25 * megabyte]).toEqual([50, true]);
    await close();
  });
});
