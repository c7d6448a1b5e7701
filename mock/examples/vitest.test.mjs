import { loadFixture } from 'eendigo-kit/fixtures';
import { builtInTenants } from 'eendigo-kit/mock';
import { test } from 'eendigo-kit/vitest';
import { describe, expect } from 'vitest';
import { createFaceCheck, Refused, ServiceUnavailable } from './face-check.mjs';

const [{ code: tenantCode, key }] = builtInTenants;
const person = async (selfie = 'selfie-good') => ({
  selfie: await loadFixture(selfie),
  card: await loadFixture('ktp-good'),
  refNumber: 'REF-1',
});

describe('the face check', () => {
  test('reports that selfie and card show the same living person', async ({ mock }) => {
    const client = createFaceCheck({ baseUrl: mock.url, tenantCode, key });
    const { similarity, transaction, ...result } = await client.check(await person());
    expect(result).toEqual({ samePerson: true, live: true });
    expect(similarity).toBeGreaterThan(0.8);
    expect(transaction).toBe(mock.transactions()[0].trxNo);
  });

  test("throws the service's reason for rejecting a selfie", async ({ mock }) => {
    const client = createFaceCheck({ baseUrl: mock.url, tenantCode, key });
    const refused = client.check(await person('selfie-dim'));
    await expect(refused).rejects.toThrow(Refused);
    await expect(refused).rejects.toThrow('The light is too dim');
  });

  test('sends the required parts and no others', async ({ mock }) => {
    const client = createFaceCheck({ baseUrl: mock.url, tenantCode, key });
    await client.check(await person());
    const [request] = mock.requests();
    expect(request.violations).toEqual([]);
    expect(request.parts.map(({ name }) => name)).toEqual(['img1', 'img2', 'key', 'tenant_code', 'refNumber']);
    expect(request.parts[4]).toMatchObject({ value: 'REF-1' });
  });
});

describe('the face check behind a gateway that is down', () => {
  test.override('mockOptions', { fault: { type: 'unavailable' } });

  test('gives up after three attempts when the gateway answers 503', async ({ mock }) => {
    const client = createFaceCheck({ baseUrl: mock.url, tenantCode, key });
    await expect(client.check(await person())).rejects.toThrow(ServiceUnavailable);
    expect(mock.requests()).toHaveLength(3);
  });
});
