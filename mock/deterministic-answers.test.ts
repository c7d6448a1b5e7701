import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settingsOf } from './command/settings.js';
import { resolveConfig } from './config/resolve.js';
import { post, sendGood } from './good-request.test-helper.js';
import { createMockServer, type MockServer, type MockSession } from './index.js';

const small = { img1: 'selfie-min', img2: 'ktp-min' } as const;
const clock = '2022-04-14T03:56:41Z+1s';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ clock, seed: 7, firstTrxNo: 500 });
});
afterAll(() => mock.close());

/** The date, the number and the figures of an answer. */
async function send(session: Pick<MockSession, 'url'>, headers: Record<string, string> = {}) {
  const answer = await sendGood(session, small, headers);
  const { date, result } = JSON.parse(answer.text);
  return {
    date,
    trxNo: answer.headers.get('X-Trx-No'),
    figures: [result?.face_compare.similarity, result?.face_liveness.score],
    httpDate: answer.headers.get('Date'),
  };
}

describe('a session with a clock, a first number and a seed', () => {
  it('adds the step for each request, numbers from the first number, and draws new figures each time', async () => {
    const session = mock.session('steps');
    const answers = [await send(session), await send(session), await send(session)];
    expect(answers.map(({ date, trxNo }) => [date, trxNo])).toEqual([
      ['Thu, 14 Apr 2022 03:56:41 GMT', '500'],
      ['Thu, 14 Apr 2022 03:56:42 GMT', '501'],
      ['Thu, 14 Apr 2022 03:56:43 GMT', '502'],
    ]);
    expect(new Set(answers.flatMap(({ figures }) => figures)).size).toBe(6);
  });

  it('counts every answer to the operation, and nothing else', async () => {
    const session = mock.session('counts');
    await sendGood(session, { ...small, refNumber: null });
    await send(session, { 'X-Mock-Scenario': 'insufficient-balance' });
    // Neither of these takes a place.
    await fetch(`${session.url}/biometric/facecompareliveness`);
    await fetch(`${session.url}/elsewhere`, { method: 'POST' });
    await post(session, { body: new FormData(), headers: { 'X-Mock-Fault': 'nonsense' } });
    expect((await send(session)).date).toBe('Thu, 14 Apr 2022 03:56:43 GMT');
  });

  it('gives the ledger and the header Date the time of the answer, and the journal the real time', async () => {
    const before = new Date().toISOString();
    const session = mock.session('times');
    const { httpDate } = await send(session);
    expect(httpDate).toBe('Thu, 14 Apr 2022 03:56:41 GMT');
    expect((await send(session, { 'X-Mock-Fault': 'header-case' })).httpDate).toBe('Thu, 14 Apr 2022 03:56:42 GMT');
    expect(session.transactions().map(({ at }) => at)).toEqual([
      '2022-04-14T03:56:41.000Z',
      '2022-04-14T03:56:42.000Z',
    ]);
    expect(session.requests()[0]?.at.localeCompare(before)).toBeGreaterThanOrEqual(0);
  });

  it('starts again with a reset, and in another session', async () => {
    const session = mock.session('again');
    const answers = [await send(session), await send(session)];
    session.reset();
    expect([await send(session), await send(session)]).toEqual(answers);
    const other = mock.session('other');
    expect([await send(other), await send(other)]).toEqual(answers);
  });

  it('draws the same figures for other pictures, and others for another seed', async () => {
    const figuresOf = async (id: string, img1: 'selfie-min' | 'selfie-good', seed: number) => {
      const { text } = await sendGood(mock.session(id, { seed }), { ...small, img1 });
      return JSON.parse(text).result;
    };
    const figures = await figuresOf('one-picture', 'selfie-min', 3);
    expect(await figuresOf('other-picture', 'selfie-good', 3)).toEqual(figures);
    expect(await figuresOf('other-seed', 'selfie-min', 4)).not.toEqual(figures);
  });

  it('draws the faults of a schedule without a seed from its own', async () => {
    const rules = [{ fault: 'unavailable', probability: 0.5 }];
    const seedOf = async (id: string, seed?: number) => {
      const session = mock.session(id, { fault: { rules, ...(seed === undefined ? {} : { seed }) } });
      return (await (await fetch(`${session.url}/__admin/fault`)).json()).seed;
    };
    expect([await seedOf('drawn-seed'), await seedOf('own-seed', 8)]).toEqual([7, 8]);
  });
});

describe('a clock that cannot be read', () => {
  const wrong = '2022-04-14T03:56:41';
  const reason = 'has no time zone; end it with Z for UTC, or with an offset such as +07:00';

  it('is rejected in process, with reason and remedy', async () => {
    await expect(createMockServer({ clock: wrong })).rejects.toThrow(`clock: ${reason}`);
    expect(() => mock.session('wrong', { clock: wrong })).toThrow(`clock: ${reason}`);
  });

  it('is rejected by the admin API, with reason and remedy', async () => {
    const body = JSON.stringify({ clock: wrong });
    const headers = { 'Content-Type': 'application/json' };
    const answer = await fetch(`${mock.url}/__admin/sessions/wrong`, { method: 'PUT', headers, body });
    expect([answer.status, (await answer.json()).detail]).toEqual([400, expect.stringContaining(`clock: ${reason}`)]);
  });

  it('is rejected by the command, with the place of the value', async () => {
    const settings = async (flags: object, env: Record<string, string> = {}) =>
      settingsOf(await resolveConfig({ flags: { ...flags }, env, file: undefined }));
    await expect(settings({ clock: wrong })).rejects.toThrow(`--clock: ${reason}`);
    await expect(settings({}, { EENDIGO_KIT_MOCK_CLOCK: wrong })).rejects.toThrow(
      `environment variable EENDIGO_KIT_MOCK_CLOCK: ${reason}`,
    );
  });
});
