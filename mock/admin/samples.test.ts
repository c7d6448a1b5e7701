import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadContract } from '../../spec/index.js';
import { post } from '../good-request.test-helper.js';
import { createMockServer, type MockServer } from '../server.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer();
});
afterAll(() => mock.close());

interface Sample {
  readonly scenario: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly parts: readonly {
    readonly name: string;
    readonly value?: string | null;
    readonly fixture?: string;
    readonly fileName?: string;
  }[];
}

async function samplesOf(url: string): Promise<readonly Sample[]> {
  return (await (await fetch(`${url}/__admin/samples`)).json()).samples;
}

const scenarios = [...(await loadContract()).scenarios.keys()];

describe('the samples', () => {
  test.each(scenarios)('have a request that the mock answers with %s', async (scenario) => {
    const sample = (await samplesOf(mock.url)).find((one) => one.scenario === scenario);
    const form = new FormData();
    for (const { name, value, fixture, fileName } of sample?.parts ?? []) {
      if (fixture === undefined) form.append(name, value ?? `REF-${scenario}`);
      else form.append(name, await (await fetch(`${mock.url}/__admin/fixtures/${fixture}`)).blob(), fileName);
    }
    const { headers } = await post(mock, { body: form, headers: sample?.headers ?? {} });
    const selectedBy = Object.keys(sample?.headers ?? {}).length === 0 ? 'rules' : 'header';
    expect([headers.get('X-Mock-Scenario'), headers.get('X-Mock-Selected-By')]).toEqual([scenario, selectedBy]);
  });

  test('need a header only for the scenarios that no request causes', async () => {
    const forced = (await samplesOf(mock.url)).filter(({ headers }) => Object.keys(headers).length > 0);
    expect(forced.map(({ scenario }) => scenario)).toEqual([
      'success-at-threshold',
      'success-printed',
      'liveness-error-dim',
      'liveness-error-covered',
      'liveness-error-shake',
    ]);
  });

  test('do not show the key of an own tenant', async () => {
    const { url } = mock.session('own', { tenants: [{ code: 'ACME', key: 'acme-key-4711', balance: 1 }] });
    const text = await (await fetch(`${url}/__admin/samples`)).text();
    expect(text).toContain('ACME');
    expect(text).not.toContain('acme-key-4711');
  });
});
