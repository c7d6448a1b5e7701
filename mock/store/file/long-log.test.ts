import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { LocalStore } from '../store.js';
import { chargeOf } from '../store.test-helper.js';
import { createFileStore } from './file-store.js';
import { simulateFullDisk } from './full-disk.test-helper.js';
import { readState } from './read.js';

const folder = mkdtempSync(join(tmpdir(), 'eendigo-kit-long-'));
afterAll(() => rmSync(folder, { recursive: true }));

const megabyte = 1024 * 1024;
const key = 'x'.repeat(megabyte);
const tenants = [{ code: 'AIT', key, balance: 1000 }];

/** Charges once, and writes the tenants, whose record is a megabyte long. */
async function chargeAtLength(store: LocalStore): Promise<void> {
  await store.settle({ ...chargeOf(''), tenant: { code: 'AIT', key }, marksRefNumber: false });
  await store.setTenant({ code: 'AIT' });
}

/** The full contents of a store. */
const heldBy = async (store: LocalStore) => ({
  tenants: await store.tenants(),
  transactions: store.view.transactions(),
});

describe('a file that grows', () => {
  it('is shortened to what is needed, and loses nothing', async () => {
    const file = join(folder, 'long.state');
    const first = await createFileStore(file, { tenants, sync: false });
    const sizes: number[] = [];
    for (let count = 0; count < 40; count += 1) {
      await chargeAtLength(first.store);
      sizes.push(statSync(file).size);
    }
    expect(Math.max(...sizes)).toBeLessThan(25 * megabyte);
    expect(sizes.some((size, index) => size < (sizes[index - 1] ?? 0))).toBe(true);
    const held = await heldBy(first.store);
    expect([held.transactions.length, held.transactions.at(-1)?.trxNo, held.tenants[0]?.balance]).toEqual([
      40,
      String(10_877 + 39),
      960,
    ]);
    await first.close();
    const second = await createFileStore(file, { tenants, sync: false });
    expect(await heldBy(second.store)).toEqual(held);
    await second.close();
  });

  it('keeps growing while the disk has no space for a second one', async () => {
    const file = join(folder, 'full.state');
    const { store, close } = await createFileStore(file, { tenants, sync: false });
    {
      using _disk = simulateFullDisk(0, true);
      for (let count = 0; count < 25; count += 1) await chargeAtLength(store);
    }
    expect([readState(file)?.records.length, statSync(file).size > 25 * megabyte]).toEqual([50, true]);
    await close();
  });
});
