import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { loadContract } from '../../spec/index.js';
import { cases } from '../cases/index.js';
import { runClientCases } from '../client/client-run.js';
import { createExecDriver } from '../client/exec/exec-driver.js';
import { collectResults } from './verdict.js';

const adapter = fileURLToPath(new URL('../adapters/fetch.mjs', import.meta.url));

async function evidenceOf(command: readonly [string, ...string[]]) {
  const [result] = await collectResults(
    runClientCases({
      createDriver: () => createExecDriver(command),
      contract: await loadContract(),
      cases: cases.filter(({ id }) => id === 'success-all-parts'),
      limitMs: 20_000,
      signal: new AbortController().signal,
    }),
  );
  return result?.evidence;
}

test("a client's case keeps what was on the wire and what the client reported, without key, NIK and pictures", async () => {
  const evidence = await evidenceOf([process.execPath, adapter]);
  expect(evidence).toMatchObject({
    refNumber: expect.stringMatching(/^KIT[0-9A-F]{8}$/),
    sentAt: expect.any(Date),
    mayHaveBeenCharged: 1,
    answer: { status: 200, body: expect.stringContaining('"status":"Success"'), trxNo: expect.stringMatching(/^\d+$/) },
    report: { outcome: 'success', kind: 'success' },
    requests: [
      {
        method: 'POST',
        parts: expect.arrayContaining([
          { name: 'key', value: '***' },
          { name: 'nik', value: '***' },
          { name: 'tenant_code', value: 'AIT' },
          {
            name: 'img1',
            filename: 'selfie-max.jpg',
            bytes: expect.any(Number),
            sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
          },
        ]),
        status: 200,
      },
    ],
  });
  expect(JSON.stringify(evidence)).not.toMatch(/ADINS_key1234|0123456789101112/);
});

test('a client that sends a request twice may be charged twice', async () => {
  const twice = `for (const _ of [1, 2]) {
    const { baseUrl, path, request } = JSON.parse(require('fs').readFileSync(process.env.EENDIGO_KIT_CASE, 'utf8'));
    const form = new FormData();
    for (const [name, value] of Object.entries(request))
      if (typeof value === 'string') form.append(name, value);
      else form.append(name, new Blob([require('fs').readFileSync(value.file)]), value.filename);
    await fetch(baseUrl + path, { method: 'POST', body: form });
  }`;
  const evidence = await evidenceOf([process.execPath, '-e', `(async () => { ${twice} })()`]);
  expect(evidence?.mayHaveBeenCharged).toBe(2);
  expect(evidence?.requests).toHaveLength(2);
});

test('a client that sends nothing leaves no evidence', async () => {
  expect(await evidenceOf([process.execPath, '-e', '0'])).toBeUndefined();
});
