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

  test('reports that selfie and card show the same living person', async () => {
    const client = createFaceCheck({ baseUrl: session.url, tenantCode, key });
    const { similarity, transaction, ...result } = await client.check(await person());
    expect(result).toEqual({ samePerson: true, live: true });
    expect(similarity).toBeGreaterThan(0.8);
    expect(transaction).toBe(session.transactions()[0].trxNo);
  });

  test("throws the service's reason for rejecting a selfie", async () => {
    const client = createFaceCheck({ baseUrl: session.url, tenantCode, key });
    const refused = client.check(await person('selfie-dim'));
    await expect(refused).rejects.toThrow(Refused);
    await expect(refused).rejects.toThrow('The light is too dim');
  });

  test('gives up after three attempts when the gateway answers 503', async () => {
    const down = mock.session('gateway-down', { fault: { type: 'unavailable' } });
    const client = createFaceCheck({ baseUrl: down.url, tenantCode, key });
    await expect(client.check(await person())).rejects.toThrow(ServiceUnavailable);
    expect(down.requests()).toHaveLength(3);
  });

  test('sends the required parts and no others', async () => {
    const client = createFaceCheck({ baseUrl: session.url, tenantCode, key });
    await client.check(await person());
    const [request] = session.requests();
    expect(request.violations).toEqual([]);
    expect(request.parts.map(({ name }) => name)).toEqual(['img1', 'img2', 'key', 'tenant_code', 'refNumber']);
    expect(request.parts[4]).toMatchObject({ value: 'REF-1' });
  });
});
