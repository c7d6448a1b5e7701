import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FixtureId, loadFixture } from '../../fixtures/index.js';
import { documented, loadContract, nest, withDecisions } from '../../spec/index.js';
import { post, sendGood } from '../good-request.test-helper.js';
import { createMockServer, type MockServer } from '../server.js';

let first: MockServer;
let last: MockServer;
let anyCase: MockServer;
beforeAll(async () => {
  const under = async (path: string, value: string): Promise<MockServer> =>
    createMockServer({ contract: await loadContract(withDecisions(documented, nest([[path, value]]))) });
  first = await under('parts.repeated', 'first');
  last = await under('parts.repeated', 'last');
  anyCase = await under('parts.nameCase', 'ignored');
});
afterAll(() => Promise.all([first, last, anyCase].map((mock) => mock.close())));

/** Sends the good request's parts in this order, pictures by the fixture's id. */
async function send(mock: MockServer, parts: readonly (readonly [name: string, value: string])[]): Promise<void> {
  const body = new FormData();
  for (const [name, value] of parts)
    if (/^img/i.test(name))
      body.append(name, new Blob([new Uint8Array(await loadFixture(value as FixtureId))]), `${value}.jpg`);
    else body.append(name, value);
  await post(mock, { body });
}

const texts = [
  ['key', 'ADINS_key1234'],
  ['tenant_code', 'AIT'],
  ['refNumber', 'REF-1'],
] as const;
const partsOf = (mock: MockServer) => mock.requests().at(-1)?.parts ?? [];
const seen = (mock: MockServer) =>
  partsOf(mock).flatMap((part) => (part.type === 'file' ? [[part.name, part.dimensions?.width, part.inspection]] : []));

const [good, small] = [
  [1080, 'picture mark of selfie-good'],
  [599, 'picture mark of selfie-too-small'],
] as const;
const twoSelfies = [['img1', 'selfie-good'], ['img1', 'selfie-too-small'], ['img2', 'ktp-good'], ...texts] as const;

describe('of two parts with one name', () => {
  test('only the one that counts has dimensions and what was seen: the first', async () => {
    await send(first, twoSelfies);
    expect(seen(first).slice(0, 2)).toEqual([
      ['img1', ...good],
      ['img1', undefined, null],
    ]);
    first.verify({ parts: { img1: { width: 1080 } } });
    expect(() => first.verify({ parts: { img1: { width: 599 } } })).toThrow('0 of 1');
  });

  test('or the last, which alone has what is wrong with it', async () => {
    await send(last, twoSelfies);
    expect(seen(last).slice(0, 2)).toEqual([
      ['img1', undefined, null],
      ['img1', ...small],
    ]);
    const rules = partsOf(last).map(({ name, violations }) => [name, violations.map(({ rule }) => rule)]);
    // That there are two is said at both.
    expect(rules.slice(0, 3)).toEqual([
      ['img1', ['parameters']],
      ['img1', ['parameters', 'dimensions']],
      ['img2', []],
    ]);
    const [violation] =
      last
        .requests()
        .at(-1)
        ?.violations.filter(({ rule }) => rule === 'dimensions') ?? [];
    expect(violation).toMatchObject({ part: 'img1', partIndex: 1 });
  });
});

test('one picture that is sent as both is looked at as both, and each has its own violations', async () => {
  await send(first, [['img1', 'selfie-dim'], ['img2', 'selfie-dim'], ...texts]);
  const [img1, img2] = seen(first);
  expect([img1, img2]).toEqual([
    ['img1', 1080, 'picture mark of selfie-dim'],
    ['img2', 1080, 'picture mark of selfie-dim'],
  ]);
  const found = partsOf(first).map(({ violations }) => violations.map(({ rule, text }) => `${rule}: ${text}`));
  expect(found.slice(0, 2)).toEqual([
    ['liveness: the selfie is too dim'],
    ['parameters: is the same picture as img1', 'face-compare: the KTP photo is too dim'],
  ]);
});

describe('where capitals in names do not count', () => {
  const shouted = [['IMG1', 'selfie-too-small'], ['Img2', 'ktp-good'], ['Key', 'wrong'], ...texts.slice(1)] as const;

  test('a part is shown under its own name, with what it counts as, what was seen in it and what is wrong with it', async () => {
    await send(anyCase, shouted);
    expect(partsOf(anyCase)).toMatchObject([
      { name: 'IMG1', contractName: 'img1', dimensions: { width: 599 }, violations: [{ rule: 'dimensions' }] },
      { name: 'Img2', contractName: 'img2', dimensions: { width: 1280 }, violations: [] },
      { name: 'Key', contractName: 'key', value: '*** (5 characters)', violations: [{ rule: 'credentials' }] },
      { name: 'tenant_code' },
      { name: 'refNumber' },
    ]);
    expect(partsOf(anyCase)[3]).not.toHaveProperty('contractName');
  });

  test('it is found under either name, and under no third', async () => {
    await send(anyCase, shouted);
    anyCase.verify({ parts: { img1: { width: 599 }, IMG1: true, key: true } });
    expect(() => anyCase.verify({ parts: { iMG1: true } })).toThrow(/^0 of/);
  });

  test('where they do, it is an unknown part', async () => {
    await send(first, shouted);
    expect(partsOf(first)[0]).not.toHaveProperty('contractName');
    expect(() => first.verify({ parts: { img1: true, IMG1: { filename: 'selfie-too-small.jpg' } } })).toThrow(/^0 of/);
  });
});

test('headers that steer the mock, and those that say what a client takes, are kept and can be criteria', async () => {
  const headers = {
    Accept: 'application/json',
    Prefer: 'respond-async',
    'X-Mock-Scenario': 'success-not-live',
    'X-Mock-Fault': 'delay; ms=0',
    'X-Mock-Session': 'in-a-header',
  };
  await sendGood(first, {}, headers);
  const session = first.session('other');
  expect(session.requests()).toEqual([]);
  const found = await fetch(`${first.url}/__admin/requests?session=in-a-header`);
  expect((await found.json()).requests).toMatchObject([
    { headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])) },
  ]);
  await sendGood(first, { nik: '0123456789101112' }, { 'X-Mock-Delay': '0', Accept: 'text/0123456789101112' });
  first.verify({ headers: { 'X-Mock-Delay': '0', 'x-mock-fault': false, accept: 'text/*** (16 characters)' } });
});
