import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { loadFixture } from '../../fixtures/index.js';
import type { JournalEntry } from '../../mock/index.js';
import { contractUnder, documented } from '../../spec/index.js';
import { builtInCredentials } from '../wire/credentials.js';
import { createDiagnoser } from './diagnosis.js';

const contract = contractUnder(documented);

/** Sends a request to a server that only diagnoses it, and returns what the mock says. */
async function diagnosed(
  send: (url: string) => Promise<unknown>,
  path = contract.path,
): Promise<JournalEntry | undefined> {
  await using diagnoser = await createDiagnoser(contract, builtInCredentials);
  const { promise, resolve } = deferred<JournalEntry | undefined>();
  const server = createServer((incoming, response) => {
    const { body, entry } = diagnoser.open(incoming, path);
    incoming.pipe(body);
    incoming.on('error', () => body.destroy());
    void entry().then((found) => {
      response.end();
      resolve(found);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await Promise.allSettled([send(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)]);
    return await promise;
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

function deferred<Value>(): { readonly promise: Promise<Value>; readonly resolve: (value: Value) => void } {
  let resolve: (value: Value) => void = () => {};
  const promise = new Promise<Value>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

describe('the diagnosis of a recorded request', () => {
  test('is that of the mock: every violation with its hint', async () => {
    const form = new FormData();
    form.set(
      'img1',
      new File([new Uint8Array(await loadFixture('selfie-good'))], 'selfie.jpg', { type: 'image/jpeg' }),
    );
    form.set('key', builtInCredentials.funded.key);
    form.set('tenant_code', builtInCredentials.funded.code);
    const entry = await diagnosed((url) => fetch(url, { method: 'POST', body: form }));
    expect(entry).toMatchObject({ method: 'POST', state: 'answered' });
    expect(entry?.parts.map(({ name }) => name)).toEqual(['img1', 'key', 'tenant_code']);
    expect(entry?.violations.map(({ rule, part }) => [rule, part])).toEqual([
      ['parameters', 'img2'],
      ['parameters', 'refNumber'],
    ]);
  });

  test('of an upload that breaks off has the parts until there', async () => {
    const head = '--x\r\nContent-Disposition: form-data; name="key"\r\n\r\nsecret\r\n--x\r\nContent-Disp';
    const entry = await diagnosed(async (url) => {
      const sending = request(url, {
        method: 'POST',
        headers: { 'Content-Type': 'multipart/form-data; boundary=x', 'Content-Length': 1000 },
      });
      sending.on('error', () => {});
      await new Promise<void>((resolve) => sending.write(head, () => resolve()));
      sending.destroy();
    });
    expect(entry?.state).toBe('aborted');
  });

  test('of a request that chooses an answer of the mock pays no attention to that', async () => {
    const entry = await diagnosed((url) =>
      fetch(url, { method: 'POST', body: 'x', headers: { 'X-Mock-Scenario': 'success', 'X-Mock-Fault': 'reset' } }),
    );
    expect(entry?.answer).toMatchObject({ kind: 'parameter-invalid', selectedBy: 'rules' });
  });
});
