import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
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
  before(async () => {
    mock = await createMockServer();
  });
  after(() => mock.close());
  beforeEach(() => {
    count += 1;
    session = mock.session(`test-${count}`);
  });

  test('reports that selfie and card show the same living person', async () => {
    const client = createFaceCheck({ baseUrl: session.url, tenantCode, key });
    const { similarity, transaction, ...result } = await client.check(await person());
    assert.deepEqual(result, { samePerson: true, live: true });
    assert.ok(similarity > 0.8);
    assert.equal(transaction, session.transactions()[0].trxNo);
  });

  test("throws the service's reason for rejecting a selfie", async () => {
    const client = createFaceCheck({ baseUrl: session.url, tenantCode, key });
    await assert.rejects(client.check(await person('selfie-dim')), (error) => {
      assert.ok(error instanceof Refused);
      assert.match(error.message, /^The light is too dim/);
      return true;
    });
  });

  test('gives up after three attempts when the gateway answers 503', async () => {
    const down = mock.session('gateway-down', { fault: { type: 'unavailable' } });
    const client = createFaceCheck({ baseUrl: down.url, tenantCode, key });
    await assert.rejects(client.check(await person()), ServiceUnavailable);
    assert.equal(down.requests().length, 3);
  });

  test('sends the required parts and no others', async () => {
    const client = createFaceCheck({ baseUrl: session.url, tenantCode, key });
    await client.check(await person());
    const [request] = session.requests();
    assert.deepEqual(request.violations, []);
    assert.deepEqual(
      request.parts.map(({ name }) => name),
      ['img1', 'img2', 'key', 'tenant_code', 'refNumber'],
    );
    assert.equal(request.parts[4].value, 'REF-1');
  });
});
