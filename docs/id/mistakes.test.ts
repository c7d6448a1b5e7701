import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type FixtureId, loadFixture } from '../../fixtures/index.js';
import { createMockServer } from '../../mock/index.js';

const texts = { key: 'ADINS_key1234', tenant_code: 'AIT', refNumber: 'REF1' } as const;
const url = '/demo/biometric/facecompareliveness';

/** What a client sends that makes the mistake in a row of the table. */
type Mistake = () => Promise<{ readonly headers?: Record<string, string>; readonly body: BodyInit }>;

const jpeg = async (id: FixtureId): Promise<File> => new File([new Uint8Array(await loadFixture(id))], `${id}.jpg`);

/** Returns the good form with changes; null leaves a part out. */
async function form(changes: Readonly<Record<string, string | File | null>>): Promise<FormData> {
  const body = new FormData();
  const parts = { img1: await jpeg('selfie-good'), img2: await jpeg('ktp-good'), ...texts, ...changes };
  for (const [name, value] of Object.entries(parts)) if (value !== null) body.append(name, value);
  return body;
}
const changed =
  (changes: Readonly<Record<string, string | File | null>>): Mistake =>
  async () => ({
    body: await form(changes),
  });

/** By the row's beginning. */
const mistakes: Readonly<Record<string, Mistake>> = {
  'nama bagian salah': changed({ tenant_code: null, tenantCode: 'AIT' }),
  'form dikirim sebagai JSON': async () => ({ body: '{}', headers: { 'Content-Type': 'application/json' } }),
  '`Content-Type` diisi manual': async () => ({
    body: '--x--',
    headers: { 'Content-Type': 'multipart/form-data' },
  }),
  'gambar dikirim tanpa nama file': changed({ img1: '\ufffd\ufffd' }),
  'path dikirim': changed({ img1: '/foto/selfie.jpg' }),
  'base64 dikirim': async () => {
    const bytes = await loadFixture('selfie-good');
    return { body: await form({ img1: bytes.toString('base64') }) };
  },
  'Python requests': changed({ img1: new File(['selfie.jpg'], 'img1') }),
  Retrofit: changed({ key: JSON.stringify(texts.key) }),
  'foto HEIC': changed({ img1: new File([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0heicmif1', 'latin1')], 'selfie.jpg') }),
  'selfie dan KTP tertukar': async () => ({
    body: await form({ img1: await jpeg('ktp-good'), img2: await jpeg('selfie-good') }),
  }),
  'variabel Postman': changed({ key: '{{key}}' }),
};

const readme = await readFile(join(import.meta.dirname, '..', '..', 'README.id.md'), 'utf8');
const table = readme.slice(readme.indexOf('| kesalahan '));
const rows = [...table.matchAll(/^\| (?!kesalahan|-)(.+?) +\| `(.+?)` +\|$/gm)].map(([, mistake = '', says = '']) => ({
  mistake,
  says,
}));

test('the Indonesian README lists each mistake once', () => {
  expect(rows.map(({ mistake }) => Object.keys(mistakes).find((start) => mistake.startsWith(start)))).toEqual(
    Object.keys(mistakes),
  );
});

test.each(rows)('the mock says in Indonesian what the README shows: $mistake', async ({ mistake, says }) => {
  await using mock = await createMockServer({ lang: 'id' });
  const make = Object.entries(mistakes).find(([start]) => mistake.startsWith(start))?.[1];
  const answer = await fetch(`${mock.url}${url}`, { method: 'POST', ...(await make?.()) });
  await answer.arrayBuffer();
  expect(answer.headers.get('X-Mock-Hint')).toContain(says);
});

test('the Indonesian README names scenarios that the mock has', async () => {
  await using mock = await createMockServer();
  const named = [...readme.matchAll(/^\| `([a-z-]+)` /gm)].map(([, name = '']) => name);
  expect(named).toHaveLength(10);
  expect(named.filter((name) => !mock.contract.scenarios.has(name))).toEqual([]);
});
