import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ambiguities, profilePaths } from '../../spec/index.js';
import { post } from '../good-request.test-helper.js';
import { createMockServer, type MockServer } from '../server.js';

interface ShownAmbiguity {
  readonly id: string;
  readonly default: string;
  readonly decisions: readonly string[];
  readonly readings: readonly {
    readonly id: string;
    readonly values: readonly { readonly path: string; readonly value: unknown }[];
  }[];
}

let mock: MockServer;
let shown: readonly ShownAmbiguity[];
beforeAll(async () => {
  mock = await createMockServer();
  shown = (await (await fetch(`${mock.url}/__admin/ambiguities`)).json()).ambiguities;
});
afterAll(() => mock.close());

describe('GET /__admin/ambiguities', () => {
  test('has the whole register, and each decision under its ambiguity', () => {
    expect(shown.map(({ id }) => id)).toEqual(ambiguities.map(({ id }) => id));
    expect(shown.flatMap(({ decisions }) => decisions).sort()).toEqual([...profilePaths].sort());
  });

  test('has the values of each reading, and those of the default reading are in effect under documented', async () => {
    const { decisions } = await (await fetch(`${mock.url}/__admin/profile`)).json();
    const inEffect = new Map<string, unknown>(
      decisions.map((one: { readonly path: string; readonly value: unknown }) => [one.path, one.value]),
    );
    for (const ambiguity of shown) {
      const values = ambiguity.readings.find(({ id }) => id === ambiguity.default)?.values ?? [];
      for (const { path, value } of values) expect([path, inEffect.get(path)]).toEqual([path, value]);
    }
    const status = shown.find(({ id }) => id === 'http-status')?.readings.find(({ id }) => id === 'by-meaning');
    expect(status?.values).toContainEqual({ path: 'status.image-too-large', value: 413 });
  });
});

describe('GET /__admin/fixtures', () => {
  test('lists what GET /__admin/fixtures/{file} serves', async () => {
    const { fixtures } = await (await fetch(`${mock.url}/__admin/fixtures`)).json();
    const png = fixtures.find(({ fileName }: { readonly fileName: string }) => fileName === 'selfie-good-png.png');
    const response = await fetch(`${mock.url}/__admin/fixtures/${png.id}`);
    expect([response.headers.get('Content-Type'), (await response.arrayBuffer()).byteLength]).toEqual([
      `image/${png.format}`,
      png.bytes,
    ]);
    expect(new Set(fixtures.map(({ part }: { readonly part: string }) => part))).toEqual(new Set(['img1', 'img2']));
  });
});

describe('GET /__admin/scenarios', () => {
  test.each(['documented', 'rest'])(
    'under %s, has a sample of each answer, from which a sent one differs only where it says',
    async (profile) => {
      await using own = await createMockServer({ profile });
      const { scenarios } = await (await fetch(`${own.url}/__admin/scenarios`)).json();
      for (const { name, status, sample, fresh } of scenarios) {
        const sent = await post(own, { headers: { 'X-Mock-Scenario': name } });
        expect([name, sent.status]).toEqual([name, status]);
        for (const [header, value] of Object.entries(sample.headers))
          expect(sent.headers.get(header), name).toEqual(fresh.includes(header) ? expect.any(String) : value);
        expect(withSampled(sent.text, sample.body, fresh), name).toBe(sample.body);
      }
      const { sample } = scenarios.find(({ name }: { readonly name: string }) => name === 'success-printed');
      expect(sample.body).toContain('"score": "0.98520" }, }');
    },
  );

  test('says through which channels a request can select one', async () => {
    await using guarded = await createMockServer({ channels: ['session', 'header'] });
    expect((await (await fetch(`${guarded.url}/__admin/scenarios`)).json()).channels).toEqual(['header', 'session']);
    await guarded.update({ channels: ['prefer'] });
    expect((await (await fetch(`${guarded.url}/__admin/scenarios`)).json()).channels).toEqual(['prefer']);
  });
});

/** Returns a body with the values that the sample has at these places, as JSON without blanks. */
function withSampled(text: string, sample: string, places: readonly string[]): string {
  const pointers = places.filter((place) => place.startsWith('/'));
  if (pointers.length === 0) return text;
  const [sent, printed] = [JSON.parse(text), JSON.parse(sample)];
  for (const pointer of pointers) {
    const keys = pointer.slice(1).split('/');
    const last = keys.pop() ?? '';
    const at = (root: unknown) => keys.reduce<unknown>((node, key) => Reflect.get(Object(node), key), root);
    Reflect.set(Object(at(sent)), last, Reflect.get(Object(at(printed)), last));
  }
  return JSON.stringify(sent);
}

describe('GET /__admin/sessions?states=true', () => {
  test('has the state of each session, and does not count as a use of it', async () => {
    await using own = await createMockServer();
    own.session('first', { scenario: 'liveness-error' });
    own.session('second');
    const read = async () => (await fetch(`${own.url}/__admin/sessions?states=true`)).json();
    const { sessions, states } = await read();
    expect(sessions).toEqual(['second', 'first']);
    expect(states).toMatchObject([
      { id: 'second', scenario: null },
      { id: 'first', scenario: 'liveness-error', requests: 0 },
    ]);
    expect((await read()).sessions).toEqual(['second', 'first']);
  });
});
