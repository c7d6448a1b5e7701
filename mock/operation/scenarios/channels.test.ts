import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { settingsOf } from '../../command/settings.js';
import { resolveConfig } from '../../config/resolve.js';
import { post } from '../../good-request.test-helper.js';
import { type Channel, channels } from '../../schemas/choices.js';
import { createMockServer, type MockServer, type MockServerOptions } from '../../server.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer();
});
afterAll(() => mock.close());

/** Each channel requests a different scenario, so that the answer shows which one was used. */
const scenarios: Readonly<Record<Channel, string>> = {
  header: 'success',
  prefer: 'liveness-error',
  'ref-number': 'insufficient-balance',
  'file-name': 'image-too-large',
  tenant: 'success-not-live',
  queue: 'invalid-credentials',
  session: 'face-compare-error',
};

let count = 0;

/** Sends a request through all of these channels at once, to a new session. */
async function requestThrough(through: readonly Channel[], server: MockServer = mock): Promise<Headers> {
  const uses = (channel: Channel): boolean => through.includes(channel);
  const session = server.session(`asking-${count++}`, {
    tenants: [{ code: 'MINE', key: 'my-key', ...(uses('tenant') ? { scenario: scenarios.tenant } : {}) }],
    ...(uses('session') ? { scenario: scenarios.session } : {}),
    ...(uses('queue') ? { queue: [{ scenario: scenarios.queue }] } : {}),
  });
  const form = new FormData();
  form.append('tenant_code', 'MINE');
  form.append('key', 'my-key');
  if (uses('ref-number')) form.append('refNumber', `MOCK:${scenarios['ref-number']}:REF1`);
  form.append('img1', new Blob(['x']), uses('file-name') ? `${scenarios['file-name']}.jpg` : 'selfie.jpg');
  const headers = {
    ...(uses('header') ? { 'X-Mock-Scenario': scenarios.header } : {}),
    ...(uses('prefer') ? { Prefer: `respond-async, example="${scenarios.prefer}"` } : {}),
  };
  return (await post(session, { body: form, headers })).headers;
}

const selection = (headers: Headers) => [headers.get('X-Mock-Selected-By'), headers.get('X-Mock-Scenario')];

describe('a scenario', () => {
  test.each(channels)('can be requested through %s', async (channel) => {
    expect(selection(await requestThrough([channel]))).toEqual([channel, scenarios[channel]]);
  });

  test.each(channels.map((channel, index) => [channel, channels.slice(index)] as const))(
    'requested through %s overrides the channels below it',
    async (channel, through) => {
      expect(selection(await requestThrough(through))).toEqual([channel, scenarios[channel]]);
    },
  );

  test.each(channels)('is not read from %s when that channel is disabled', async (channel) => {
    const options: MockServerOptions = { channels: channels.filter((one) => one !== channel) };
    await using restricted = await createMockServer(options);
    expect(selection(await requestThrough([channel], restricted))).toEqual(['rules', 'parameter-invalid']);
  });

  test('requested through Prefer is answered with Preference-Applied, and no other is', async () => {
    expect((await requestThrough(['prefer'])).get('Preference-Applied')).toBe('example=liveness-error');
    expect((await requestThrough(['header', 'prefer'])).get('Preference-Applied')).toBeNull();
  });

  test.each([
    ['respond-async, example="liveness-error"', 'liveness-error'],
    ['wait=5; example=liveness-error', 'liveness-error'],
    ['EXAMPLE = "liveness\\-error" , example=success', 'liveness-error'],
    // A name inside another preference's quotes is not a request.
    ['handling="a, example=success"', undefined],
    ['note="he said \\", example=success"', undefined],
    ['x-example=success', undefined],
  ])('is read from Prefer: %s as RFC 7240 writes preferences', async (prefer, scenario) => {
    const { headers } = await post(mock.session(`preferring-${count++}`), { headers: { Prefer: prefer } });
    expect(selection(headers)).toEqual(scenario ? ['prefer', scenario] : ['rules', 'parameter-invalid']);
  });

  test.each(['mock:liveness-error:1', ' MOCK:liveness-error:1', 'MOCK:Liveness-Error:1', 'MOCK: liveness-error :1'])(
    'is read from the refNumber %j, however it is written',
    async (refNumber) => {
      const form = new FormData();
      form.append('refNumber', refNumber);
      expect(selection((await post(mock, { body: form })).headers)).toEqual(['ref-number', 'liveness-error']);
    },
  );

  test.each([
    ['Liveness-Error.JPG', 'liveness-error'],
    ['liveness-error (1).jpg', 'liveness-error'],
    ['liveness-error(12).jpeg', 'liveness-error'],
    ['liveness-error 1.jpg', undefined],
    ['rules.jpg', undefined],
  ])('is read from a file that a system has renamed %s', async (filename, scenario) => {
    const form = new FormData();
    form.append('img1', new Blob(['x']), filename);
    expect(selection((await post(mock, { body: form })).headers)).toEqual(
      scenario ? ['file-name', scenario] : ['rules', 'parameter-invalid'],
    );
  });

  test('is read from the header in any case', async () => {
    const { headers } = await post(mock, { headers: { 'X-Mock-Scenario': 'SUCCESS' } });
    expect(selection(headers)).toEqual(['header', 'success']);
  });

  test('that is unknown is answered with 400 if requested by name, and ignored as a file name', async () => {
    const refNumber = new FormData();
    refNumber.append('refNumber', 'MOCK:sucess:1');
    expect((await post(mock, { body: refNumber })).status).toBe(400);
    expect((await post(mock, { headers: { Prefer: 'example=nope' }, body: refNumber })).status).toBe(400);
    const file = new FormData();
    file.append('img1', new Blob(['x']), 'sucess.jpg');
    expect(selection((await post(mock, { body: file })).headers)).toEqual(['rules', 'parameter-invalid']);
  });
});

describe("a tenant's own scenario", () => {
  const credentials = (code: string, key: string) => {
    const body = new FormData();
    body.append('tenant_code', code);
    body.append('key', key);
    return { body };
  };

  test('answers only to its code and key, and leaves the queue for others', async () => {
    const session = mock.session('two-tenants', {
      tenants: [
        { code: 'AIT_DIM', key: 'dim-key', scenario: 'liveness-error' },
        { code: 'AIT', key: 'own-key' },
      ],
      queue: ['image-too-large'],
    });
    const chosen = async (code: string, key: string) =>
      selection((await post(session, credentials(code, key))).headers);
    expect(await chosen('AIT_DIM', 'dim-key')).toEqual(['tenant', 'liveness-error']);
    expect(await chosen('AIT', 'own-key')).toEqual(['queue', 'image-too-large']);
    expect(await chosen('AIT_DIM', 'own-key')).toEqual(['rules', 'parameter-invalid']);
    expect(session.requests()[0]?.answer?.reason).toBe("it is the tenant's own scenario");
    session.verify({ selectedBy: 'tenant' }, { count: 1 });
  });

  test('is set, changed and removed by the admin API, which lists it and rejects an unknown one', async () => {
    const session = mock.session('changed-tenant', { tenants: [] });
    const put = async (body: object) => {
      const headers = { 'Content-Type': 'application/json' };
      const init = { method: 'PUT', headers, body: JSON.stringify(body) };
      const answer = await fetch(`${session.url}/__admin/tenants/AIT_DIM`, init);
      return [answer.status, await answer.json()];
    };
    const chosen = async () => selection((await post(session, credentials('AIT_DIM', 'dim-key'))).headers);
    const added = { code: 'AIT_DIM', balance: 1_000_000, configured: null, scenario: 'liveness-error' };
    expect(await put({ key: 'dim-key', scenario: 'liveness-error' })).toEqual([201, added]);
    expect(await chosen()).toEqual(['tenant', 'liveness-error']);
    expect(await put({ balance: 3 })).toEqual([200, { ...added, balance: 3 }]);
    const [status, { detail }] = await put({ scenario: 'livness-error' });
    expect([status, detail]).toEqual([400, expect.stringContaining('did you mean liveness-error?')]);
    expect(await put({ scenario: null })).toEqual([200, { ...added, balance: 3, scenario: null }]);
    expect(await chosen()).toEqual(['rules', 'parameter-invalid']);
  });

  test('that is unknown is rejected with its place, in process and in the configuration of a mock', async () => {
    const tenants = [
      { code: 'A', key: 'a-key' },
      { code: 'B', key: 'b-key', scenario: 'sucess' },
    ];
    const message = /^tenants\[1\]\.scenario: unknown scenario .*did you mean success\?/;
    await expect(createMockServer({ tenants })).rejects.toThrow(message);
    expect(() => mock.session('unknown', { tenants })).toThrow(message);
    await expect(mock.setTenant({ code: 'B', key: 'b-key', scenario: 'sucess' })).rejects.toThrow(
      /did you mean success/,
    );
    const flags = {};
    const env = { EENDIGO_KIT_MOCK_TENANTS: JSON.stringify(tenants) };
    await expect(resolveConfig({ flags, env, file: undefined }).then((it) => settingsOf(it))).rejects.toThrow(
      /^environment variable EENDIGO_KIT_MOCK_TENANTS\[1\]\.scenario: unknown scenario/,
    );
  });

  test('applies no longer when its tenant is removed, and another one after a change of the configuration', async () => {
    await using server = await createMockServer({
      tenants: [{ code: 'AIT_DIM', key: 'dim-key', scenario: 'liveness-error' }],
    });
    const chosen = async () => selection((await post(server, credentials('AIT_DIM', 'dim-key'))).headers);
    expect(await chosen()).toEqual(['tenant', 'liveness-error']);
    await server.update({ tenants: [{ code: 'AIT_DIM', key: 'dim-key', scenario: 'image-too-large' }] });
    expect(await chosen()).toEqual(['tenant', 'image-too-large']);
    await server.update({ tenants: [{ code: 'AIT_DIM', key: 'dim-key' }] });
    expect(await chosen()).toEqual(['rules', 'parameter-invalid']);
  });
});

describe('a queue', () => {
  const sequence = async (session: Parameters<typeof post>[0], length: number) => {
    const used: (string | null)[] = [];
    for (let index = 0; index < length; index++)
      used.push((await post(session, { body: new FormData() })).headers.get('X-Mock-Scenario'));
    return used;
  };
  const queue = [{ scenario: 'success', times: 2 }, { scenario: 'liveness-error' }];

  test("is consumed in order, then the session's scenario answers", async () => {
    const session = mock.session('used-up', { queue, scenario: 'image-too-large' });
    expect(await sequence(session, 4)).toEqual(['success', 'success', 'liveness-error', 'image-too-large']);
  });

  test('starts again if it repeats, and accepts more entries while it runs', async () => {
    const session = mock.session('again', { queue: [...queue, { repeat: true }] });
    expect(await sequence(session, 4)).toEqual(['success', 'success', 'liveness-error', 'success']);
    session.queue({ scenario: 'face-compare-error' });
    expect(await sequence(session, 4)).toEqual(['success', 'liveness-error', 'face-compare-error', 'success']);
  });

  test('waits while a higher channel answers, and the rules apply again when it is empty', async () => {
    const session = mock.session('waits', { queue: [{ scenario: 'liveness-error' }] });
    await post(session, { body: new FormData(), headers: { 'X-Mock-Scenario': 'success' } });
    session.setDefault('success');
    expect(await sequence(session, 2)).toEqual(['liveness-error', 'success']);
    session.setDefault(undefined);
    expect(await sequence(session, 1)).toEqual(['parameter-invalid']);
  });
});
