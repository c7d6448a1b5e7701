import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sendGood } from '../good-request.test-helper.js';
import { createMockServer, type MockServer } from '../server.js';

const lines: string[] = [];
let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ log: { format: 'json', write: (line) => lines.push(line) } });
});
afterAll(() => mock.close());

const admin = async (address: string) => {
  const response = await fetch(`${mock.url}${address}`);
  return { status: response.status, headers: response.headers, body: await response.json() };
};
const listed = async (): Promise<readonly string[]> => (await admin('/__admin/sessions')).body.sessions;

test('a session that a request has opened is shown by its id where that is made of plain words', async () => {
  await sendGood({ url: `${mock.url}/s/my-test.2` });
  expect(await listed()).toContain('my-test.2');
  expect((await admin('/s/my-test.2/__admin/requests')).body.requests[0].path).toMatch(/^\/s\/my-test\.2\/demo\/bio/);
  await expect.poll(() => lines.join()).toContain('"session":"my-test.2"');
});

test('one that was opened on purpose is shown by its id, whatever that is', async () => {
  const id = randomUUID();
  await sendGood(mock.session(id));
  expect(await listed()).toContain(id);
  await expect.poll(() => lines.join()).toContain(`"session":"${id}"`);
});

test.each(['ADINS_key9999', 'sk-live-51H8xQ2', randomUUID(), 'the-secret'])(
  'one that a request has opened by %s, which may be a key, is shown by another name that finds it',
  async (id) => {
    const { headers } = await sendGood({ url: `${mock.url}/s/${id}` });
    await sendGood(mock, {}, { 'X-Mock-Session': id });
    const before = lines.length;
    const name = (await listed())[0] ?? '';
    expect(name).toMatch(/^.{0,4}~[0-9a-f]{8}$/);
    expect(id.startsWith(name.slice(0, -9))).toBe(true);
    const byName = await admin(`/__admin/requests?session=${name}&limit=1`);
    expect(byName.body.total).toBe(2);
    expect(byName.headers.get('Link')).toContain(`session=${name.replace('~', '%7E')}`);
    expect((await admin(`/s/${name}/__admin/session`)).body).toMatchObject({ id: name, requests: 2 });
    const entry = (await admin(`/__admin/requests/${headers.get('X-Mock-Request-Id')}`)).body;
    expect(entry.path).toBe(`/s/${name}/demo/biometric/facecompareliveness`);
    const everything = JSON.stringify([
      await admin(`/s/${id}/__admin/requests`),
      await admin(`/s/${id}/__admin/openapi.json`),
      await admin(`/s/${id}/__admin/`),
      await listed(),
    ]);
    expect(everything).not.toContain(id);
    await expect.poll(() => lines.length).toBeGreaterThanOrEqual(before);
    await expect.poll(() => lines.join()).toContain(`"session":"${name}"`);
    expect(lines.join()).not.toContain(id);
    expect((await fetch(`${mock.url}/__admin/sessions/${name}`, { method: 'DELETE' })).status).toBe(204);
    expect(await listed()).not.toContain(name);
  },
);

test('an id that comes as a key as well is not shown any more', async () => {
  const url = `${mock.url}/s/rahasia.kita`;
  await sendGood({ url });
  expect(await listed()).toContain('rahasia.kita');
  await sendGood({ url }, { key: 'rahasia.kita' });
  expect(await listed()).not.toContain('rahasia.kita');
});

test.each([
  ['/demo/biometric/facecomparelivenes', '/demo/biometric/facecomparelivenes'],
  ['/Demo/biometric/faceCompareLiveness', '/Demo/biometric/faceCompareLiveness'],
  ['/api/v1/biometric/facecompareliveness', '/api/v1/biometric/facecompareliveness'],
  ['/favicon.png', '/favicon.png'],
  ['/ADINS_key9999/facecompareliveness', '/*** (13 characters)/facecompareliveness'],
  ['/demo/biometric/facecompareliveness/ADINS_key9999', '/demo/biometric/facecompareliveness/*** (13 characters)'],
  ['/demo/%41DINS_key9999', '/demo/*** (15 characters)'],
])('of the wrong path %s is shown what may be: %s', async (path, shown) => {
  const { status, body } = await admin(path);
  expect([status, body.detail]).toEqual([404, expect.stringContaining(`${shown} is not the operation's path`)]);
  expect(mock.requests().at(-1)?.path).toBe(shown);
});

test("a key of a session's own tenants is in no error that tells of the session", async () => {
  const session = mock.session('own-keys', { tenants: [{ code: 'OWN', key: 'CANARY-own-4711', balance: 1 }] });
  await sendGood(session, { key: 'CANARY-own-4711' });
  const response = await fetch(`${mock.url}/__admin/verify?session=own-keys`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ criteria: { parts: { officeName: 'CANARY-own-4711', source: { includes: 'y' } } } }),
  });
  expect(response.status).toBe(409);
  const text = await response.text();
  expect(text).toContain('parts.officeName');
  expect(text).not.toContain('CANARY-own-4711');
});
