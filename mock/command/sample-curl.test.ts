import { expect, test } from 'vitest';
import { createMockServer } from '../server.js';
import { sampleCurl } from './sample-curl.js';

test('quotes an address with brackets, which shells treat as a pattern', async () => {
  await using mock = await createMockServer();
  const bracketed = { ...mock, contract: mock.contract, url: 'http://[::1]:8080' };
  expect(sampleCurl(bracketed, bracketed.tenants(), true).at(-1)).toMatch(
    / 'http:\/\/\[::1\]:8080\/demo\/biometric\/facecompareliveness'$/,
  );
  expect(sampleCurl(bracketed, bracketed.tenants(), false)[0]).toBe(
    "curl -O 'http://[::1]:8080/__admin/fixtures/selfie-good.jpg' -O 'http://[::1]:8080/__admin/fixtures/ktp-good.jpg'",
  );
});
