import { describe, expect, test } from 'vitest';
import { loadContract } from '../../spec/index.js';
import { sendGood } from '../good-request.test-helper.js';
import { createMockServer, type MockServer } from '../server.js';
import { createMetricsRegistry } from './metrics-registry.js';

const contract = await loadContract();
const start = (): Promise<MockServer> => createMockServer({ contract, metrics: true });
const metricsOf = async (mock: MockServer): Promise<string> => (await fetch(`${mock.url}/__admin/metrics`)).text();

/** Returns the value of one series; undefined if it is absent. */
async function seriesOf(mock: MockServer, series: string): Promise<number | undefined> {
  const line = (await metricsOf(mock)).split('\n').find((one) => one.startsWith(`eendigo_kit_mock_${series} `));
  return line === undefined ? undefined : Number(line.split(' ').at(-1));
}

describe('the metrics', () => {
  test('count requests, violations and faults, and measure time and size', async () => {
    await using mock = await start();
    await sendGood(mock);
    await sendGood(mock, { key: 'wrong', 'no-such-part': 'x' });
    await sendGood(mock.session('a'), {}, { 'X-Mock-Scenario': 'success-not-live', 'X-Mock-Fault': 'gzip' });
    const request = (labels: string): Promise<number | undefined> => seriesOf(mock, `requests_total{${labels}}`);
    expect(await request('kind="success",scenario="success",selected_by="rules",status="200"')).toBe(1);
    expect(await request('kind="success",scenario="success-not-live",selected_by="header",status="200"')).toBe(1);
    expect(await seriesOf(mock, 'violations_total{rule="credentials",part="key"}')).toBe(1);
    expect(await seriesOf(mock, 'faults_total{fault="gzip"}')).toBe(1);
    expect(await seriesOf(mock, 'request_duration_seconds_count{kind="success"}')).toBe(2);
    expect(await seriesOf(mock, 'request_body_bytes_count')).toBe(3);
    expect(await seriesOf(mock, 'request_body_bytes_sum')).toBeGreaterThan(2_000_000);
    expect(await seriesOf(mock, 'sessions')).toBe(1);
    expect(await seriesOf(mock, 'requests_in_flight')).toBe(0);
    expect(await metricsOf(mock)).toMatch(/^process_resident_memory_bytes \d+$/m);
  });

  test('include a request in flight', async () => {
    await using mock = await start();
    const slow = sendGood(mock, {}, { 'X-Mock-Fault': 'stall-upload; ms=600000' }).catch(() => {});
    await expect.poll(() => seriesOf(mock, 'requests_in_flight')).toBe(1);
    await mock.close(0);
    await slow;
  });

  test('are separate for two mocks in one process', async () => {
    await using one = await start();
    await using other = await start();
    await sendGood(one);
    expect(await seriesOf(one, 'request_body_bytes_count')).toBe(1);
    expect(await seriesOf(other, 'request_body_bytes_count')).toBe(0);
  });

  test('require the token, and do not exist if they are disabled', async () => {
    await using guarded = await createMockServer({ contract, metrics: true, adminToken: 'let-me-in' });
    const url = `${guarded.url}/__admin/metrics`;
    expect((await fetch(url)).status).toBe(401);
    const { status, headers } = await fetch(url, { headers: { Authorization: 'Bearer let-me-in' } });
    expect([status, headers.get('Content-Type')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
    await using plain = await createMockServer({ contract });
    expect((await fetch(`${plain.url}/__admin/metrics`)).status).toBe(404);
  });

  test('do not grow with names that a client or a contract invents', async () => {
    const registry = createMetricsRegistry({ inFlight: () => 0, sessions: () => 0, isPart: (name) => name === 'img1' });
    for (let index = 0; index < 500; index++)
      registry.add({
        id: String(index),
        at: '',
        method: `M${index}`,
        path: `/path-${index}`,
        headers: {},
        parts: [],
        violations: [
          { rule: 'parameters', part: `part-${index}`, outcome: 'parameter-invalid', text: '', section: '1' },
        ],
        answer: { status: 200, scenario: `scenario-${index}`, kind: 'success', selectedBy: 'rules', reason: '' },
        state: 'answered',
        durationMs: 1,
      });
    const { text } = await registry.render();
    const series = (name: string): string[] =>
      text.split('\n').filter((line) => line.startsWith(`eendigo_kit_mock_${name}{`));
    expect(series('requests_total')).toHaveLength(101);
    expect(series('violations_total')).toEqual([
      'eendigo_kit_mock_violations_total{rule="parameters",part="other"} 500',
    ]);
    expect(text).not.toMatch(/path-|part-/);
  });
});
