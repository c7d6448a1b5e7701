import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
  queue: 'invalid-credentials',
  session: 'face-compare-error',
};

let count = 0;

/** Sends a request through all of these channels at once, to a new session. */
async function requestThrough(through: readonly Channel[], server: MockServer = mock): Promise<Headers> {
  const uses = (channel: Channel): boolean => through.includes(channel);
  const session = server.session(`asking-${count++}`, {
    ...(uses('session') ? { scenario: scenarios.session } : {}),
    ...(uses('queue') ? { queue: [{ scenario: scenarios.queue }] } : {}),
  });
  const form = new FormData();
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
