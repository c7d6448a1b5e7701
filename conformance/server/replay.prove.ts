import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createMockServer } from '../../mock/index.js';
import { passOn, startBeyond } from './beyond.test-helper.js';
import { readSpendFile } from './spend/spend-file.js';

const builtIn = { EENDIGO_KIT_TENANT_CODE: '', EENDIGO_KIT_KEY: '' };
const tenants = [{ code: 'TEST', key: 'test-key', balance: 1000 }];

test('a replay sends one case again and shows both answers side by side', async () => {
  await using before = await createMockServer();
  await using after = await createMockServer({ profile: 'rest' });
  await using beyond = await startBeyond((_, outgoing) => outgoing.end());
  const file = join(beyond.folder, 'run.json');
  await beyond.run(['server', '--target', before.url, '--only', 'missing-*', '--json', file], builtIn);

  const same = await beyond.run(['replay', 'missing-key', '--run', file], { ...builtIn, COLUMNS: '100' });
  expect([same.code, same.err]).toEqual([0, '']);
  expect(same.out).toMatch(/1 case: 1 passed/);
  expect(same.out).toMatch(/^ {2}verdict {5}passed +passed$/m);
  expect(same.out).toMatch(/^ {2}status {6}HTTP 200 +HTTP 200$/m);

  const args = ['replay', 'missing-key', '--run', file, '--target', after.url];
  const { code, out } = await beyond.run(args, { ...builtIn, COLUMNS: '100' });
  expect(code).toBe(3);
  expect(out).toMatch(/^≠ to {10}http:\S+ +http:\S+$/m);
  expect(out).toMatch(/^≠ verdict {5}passed +inconclusive$/m);
  expect(out).toMatch(/^≠ http-status passed +inconclusive: 400$/m);
  expect(out).toMatch(/^≠ status {6}HTTP 200 +HTTP 400$/m);
  expect(out).toMatch(/^ {14} {2}"status": "FAILED", +"status": "FAILED",$/m);
  for (const line of out.slice(out.indexOf('then  ')).split('\n')) expect([...line].length).toBeLessThanOrEqual(100);
  expect(before.requests().filter(({ parts }) => !parts.some(({ name }) => name === 'key'))).toHaveLength(2);
});

test('a replay beyond this machine is dry without a budget, and then counts its calls', async () => {
  await using mock = await createMockServer({ tenants });
  await using beyond = await startBeyond(passOn(mock.url));
  const file = join(beyond.folder, 'run.json');
  await beyond.run(['server', ...beyond.target, '--only', 'missing-img1', '--max-billable', '2', '--json', file]);
  const { length } = mock.requests();
  const flags = beyond.target.slice(2);
  const dry = await beyond.run(['replay', 'missing-img1', '--run', file, ...flags]);
  expect([dry.code, mock.requests().length]).toEqual([3, length]);
  expect(dry.err).toMatch(/nothing was sent; give --max-billable 2/);
  const paid = await beyond.run(['replay', 'missing-img1', '--run', file, ...flags, '--max-billable', '1']);
  expect([paid.code, mock.requests().length]).toEqual([0, length + 1]);
  expect(readSpendFile(beyond.spendFile).calls).toHaveLength(length + 1);
});

test('a case that repeats a refNumber is sent after the one that it repeats', async () => {
  await using mock = await createMockServer();
  await using beyond = await startBeyond((_, outgoing) => outgoing.end());
  const file = join(beyond.folder, 'run.json');
  const only = 'success-all-parts,repeated-ref-number';
  await beyond.run(['server', '--target', mock.url, '--only', only, '--json', file], builtIn);
  const { code, out } = await beyond.run(['replay', 'repeated-ref-number', '--run', file], builtIn);
  expect([code, out]).toEqual([0, expect.stringContaining('2 cases: 2 passed')]);
});

test('what cannot be replayed is one line that says what to do, and nothing is sent', async () => {
  await using mock = await createMockServer();
  await using beyond = await startBeyond((_, outgoing) => outgoing.end());
  const file = join(beyond.folder, 'run.json');
  await beyond.run(['server', '--target', mock.url, '--only', 'missing-*', '--json', file], builtIn);
  const { length } = mock.requests();
  const report = JSON.parse(await readFile(file, 'utf8')) as { cases: { id: string; reproduce?: string }[] };
  const changed = async (changes: object): Promise<string> => {
    const name = join(beyond.folder, 'changed.json');
    await writeFile(name, JSON.stringify({ ...report, ...changes }));
    return name;
  };
  const errorOf = async (...args: readonly string[]): Promise<string> => {
    const { code, err } = await beyond.run(['replay', ...args], builtIn);
    expect([code, err.split('\n')]).toEqual([2, [expect.any(String), '']]);
    return err;
  };
  expect(await errorOf('missing-kye', '--run', file)).toMatch(/has no case "missing-kye"; did you mean missing-key\?/);
  expect(await errorOf('zzz', '--run', file)).toMatch(/has no case "zzz"; "eendigo-kit conformance list" shows/);
  expect(await errorOf('missing-key', '--run', 'nowhere.json')).toMatch(/there is no such file/);
  const onClient = await changed({ direction: 'client', subject: 'node client.mjs' });
  expect(await errorOf('missing-key', '--run', onClient)).toMatch(/is a run on a client, whose program sends/);
  const [first] = report.cases;
  const foreign = await changed({ cases: [{ ...first, id: 'recorded-1' }] });
  expect(await errorOf('recorded-1', '--run', foreign)).toMatch(
    /"recorded-1" is not a case of this version of the kit/,
  );
  const own = await changed({ profile: { name: 'ours', decisions: {} } });
  expect(await errorOf('missing-key', '--run', own)).toMatch(/its profile ours is not built in; give its file/);
  expect(mock.requests()).toHaveLength(length);
});
