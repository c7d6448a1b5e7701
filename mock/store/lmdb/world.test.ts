import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open } from 'lmdb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mostRowBytes, mostRows, mostUsedRefNumbers } from '../ledger.js';
import { openOptions } from './open-options.js';
import { createRecords, ownWorld, type RecordKey } from './records.js';
import { createWorld } from './world.js';

const tenant = { code: 'AIT', key: 'ADINS_key1234', balance: 10 };
const row = { loginId: 'AIT', tenantCode: 'AIT', at: '2022-04-14T03:56:41.000Z', scenario: 'success', charged: true };
const charge = (refNumber: string) =>
  ({ type: 'answer', used: ['AIT', refNumber], transaction: { ...row, trxNo: refNumber, refNumber } }) as const;

let folder: string;
let count = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-world-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A world on a new file, with three charges. */
function createCharged() {
  const database = open<string, RecordKey>(openOptions(join(folder, `${++count}.state`)));
  const records = createRecords(database, ownWorld);
  const world = createWorld(records);
  database.transactionSync(() => {
    world.begin([tenant]);
    for (const refNumber of ['one', 'two', 'three']) world.apply(charge(refNumber));
  });
  const refNumbers = () => world.rows().map(({ refNumber }) => refNumber);
  return { database, records, world, refNumbers };
}

describe('a state file', () => {
  it('keeps as many transactions and refNumbers as it may, and removes the oldest first', async () => {
    const { database, records, world, refNumbers } = createCharged();
    database.transactionSync(() => {
      const { rows, used, ...head } = world.head();
      // As if all places up to the limit were filled.
      records.put('head', {
        ...head,
        rows: { ...rows, next: mostRows + 1 },
        used: { ...used, next: mostUsedRefNumbers + 1 },
      });
      world.apply(charge('newest'));
    });
    expect(refNumbers()).toEqual(['three', 'newest']);
    expect(world.head().rows).toMatchObject({ first: 2, next: mostRows + 2 });
    const used = ['one', 'two', 'three', 'newest'].map((refNumber) => world.hasRefNumber('AIT', refNumber));
    expect(used).toEqual([false, false, true, true]);
    await database.close();
  });

  it('keeps no more bytes of transactions than it may', async () => {
    const { database, records, world, refNumbers } = createCharged();
    database.transactionSync(() => {
      const { rows, ...head } = world.head();
      records.put('head', { ...head, rows: { ...rows, bytes: mostRowBytes } });
      world.apply(charge('new'));
    });
    expect(refNumbers()).toEqual(['two', 'three', 'new']);
    expect(world.head().rows.bytes).toBe(mostRowBytes);
    await database.close();
  });
});
