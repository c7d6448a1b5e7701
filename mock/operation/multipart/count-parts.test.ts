import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documented, loadContract, nest, withDecisions } from '../../../spec/index.js';
import { createMockServer, type MockServer } from '../../server.js';
import { drawnPictures as pictures } from '../../witnesses/drawn-pictures.test-helper.js';
import { type Observed, observe, type SentPart } from '../../witnesses/profile-observer.test-helper.js';

let strict: MockServer;
let lenient: MockServer;
beforeAll(async () => {
  strict = await createMockServer();
  const accepting = withDecisions(documented, nest([['pictures.withoutFilename', 'accepted']]));
  lenient = await createMockServer({ contract: await loadContract(accepting) });
});
afterAll(async () => {
  await strict.close();
  await lenient.close();
});

const text = (name: string, value: string): SentPart => ({ name, content: Buffer.from(value) });

/** The good request with another selfie and additional parts. */
async function send(mock: MockServer, selfie: Omit<SentPart, 'name'>, ...more: SentPart[]): Promise<Observed> {
  const parts = [
    { name: 'img1', ...selfie },
    { name: 'img2', filename: 'ktp.jpg', type: 'image/jpeg', content: pictures.good },
    text('key', 'ADINS_key1234'),
    text('tenant_code', 'AIT'),
    text('refNumber', 'REF202209230001'),
    ...more,
  ];
  return observe(mock, 'take', [{ parts }]);
}

const scenario = ({ answers: [answer] }: Observed): string | undefined => answer?.scenario;

describe('a picture whose part has no file name', () => {
  it.each(['image/jpeg', 'application/octet-stream'])(
    'sent as %s is rejected as missing under documented, and accepted if the profile allows it',
    async (type) => {
      expect(scenario(await send(strict, { type, content: pictures.good }))).toBe('parameter-invalid');
      expect(scenario(await send(lenient, { type, content: pictures.good }))).toBe('success');
    },
  );

  it('is identified by its bytes: a dim one is found dim', async () => {
    expect(scenario(await send(lenient, { type: 'image/jpeg', content: pictures.dim }))).toBe('liveness-error');
  });

  it('is rejected under every profile when it is base64 text', async () => {
    const content = Buffer.from(pictures.good.toString('base64'));
    expect(scenario(await send(strict, { content }))).toBe('parameter-invalid');
    expect(scenario(await send(lenient, { content }))).toBe('parameter-invalid');
  });
});

describe('text next to such a picture', () => {
  it.each([
    ['without a character set', undefined],
    ['with its character set', 'text/plain; charset=utf-8'],
  ])('keeps its characters, sent %s', async (_, type) => {
    const loginId: SentPart = { ...text('loginId', 'Müller 山田'), ...(type ? { type } : {}) };
    for (const mock of [strict, lenient]) {
      const { transactions } = await send(mock, { filename: 'a.jpg', content: pictures.good }, loginId);
      expect(transactions.map((transaction) => transaction.loginId)).toEqual(['Müller 山田']);
    }
  });
});
