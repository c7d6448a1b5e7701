import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Contract, loadContract, loadProfile } from '../../spec/index.js';
import { sendGood } from '../good-request.test-helper.js';
import { createSecretHider } from '../privacy/hide-secrets.js';
import { createMockServer, type MockServer } from '../server.js';
import { createLedgerTexts, sentText } from './ledger-text.js';
import { readRecords } from './lmdb/read-records.test-helper.js';

const nik = '3171234507900123';
const otherNik = '3171234507900124';
const tenants = [{ code: 'AIT', key: 'CANARY-key-7f3a9b', balance: 100 }];
const { key } = tenants[0] ?? { key: '' };

/** A contract that rejects a repeated refNumber. */
let contract: Contract;
let folder: string;
beforeAll(async () => {
  const { profile } = await loadProfile('documented');
  const parts = { ...profile.parts, repeatedRefNumber: 'parameter-invalid' } as const;
  contract = await loadContract({ ...profile, parts });
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-ledger-text-'));
});
afterAll(() => rm(folder, { recursive: true }));

const send = async (mock: MockServer, changes: Record<string, string>) =>
  (await sendGood(mock, { key, ...changes })).headers.get('X-Mock-Scenario');

describe('a text with a secret in it, in a ledger,', () => {
  const hide = createSecretHider(['CANARY-key']);
  const texts = createLedgerTexts();

  test('is masked as in the journal, with a mark that distinguishes it from others', () => {
    const [one, other] = [nik, otherNik].map((text) => texts.encode(sentText(`REF ${text}`, hide)));
    expect(one).toMatch(/^REF \*\*\* \(16 characters\) #[0-9a-f]{16}$/);
    expect(other).not.toBe(one);
    expect(texts.encode(sentText(`REF ${nik}`, hide))).toBe(one);
    expect(texts.encode(sentText('REF202209230001', hide))).toBe('REF202209230001');
  });

  test('has a different mark under a different key, so that trying all NIKs does not find it', () => {
    expect(createLedgerTexts().encode(sentText(nik, hide))).not.toBe(texts.encode(sentText(nik, hide)));
    expect(createLedgerTexts(texts.key).encode(sentText(nik, hide))).toBe(texts.encode(sentText(nik, hide)));
  });

  test.each([
    `${'x'.repeat(395)}CANARY-key${'x'.repeat(200)}`,
    `${'x'.repeat(20_000)}CANARY-key`,
    `${'CANARY-key'.repeat(9000)}`,
  ])('is masked in a long one as well', (text) => {
    expect(texts.encode(sentText(text, hide))).not.toMatch(/CANA/);
    expect(texts.encode(sentText(text, hide)).length).toBeLessThan(600);
  });
});

describe('a refNumber that is a secret', () => {
  test('is recognized when it is repeated, even if it was no secret before', async () => {
    await using mock = await createMockServer({ contract, tenants });
    expect(await send(mock, { refNumber: nik })).toBe('success');
    expect(await send(mock, { refNumber: otherNik })).toBe('success');
    expect(await send(mock, { refNumber: nik })).toBe('parameter-invalid');
    // Any value that its own request sends as nik is a secret.
    expect(await send(mock, { refNumber: 'KTP-of-Malvin', nik: 'KTP-of-Malvin' })).toBe('success');
    expect(await send(mock, { refNumber: 'KTP-of-Malvin' })).toBe('parameter-invalid');
    expect(await send(mock, { refNumber: 'KTP-of-another' })).toBe('success');
    expect(await send(mock, { refNumber: 'KTP-of-another', nik: 'KTP-of-another' })).toBe('parameter-invalid');
  });

  test('is not in the state file, and is recognized after a restart', async () => {
    const state = join(folder, 'mock.state');
    const options = { contract, tenants, state };
    {
      await using mock = await createMockServer(options);
      expect(await send(mock, { refNumber: nik, loginId: `me ${key}` })).toBe('success');
      await sendGood(mock, { tenant_code: nik }, { 'X-Mock-Scenario': 'success' });
    }
    for (let restarts = 0; restarts < 2; restarts++) {
      await using mock = await createMockServer(options);
      expect(await send(mock, { refNumber: nik })).toBe('parameter-invalid');
      expect(await send(mock, { refNumber: `${otherNik.slice(0, 15)}${restarts + 5}` })).toBe('success');
      expect(await readFile(state, 'utf8')).not.toContain('31712345');
      const records = JSON.stringify(await readRecords(state));
      expect(records.replaceAll(`"key":"${key}"`, '')).not.toContain(key);
      expect(mock.transactions().slice(0, 2)).toMatchObject([
        {
          refNumber: expect.stringMatching(/^\*\*\* \(16 characters\) #/),
          loginId: expect.stringMatching(/^me \*\*\* .* #/),
        },
        { tenantCode: expect.stringMatching(/^\*\*\* \(16 characters\) #/) },
      ]);
    }
  });

  test('is recognized after a reset and a restart', async () => {
    const options = { contract, tenants, state: join(folder, 'reset.state') };
    {
      await using mock = await createMockServer(options);
      mock.reset();
      expect(await send(mock, { refNumber: nik })).toBe('success');
    }
    await using mock = await createMockServer(options);
    expect(await send(mock, { refNumber: nik })).toBe('parameter-invalid');
  });

  test('finds its rows, page by page, and is in no URL', async () => {
    await using mock = await createMockServer({ tenants });
    for (const refNumber of [nik, otherNik, nik, nik]) await send(mock, { refNumber });
    let address = `/__admin/transactions?refNumber=${nik}&limit=1`;
    let found = 0;
    for (; address !== ''; found++) {
      const response = await fetch(`${mock.url}${address}`);
      expect(await response.json()).toMatchObject({ total: 3, transactions: [{ tenantCode: 'AIT' }] });
      address = /^<([^>]+)>/.exec(response.headers.get('Link') ?? '')?.[1] ?? '';
      expect(address).not.toContain(nik);
    }
    expect(found).toBe(3);
  });
});
