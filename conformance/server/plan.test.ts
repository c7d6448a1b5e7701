import { describe, expect, test } from 'vitest';
import { loadContract } from '../../spec/index.js';
import { cases } from '../cases/index.js';
import { worstCaseCalls } from '../expectation/cost.js';
import { answerKind } from '../expectation/expectation.js';
import { createFolderPictures, drawnPictures } from '../pictures.js';
import { selectCases } from '../select.js';
import { builtInCredentials, readCredentials } from '../wire/credentials.js';
import { fixturesOf } from '../wire/request.js';
import { formatPlan, planRun } from './plan.js';
import { readTarget, targetPlaceOf } from './target.js';

const path = '/biometric/facecompareliveness';
const forServers = cases.filter(({ directions }) => directions.includes('server'));
const contract = await loadContract();
const plan = (change: Partial<Parameters<typeof planRun>[0]> = {}) =>
  planRun({
    cases: forServers,
    contract,
    isLoopback: false,
    credentials: builtInCredentials,
    pictures: drawnPictures,
    maxBillable: Number.POSITIVE_INFINITY,
    ...change,
  });

describe('a plan', () => {
  test('skips cases that need a real face beyond loopback, and says how to include them', () => {
    const { entries } = plan();
    expect(entries.find(({ case: { id } }) => id === 'success-all-parts')?.skipReason).toMatch(/--fixtures/);
    expect(entries.find(({ case: { id } }) => id === 'credentials-wrong-key')?.skipReason).toBeUndefined();
  });

  test("includes a case that needs a real face when its pictures are the user's own", () => {
    const own = createFolderPictures('/pictures', new Set(['selfie-max.jpg', 'ktp-max.jpg']));
    const { entries, worstCaseBillable } = plan({ pictures: own });
    expect(entries.find(({ case: { id } }) => id === 'success-all-parts')?.skipReason).toBeUndefined();
    expect(entries.find(({ case: { id } }) => id === 'selfie-png')?.skipReason).toBe(
      'needs a real face in selfie-good-png.png, which /pictures does not have',
    );
    expect(worstCaseBillable).toBeGreaterThan(plan().worstCaseBillable);
  });

  test('counts both requests of a case that sends two, if they may be charged', () => {
    const callsOf = (wanted: string) =>
      forServers.filter(({ id }) => id === wanted).map((one) => worstCaseCalls(one, contract));
    expect([...callsOf('two-at-once'), ...callsOf('keep-alive'), ...callsOf('success-all-parts')]).toEqual([2, 0, 1]);
  });

  test('counts calls of unknown cost as charged, and stays within the budget', () => {
    const whole = plan();
    const charged = whole.entries.filter(({ skipReason, cost }) => skipReason === undefined && cost !== 'free');
    expect(whole.worstCaseBillable).toBe(charged.length + 1);
    const half = plan({ maxBillable: 5 });
    expect(half).toMatchObject({ worstCaseBillable: 5, isBudgetUsedUp: true });
    expect(half.entries.filter(({ skipReason }) => skipReason === 'beyond the budget of 5 billable calls').length).toBe(
      charged.length - 4,
    );
    expect(whole.isBudgetUsedUp).toBe(false);
  });

  describe('has a control, which may be charged, ', () => {
    const two = forServers.filter(({ id }) => ['missing-ref-number', 'selfie-too-small'].includes(id));
    const sentWith = (maxBillable: number) => {
      const { control, entries, ...totals } = plan({ cases: two, maxBillable });
      const ids = [...(control ? [control] : []), ...entries].flatMap(({ case: { id }, skipReason }) =>
        skipReason === undefined ? [id] : [],
      );
      return { ids, ...totals };
    };

    test('before the cases that the budget allows', () => {
      const all = ['control', 'missing-ref-number', 'selfie-too-small'];
      expect(sentWith(3)).toEqual({ ids: all, worstCaseBillable: 3, isBudgetUsedUp: false });
    });

    test('but not where the budget is exactly what the cases may cost', () => {
      const { ids, ...totals } = sentWith(2);
      expect(ids).toEqual(['missing-ref-number', 'selfie-too-small']);
      expect(totals).toEqual({ worstCaseBillable: 2, isBudgetUsedUp: false });
      expect(plan({ cases: two, maxBillable: 2 }).control?.skipReason).toBe(
        'the budget of 2 billable calls is for the cases',
      );
    });

    test('nor where the budget allows one call or none', () => {
      expect(sentWith(1)).toEqual({ ids: ['missing-ref-number'], worstCaseBillable: 1, isBudgetUsedUp: true });
      expect(sentWith(0)).toEqual({ ids: [], worstCaseBillable: 0, isBudgetUsedUp: true });
    });

    test('and none where no case sends the credentials of the run', () => {
      const free = forServers.filter(({ id }) => ['method-get', 'credentials-unknown-tenant'].includes(id));
      expect(plan({ cases: free })).not.toHaveProperty('control');
      expect(plan({ cases: free }).worstCaseBillable).toBe(0);
    });

    test('and costs nothing on this machine', () => {
      expect(plan({ cases: two, isLoopback: true }).worstCaseBillable).toBe(0);
    });

    test('which the printed plan explains and counts', () => {
      const lines = formatPlan(new URL('https://kit.test/demo'), plan({ cases: two }));
      expect(lines).toEqual([
        expect.stringMatching(/^ {2}send {2}control {2}perhaps billable: a complete request without a picture, /),
        '  send  missing-ref-number  perhaps billable',
        '  send  selfie-too-small  perhaps billable',
        'Plan for https://kit.test/demo: 3 requests, of which at most 3 are charged; 0 skipped.',
      ]);
    });
  });

  test.each(['balance-used-up', 'credentials-other-tenants-key'])(
    'skips %s without credentials of a tenant without balance',
    (id) => {
      const { funded } = builtInCredentials;
      const { entries } = plan({ credentials: { funded, isBuiltIn: false } });
      expect(entries.find((entry) => entry.case.id === id)?.skipReason).toBe(
        'no credentials of a tenant without balance',
      );
    },
  );

  test('sends two calls at once to this machine only', () => {
    const skipped = ({ entries }: ReturnType<typeof plan>) =>
      entries.find((entry) => entry.case.id === 'two-at-once')?.skipReason;
    expect(skipped(plan())).toMatch(/two calls at once/);
    expect(skipped(plan({ isLoopback: true }))).toBeUndefined();
  });
});

describe('the order of the cases', () => {
  test('starts with the cases without pictures', () => {
    const needs = cases.map((testCase) => fixturesOf(testCase).length > 0);
    expect(needs.indexOf(true)).toBeGreaterThan(5);
    expect(needs.lastIndexOf(false)).toBe(needs.indexOf(true) - 1);
  });
});

describe('a target', () => {
  test.each([
    ['http://127.0.0.1:8080/demo', 'loopback'],
    ['http://localhost:1', 'loopback'],
    ['http://[::1]:1/x', 'loopback'],
    ['http://127.0.0.1.example.com', 'elsewhere'],
    ['https://api.eendigo.app/demo', 'elsewhere'],
    ['https://api.eendigo.app', 'production'],
    ['https://api.eendigo.app/', 'production'],
    ['https://api.eendigo.app/demonstration', 'production'],
    ['https://api.eendigo.app./', 'production'],
    ['https://API.eendigo.app:8443/demo/..', 'production'],
    ['https://staging.example.com', 'elsewhere'],
  ])('%s is %s', (url, place) => {
    expect(targetPlaceOf(new URL(url))).toBe(place);
  });

  test.each([
    ['ftp://x', /http or https/],
    ['nonsense', /http or https/],
    ['http://user:secret@127.0.0.1', /user name or password/],
    [`http://127.0.0.1:8080/demo${path}`, /give http:\/\/127\.0\.0\.1:8080\/demo$/],
    ['http://127.0.0.1?x=1', /query/],
  ])('%s is refused with the remedy', (text, message) => {
    expect(() => readTarget(text, path)).toThrow(message);
  });
});

describe('credentials', () => {
  const code = 'EENDIGO_KIT_TENANT_CODE';
  const key = 'EENDIGO_KIT_KEY';

  test('are read as pairs, and half a pair is refused without showing its value', () => {
    expect(readCredentials({})).toBeUndefined();
    expect(readCredentials({ [code]: 'T', [key]: 'K' })).toEqual({ funded: { code: 'T', key: 'K' }, isBuiltIn: false });
    expect(() => readCredentials({ [key]: 'CANARY' })).toThrow(
      /^EENDIGO_KIT_KEY is set and EENDIGO_KIT_TENANT_CODE is not; set both$/,
    );
    expect(() => readCredentials({ EENDIGO_KIT_EMPTY_TENANT_CODE: 'E', EENDIGO_KIT_EMPTY_KEY: 'K' })).toThrow(
      /set both pairs/,
    );
  });
});

describe('a selection', () => {
  const none = { only: [], kinds: [], tags: [] };

  test('combines ids with *, kinds and tags', () => {
    expect(selectCases({ ...none, only: ['missing-img1', 'method-*'] }, contract).map(({ id }) => id)).toEqual([
      'method-get',
      'method-put',
      'method-delete',
      'missing-img1',
    ]);
    const narrowed = selectCases(
      { ...none, kinds: ['liveness-error'], tags: ['picture'], direction: 'server' },
      contract,
    );
    expect(narrowed.length).toBeGreaterThan(0);
    for (const testCase of narrowed)
      expect([answerKind(testCase, contract), testCase.tags.includes('picture')]).toEqual(['liveness-error', true]);
  });

  test('refuses unknown ids, kinds and tags, and lists the known ones', () => {
    expect(() => selectCases({ ...none, only: ['succes'] }, contract)).toThrow(
      /no case is called "succes"; "eendigo-kit conformance list"/,
    );
    expect(() => selectCases({ ...none, only: ['order-reversed'], direction: 'client' }, contract)).toThrow(
      /for a client/,
    );
    expect(() => selectCases({ ...none, kinds: ['ok'] }, contract)).toThrow(/there are success, /);
    expect(() => selectCases({ ...none, tags: ['misc'] }, contract)).toThrow(/there are .*answer, /);
  });
});
