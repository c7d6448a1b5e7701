import { expect, test } from 'vitest';
import { startBeyond } from './beyond.test-helper.js';

const none = { EENDIGO_KIT_TENANT_CODE: '', EENDIGO_KIT_KEY: '' };

test('a plan needs no network and no credentials, and shows cost, skips and totals in money', async () => {
  await using beyond = await startBeyond((_, outgoing) => outgoing.end());
  const only = ['--only', 'missing-img1,credentials-wrong-key,success-all-parts,balance-used-up'];
  const price = ['--price', '1500', '--currency', 'IDR'];
  const { code, out, err } = await beyond.run(['plan', ...only, ...price], none);
  expect([code, err]).toEqual([0, '']);
  expect(out).toMatch(/^ {2}send {2}control {2}perhaps billable, IDR 1,500: /m);
  expect(out).toMatch(/^ {2}send {2}missing-img1 {2}perhaps billable, IDR 1,500$/m);
  expect(out).toMatch(/^ {2}send {2}credentials-wrong-key {2}free$/m);
  expect(out).toMatch(/^ {2}skip {2}success-all-parts {2}needs pictures of a real face: give them with --fixtures$/m);
  expect(out).toMatch(/^ {2}skip {2}balance-used-up {2}no credentials of a tenant without balance$/m);
  expect(out).toMatch(
    /^Plan for https:\/\/api\.eendigo\.app\/demo: 3 requests, of which at most 2 are charged \(IDR 3,000\); 2 skipped\.$/m,
  );
});

test('a dry run prints the same', async () => {
  await using beyond = await startBeyond((_, outgoing) => outgoing.end());
  const flags = ['--target', 'https://uat.test/demo', '--tag', 'parameters', '--max-billable', '3'];
  const [plan, dry] = [await beyond.run(['plan', ...flags]), await beyond.run(['server', ...flags, '--dry-run'])];
  expect(dry).toEqual(plan);
  expect(plan.out).toMatch(/of which at most 3 are charged/);
});

test('a plan for this machine costs nothing', async () => {
  await using beyond = await startBeyond((_, outgoing) => outgoing.end());
  const { out } = await beyond.run(
    ['plan', '--target', 'http://127.0.0.1:1/demo', '--only', 'success-all-parts'],
    none,
  );
  expect(out).toMatch(/2 requests, of which at most 0 are charged; 0 skipped\./);
});

test.each([
  [['--price', '1500'], /a price has no currency/],
  [['--price', 'much', '--currency', 'IDR'], /is not an amount/],
  [['--target', 'nowhere'], /--target "nowhere" is not an http or https address/],
])('a plan with %j is refused', async (flags, message) => {
  await using beyond = await startBeyond((_, outgoing) => outgoing.end());
  const { code, err } = await beyond.run(['plan', ...flags]);
  expect(code).toBe(2);
  expect(err).toMatch(message);
});
