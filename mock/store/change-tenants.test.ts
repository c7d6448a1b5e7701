import { describe, expect, it } from 'vitest';
import { type Books, type BooksFile, newBooks, openBooks } from './books.js';
import { removeTenant, setTenant } from './change-tenants.js';

const ait = { code: 'AIT', key: 'one', balance: 10 };

/** Books whose file fails with all that is written to it, as soon as `fail` is called. */
function failing(): { readonly books: Books; readonly fail: () => void } {
  const waiting: ((error: Error) => void)[] = [];
  const write = (): Promise<void> =>
    new Promise((_, failed) => {
      waiting.push(failed);
    });
  const file: BooksFile = { enter: write, tenantsChanged: write };
  return {
    books: openBooks(newBooks([ait]), file),
    fail: () => {
      for (const failed of waiting.splice(0)) failed(new Error('full'));
    },
  };
}

/** What a session is charged for, as a change of its books. */
const row = { trxNo: '1', refNumber: '', tenantCode: 'AIT', loginId: '', at: '', scenario: 'success', charged: true };

describe('a change of tenants that cannot be written', () => {
  it('is taken back, and leaves what was charged in the meantime', async () => {
    const { books, fail } = failing();
    const changing = setTenant(books, { code: 'AIT', key: 'two', balance: 50 });
    expect(books.tenants.list()).toEqual([{ ...ait, key: 'two', balance: 50 }]);
    books.tenants.charge('AIT');
    fail();
    await expect(changing).rejects.toThrow('full');
    expect(books.tenants.list()).toEqual([{ ...ait, balance: 9 }]);
  });

  it('is taken back together with others, each by what it changed', async () => {
    const { books, fail } = failing();
    const changes = [
      setTenant(books, { code: 'AIT', balance: 50 }),
      setTenant(books, { code: 'AIT', key: 'two', balance: 20 }),
      setTenant(books, { code: 'NEW', key: 'new', balance: 1 }),
      books.enter({ transaction: row }),
    ];
    fail();
    for (const change of changes) await expect(change).rejects.toThrow('full');
    expect(books.tenants.list()).toEqual([ait]);
    expect(books.ledger.list()).toEqual([]);
  });

  it('does not bring back a key or a tenant that somebody else has changed since', async () => {
    const { books, fail } = failing();
    const changing = setTenant(books, { code: 'AIT', key: 'two' });
    books.tenants.set({ code: 'AIT', key: 'three' });
    const removing = setTenant(books, { code: 'GONE', key: 'gone', balance: 1 });
    books.tenants.remove('GONE');
    fail();
    await expect(changing).rejects.toThrow('full');
    await expect(removing).rejects.toThrow('full');
    expect(books.tenants.list()).toEqual([{ ...ait, key: 'three' }]);
  });

  it('puts a tenant back that was taken out', async () => {
    const { books, fail } = failing();
    const removing = removeTenant(books, 'AIT');
    expect(books.tenants.list()).toEqual([]);
    fail();
    await expect(removing).rejects.toThrow('full');
    expect(books.tenants.list()).toEqual([ait]);
    expect(await removeTenant(books, 'NOBODY')).toBe(false);
  });
});

describe('a charge that cannot be written', () => {
  it('gives back what it took, which of an empty balance is nothing', async () => {
    const { books, fail } = failing();
    books.tenants.set({ code: 'AIT', balance: 1 });
    const charges = [books.enter({ transaction: row }), books.enter({ transaction: { ...row, trxNo: '2' } })];
    expect(books.tenants.list()[0]?.balance).toBe(0);
    fail();
    for (const charge of charges) await expect(charge).rejects.toThrow('full');
    expect(books.tenants.list()[0]?.balance).toBe(1);
  });
});
