import { describe, expect, test } from 'vitest';
import { createMockServer, type MockServer } from '../server.js';

async function statusWith(mock: MockServer, token?: string): Promise<number> {
  const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
  return (await fetch(`${mock.url}/__admin/requests`, { headers })).status;
}

describe('a server in process', () => {
  test.each(['0.0.0.0', '127.1'])('requires a generated token on %s if none is set', async (host) => {
    await using mock = await createMockServer({ host });
    expect(mock.adminToken).toMatch(/^[0-9a-f]{32}$/);
    expect([await statusWith(mock), await statusWith(mock, mock.adminToken)]).toEqual([401, 200]);
  });

  test('requires no token on loopback by default, and the configured one everywhere', async () => {
    await using open = await createMockServer();
    expect([open.adminToken, await statusWith(open)]).toEqual([undefined, 200]);
    await using guarded = await createMockServer({ adminToken: 'mine' });
    expect([guarded.adminToken, await statusWith(guarded), await statusWith(guarded, 'mine')]).toEqual([
      'mine',
      401,
      200,
    ]);
    await using wide = await createMockServer({ host: '0.0.0.0', adminToken: 'mine' });
    expect([wide.adminToken, await statusWith(wide, 'mine')]).toEqual(['mine', 200]);
  });

  test('returns to its generated token beyond loopback when the configured one is removed', async () => {
    await using mock = await createMockServer({ host: '0.0.0.0' });
    const generated = mock.adminToken;
    await mock.update({ adminToken: 'mine' });
    expect([mock.adminToken, await statusWith(mock, generated)]).toEqual(['mine', 401]);
    await mock.update({ adminToken: undefined });
    expect([mock.adminToken, await statusWith(mock), await statusWith(mock, generated)]).toEqual([generated, 401, 200]);
    await expect(mock.update({ adminToken: '' })).rejects.toThrow(/^adminToken: the value is not allowed/);
    expect(mock.adminToken).toBe(generated);
  });
});
