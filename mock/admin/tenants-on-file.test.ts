import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMockServer, type MockServer } from '../server.js';
import { refuseWrites } from '../store/lmdb/refuse-writes.test-helper.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-tenants-'));
});
afterAll(() => rm(folder, { recursive: true }));

const put = (mock: MockServer, code: string, body: unknown) =>
  fetch(`${mock.url}/__admin/tenants/${code}`, {
    method: 'PUT',
    body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json' },
  });

describe('a tenant of a mock that keeps its state', () => {
  test('stays added, changed or removed after a restart', async () => {
    const state = join(folder, 'kept.state');
    const first = await createMockServer({ state });
    expect((await put(first, 'NEW', { key: 'n', balance: 3 })).status).toBe(201);
    await first.setTenant({ code: 'AIT', balance: 7 });
    expect((await fetch(`${first.url}/__admin/tenants/AIT_EMPTY`, { method: 'DELETE' })).status).toBe(204);
    const tenants = first.tenants();
    await first.close();
    await using second = await createMockServer({ state });
    expect(second.tenants()).toEqual(tenants);
    expect(tenants.map(({ code, balance }) => [code, balance])).toEqual([
      ['AIT', 7],
      ['NEW', 3],
    ]);
  });

  test('is unchanged if the may not grow, and the answer is a 503', async () => {
    await using mock = await createMockServer({ state: join(folder, 'full.state') });
    const before = mock.tenants();
    {
      using _disk = refuseWrites();
      const changed = await put(mock, 'AIT', { balance: 7 });
      expect([changed.status, (await changed.json()).detail]).toEqual([503, expect.stringMatching(/may not grow/)]);
      expect((await put(mock, 'NEW', { key: 'n', balance: 3 })).status).toBe(503);
      expect((await fetch(`${mock.url}/__admin/tenants/AIT`, { method: 'DELETE' })).status).toBe(503);
      await expect(mock.setTenant({ code: 'AIT', balance: 7 })).rejects.toThrow(/may not grow/);
    }
    expect([...mock.tenants()].sort((one, other) => one.code.localeCompare(other.code))).toEqual(before);
    expect((await put(mock, 'AIT', { balance: 7 })).status).toBe(200);
  });
});
