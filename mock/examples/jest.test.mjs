import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { loadFixture } from 'eendigo-kit/fixtures';
import { builtInTenants, createMockServer } from 'eendigo-kit/mock';
import { createFaceCheck, Refused, ServiceUnavailable } from './face-check.mjs';

const [{ code: tenantCode, key }] = builtInTenants;
const person = async (selfie = 'selfie-good') => ({
  selfie: await loadFixture(selfie),
  card: await loadFixture('ktp-good'),
  refNumber: 'REF-1',
});

describe('the face check', () => {
  let mock;
  let session;
  let count = 0;
  beforeAll(async () => {
    mock = await createMockServer();
  });
  afterAll(() => mock.close());
  beforeEach(() => {
    count += 1;
    session = mock.session(`test-${count}`);
  });

  test('tells that selfie and card show one living person', async () => {
    const client = createFaceCheck({ baseUrl: session.url, tenantCode, key });
    const { similarity, transaction, ...result } = await client.check(await person());
    expect(result).toEqual({ samePerson: true, live: true });
    expect(similarity).toBeGreaterThan(0.8);
    expect(transaction).toBe(session.transactions()[0].trxNo);
  });

  test('passes on what is wrong with the selfie', async () => {
    const client = createFaceCheck({ baseUrl: session.url, tenantCode, key });
    const refused = client.check(await person('selfie-dim'));
    await expect(refused).rejects.toThrow(Refused);
    await expect(refused).rejects.toThrow('The light is too dim');
  });

  test('tries three times when the gateway says 503, and then gives up', async () => {
    const down = mock.session('gateway-down', { fault: { type: 'unavailable' } });
    const client = createFaceCheck({ baseUrl: down.url, tenantCode, key });
    await expect(client.check(await person())).rejects.toThrow(ServiceUnavailable);
    expect(down.requests()).toHaveLength(3);
  });

  test('sends what the contract asks for, and nothing that it does not know', async () => {
    const client = createFaceCheck({ baseUrl: session.url, tenantCode, key });
    await client.check(await person());
    const [request] = session.requests();
    expect(request.violations).toEqual([]);
    expect(request.parts.map(({ name }) => name)).toEqual(['img1', 'img2', 'key', 'tenant_code', 'refNumber']);
    expect(request.parts[4]).toMatchObject({ value: 'REF-1' });
  });
});
