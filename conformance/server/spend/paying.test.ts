import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createMockServer } from '../../../mock/index.js';
import { endOf, passOn, startBeyond } from '../beyond.test-helper.js';
import { readSpendFile } from './spend-file.js';

const tenants = [{ code: 'TEST', key: 'test-key', balance: 1000 }];
const missing = ['--only', 'missing-*'];

/** The calls of a spend file: case, calls, whether it has an end. */
const callsIn = (file: string) =>
  readSpendFile(file).calls.map(({ case: id, calls, isSettled }) => [id, calls, isSettled]);

test('a run without a budget sends nothing and opens no spend file', async () => {
  let count = 0;
  await using beyond = await startBeyond((_, outgoing) => outgoing.end(String(count++)));
  const { code, err } = await beyond.run([
    'server',
    ...beyond.target,
    ...missing,
    '--price',
    '1500',
    '--currency',
    'IDR',
  ]);
  expect([code, count]).toEqual([3, 0]);
  expect(err).toContain('nothing was sent; give --max-billable 6 (IDR 9,000) to run this plan');
  await expect(readFile(beyond.spendFile)).rejects.toThrow(/ENOENT/);
});

test('a run counts every call in the spend file, and no key', async () => {
  await using mock = await createMockServer({ tenants });
  await using beyond = await startBeyond(passOn(mock.url));
  const { err } = await beyond.run([
    'server',
    ...beyond.target,
    '--only',
    'missing-img1,credentials-wrong-key',
    '--max-billable',
    '5',
  ]);
  expect(callsIn(beyond.spendFile)).toEqual([
    ['control', 1, true],
    ['missing-img1', 1, true],
    ['credentials-wrong-key', 0, true],
  ]);
  expect(err).toContain('at most 2 of 5 billable calls were charged');
  expect(await readFile(beyond.spendFile, 'utf8')).not.toMatch(/test-key|TEST|0123456789101112/);
});

test('a call that kill -9 ends is in the spend file as spent, and "spend" shows it by day, run and target', async () => {
  let isThere = (): void => {};
  const second = new Promise<void>((resolve) => {
    isThere = resolve;
  });
  let count = 0;
  await using beyond = await startBeyond((incoming, outgoing) => {
    incoming.resume().on('end', () => (++count < 3 ? outgoing.end('{}') : isThere()));
  });
  const child = beyond.start(['server', ...beyond.target, ...missing, '--max-billable', '9', '--timeout', '600']);
  const ended = endOf(child);
  await second;
  child.kill('SIGKILL');
  await ended;
  expect(callsIn(beyond.spendFile)).toEqual([
    ['control', 1, true],
    ['missing-img1', 1, true],
    ['missing-img2', 1, false],
  ]);
  await appendFile(beyond.spendFile, '{"type":"rese');
  const { code, out, err } = await beyond.run(['spend', '--price', '1500', '--currency', 'IDR'], {
    TZ: 'Asia/Jakarta',
  });
  expect(code).toBe(0);
  expect(out).toMatch(/^By day \(Asia\/Jakarta\):\n {2}\d{4}-\d\d-\d\d {2}3 of 3 requests \(IDR 4,500\)$/m);
  expect(out).toMatch(
    /^By run:\n {2}\d{8}T\d{6}Z-\w{6} {2}3 of 3 requests \(IDR 4,500\) {2}http:\/\/kit\.test\/demo$/m,
  );
  expect(out).toMatch(/^By target:\n {2}http:\/\/kit\.test\/demo {2}3 of 3 /m);
  expect(out).toContain('1 request has no end');
  expect(err).toMatch(/spend\.ndjson: line 6 is damaged and is ignored/);
  const { total } = JSON.parse((await beyond.run(['spend', '--format', 'json'])).out);
  expect(total).toEqual({ requests: 3, calls: 3, unsettled: 1 });
});

test('calls without an answer are spent, and none is sent again', async () => {
  const seen: string[] = [];
  await using beyond = await startBeyond((incoming, outgoing) => {
    let body = '';
    incoming.setEncoding('latin1').on('data', (text) => {
      body += text;
    });
    incoming.on('end', () => {
      seen.push(/KIT[0-9A-F]{8}\d{4}/.exec(body)?.[0] ?? 'none');
      if (seen.length === 1) outgoing.end('{}');
      else incoming.socket.destroy();
    });
  });
  const { out, code } = await beyond.run(['server', ...beyond.target, ...missing, '--max-billable', '9']);
  expect(out).toMatch(/Cut short: not sent after 3 transport errors in a row/);
  expect(code).toBe(3);
  expect(callsIn(beyond.spendFile)).toEqual([
    ['control', 1, true],
    ['missing-img1', 1, true],
    ['missing-img2', 1, true],
    ['missing-key', 1, true],
  ]);
  expect(new Set(seen).size).toBe(4);
});

test('a case beyond the worst case is sent when earlier calls have cost less', async () => {
  const refuse = JSON.stringify({ status: 'FAILED', message: 'Insufficient balance' });
  let count = 0;
  await using beyond = await startBeyond((incoming, outgoing) => {
    count++;
    incoming.resume().on('end', () => outgoing.end(refuse));
  });
  const { code, out } = await beyond.run(['server', ...beyond.target, ...missing, '--max-billable', '3']);
  expect(out).toMatch(
    / {2}wait {2}missing-ref-number {2}beyond the budget of 3 billable calls; sent if earlier cases cost less than planned\n/,
  );
  expect(out).toMatch(/3 requests, of which at most 3 are charged; 0 skipped, 3 wait for budget\./);
  expect(count).toBe(6);
  expect(code).toBe(1);
});

test('a limit per day counts earlier runs, and excludes what exceeds it', async () => {
  await using mock = await createMockServer({ tenants });
  await using beyond = await startBeyond(passOn(mock.url));
  const run = () =>
    beyond.run(['server', ...beyond.target, ...missing, '--max-billable', '9', '--max-billable-per-day', '4']);
  expect((await run()).out).toMatch(/5 cases: 3 passed, 2 skipped/);
  const { code, out } = await run();
  expect(out).toMatch(/wait {2}missing-img1 {2}beyond the limit of 4 billable calls per day/);
  expect([code, mock.requests().length]).toEqual([5, 4]);
});

test('a spend file that cannot be written ends a run before it sends anything', async () => {
  let count = 0;
  await using beyond = await startBeyond((_, outgoing) => outgoing.end(String(count++)));
  await writeFile(join(beyond.folder, 'file'), '');
  const file = join(beyond.folder, 'file', 'spend.ndjson');
  const { code, err } = await beyond.run([
    'server',
    ...beyond.target,
    ...missing,
    '--max-billable',
    '9',
    '--spend-file',
    file,
  ]);
  expect([code, count]).toEqual([2, 0]);
  expect(err).toMatch(/spend\.ndjson: calls that may be charged cannot be counted there: a part of .* is a file/);
});
