import { describe, expect, test } from 'vitest';
import { loadContract } from '../../spec/index.js';
import type { LogOptions } from '../config/log-options.js';
import { post, sendGood } from '../good-request.test-helper.js';
import { createMockServer, type MockServer } from '../server.js';

const contract = await loadContract();

/** Returns the lines that a mock logs during `act`. */
async function logOf(
  options: Partial<LogOptions>,
  act: (mock: MockServer) => Promise<unknown>,
): Promise<readonly string[]> {
  const lines: string[] = [];
  const mock = await createMockServer({
    contract,
    tenants: [{ code: 'CANARY-code', key: 'CANARY-key', balance: 5 }],
    log: { format: 'json', write: (line) => lines.push(line), ...options },
  });
  await act(mock);
  // Closing also waits for the log.
  await mock.close();
  return lines;
}

/** Sends only text parts. */
async function sendTexts(mock: MockServer, parts: Record<string, string>, headers: Record<string, string> = {}) {
  const body = new FormData();
  for (const [name, value] of Object.entries(parts)) body.append(name, value);
  return post(mock, { body, headers });
}

const good = { tenant_code: 'CANARY-code', key: 'CANARY-key', nik: '3201234567890123' } as const;

describe('the log', () => {
  test('has one JSON line for each ended request', async () => {
    const lines = await logOf({}, async (mock) => {
      await sendGood(mock, good);
      await sendGood(mock, { ...good, refNumber: null }, { 'X-Mock-Session': 'other', 'X-Mock-Delay': '1' });
    });
    const [first, second] = lines.map((line) => JSON.parse(line));
    expect(lines).toHaveLength(2);
    expect(first).toMatchObject({
      level: 'info',
      msg: 'request',
      requestId: '1',
      session: null,
      method: 'POST',
      path: '/demo/biometric/facecompareliveness',
      status: 200,
      scenario: 'success',
      selectedBy: 'rules',
      violations: 0,
      fault: null,
      state: 'answered',
    });
    expect(Date.parse(first.time)).toBeGreaterThan(0);
    expect([typeof first.durationMs, first.bytes > 700_000]).toEqual(['number', true]);
    expect(second).toMatchObject({ level: 'warn', session: 'other', scenario: 'parameter-invalid', fault: 'delay' });
    expect(second.violation).toMatch(/refNumber: is missing/);
  });

  test('has one JSON line for each request, with the finding in one sentence', async () => {
    const lines = await logOf({}, (mock) => sendTexts(mock, { ...good, 'img1\u202e': 'x' }));
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      violation: 'img1: is missing; it is required',
      finding: 'img1 is missing; you sent "img1\u202e"',
      warnings: 1,
    });
  });

  test('omits lines below its level', async () => {
    const act = async (mock: MockServer): Promise<void> => {
      await sendGood(mock, good);
      await sendGood(mock, { ...good, key: 'CANARY-other' });
    };
    expect(await logOf({ level: 'warn' }, act)).toHaveLength(1);
    expect(await logOf({ level: 'error' }, act)).toEqual([]);
  });

  test('never contains a key, a NIK or a picture, wherever the client put it', async () => {
    const act = async (mock: MockServer): Promise<void> => {
      await sendGood(mock, good);
      await sendTexts(mock, { ...good, key: 'CANARY-other', img1: 'CANARY-picture', nik: 'CANARY-nik' });
      await fetch(`${mock.url}/3201234567890123?key=CANARY-key`, { headers: { 'X-Key': 'CANARY-key' } });
      await fetch(`${mock.url}/s/a%2fb/x`);
    };
    for (const format of ['json', 'pretty'] as const) {
      const lines = await logOf({ format }, act);
      expect(lines.length).toBeGreaterThanOrEqual(4);
      expect(lines.join()).not.toMatch(/CANARY-(key|other|picture|nik)|3201234567890123/);
    }
  });

  test('is off by default in process', async () => {
    await using mock = await createMockServer({ contract });
    expect((await sendGood(mock)).status).toBe(200);
    expect(mock.requests()).toHaveLength(1);
  });
});
