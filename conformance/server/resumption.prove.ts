import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createMockServer, type MockServer } from '../../mock/index.js';
import { type Beyond, endOf, passOn, startBeyond } from './beyond.test-helper.js';
import { readSpendFile } from './spend/spend-file.js';

const tenants = [{ code: 'TEST', key: 'test-key', balance: 1000 }];

interface Report {
  readonly cutShort?: string;
  readonly cases: readonly {
    readonly id: string;
    readonly verdict: string;
    readonly reason?: string;
    readonly evidence?: { readonly refNumber?: string; readonly mayHaveBeenCharged: number };
  }[];
}

/** A server that passes requests on to a mock, and keeps the `holds`-th one waiting. */
async function holding(mock: MockServer, holds: number) {
  const pass = passOn(mock.url);
  let count = 0;
  let isThere = (): void => {};
  const held = new Promise<void>((resolve) => {
    isThere = resolve;
  });
  const beyond = await startBeyond((incoming, outgoing) => {
    if (++count === holds) {
      incoming.resume();
      isThere();
    } else pass(incoming, outgoing);
  });
  return { beyond, held };
}

const flagsOf = ({ target, folder }: Beyond): readonly string[] => [
  'server',
  ...target,
  '--max-billable',
  '20',
  '--timeout',
  '600',
  '--json',
  join(folder, 'run.json'),
];
const reportOf = async ({ folder }: Beyond): Promise<Report> =>
  JSON.parse(await readFile(join(folder, 'run.json'), 'utf8'));
const verdictsOf = ({ cases }: Report) => Object.fromEntries(cases.map(({ id, verdict }) => [id, verdict]));
/** The part that each request lacked. It identifies the case on the wire. */
const lacking = (mock: MockServer) =>
  mock
    .requests()
    .map(({ parts }) =>
      ['img1', 'img2', 'key', 'tenant_code', 'refNumber'].find((name) => !parts.some((part) => part.name === name)),
    );

test('a killed run goes on from what it has left: nothing is sent twice, and the report holds all', async () => {
  await using mock = await createMockServer({ tenants });
  const { beyond, held } = await holding(mock, 4);
  await using _ = beyond;
  const child = beyond.start([...flagsOf(beyond), '--only', 'missing-*']);
  const ended = endOf(child);
  await held;
  child.kill('SIGKILL');
  await ended;
  const partial = join(beyond.folder, 'run.json.partial');
  await appendFile(partial, '{"type":"resu');

  const resumed = await beyond.run([...flagsOf(beyond), '--resume', partial]);
  expect(resumed.err).toContain('2 of 5 cases have a result, 2 are open');
  expect(resumed.err).toContain('missing-key was in flight when the earlier run ended: it counts as charged');
  expect(resumed.err).toMatch(/run\.json\.partial: line \d+ is unfinished and is ignored/);
  expect(resumed.code).toBe(3);
  expect(lacking(mock)).toEqual([undefined, 'img1', 'img2', undefined, 'tenant_code', 'refNumber']);
  const report = await reportOf(beyond);
  expect(verdictsOf(report)).toEqual({
    'missing-img1': 'passed',
    'missing-img2': 'passed',
    'missing-key': 'skipped',
    'missing-tenant-code': 'passed',
    'missing-ref-number': 'passed',
  });
  const stuck = report.cases.find(({ id }) => id === 'missing-key');
  expect(stuck).toMatchObject({
    reason: expect.stringMatching(/^its call was in flight when the earlier run ended/),
    evidence: { refNumber: expect.stringMatching(/^KIT/), mayHaveBeenCharged: 1 },
  });
  expect(readSpendFile(beyond.spendFile).calls.filter(({ isSettled }) => !isSettled)).toMatchObject([
    { case: 'missing-key', calls: 1, refNumber: stuck?.evidence?.refNumber },
  ]);

  const whole = await beyond.run([
    ...flagsOf(beyond),
    '--resume',
    join(beyond.folder, 'run.json'),
    '--only',
    'missing-key',
  ]);
  expect(whole.code).toBe(0);
  expect(lacking(mock).slice(6)).toEqual(['key']);
  const verdicts = verdictsOf(await reportOf(beyond));
  expect(Object.keys(verdicts)).toHaveLength(5);
  expect(new Set(Object.values(verdicts))).toEqual(new Set(['passed']));
});

test('a wildcard does not name a case that was in flight', async () => {
  await using mock = await createMockServer({ tenants });
  const { beyond, held } = await holding(mock, 2);
  await using _ = beyond;
  const child = beyond.start([...flagsOf(beyond), '--only', 'missing-img*']);
  const ended = endOf(child);
  await held;
  child.kill('SIGINT');
  await ended;
  const file = join(beyond.folder, 'run.json');
  await beyond.run([...flagsOf(beyond), '--resume', file, '--only', 'missing-img*']);
  expect(verdictsOf(await reportOf(beyond))).toEqual({ 'missing-img1': 'skipped', 'missing-img2': 'passed' });
});

test('a choice of cases leaves the others open, and the report says so', async () => {
  await using mock = await createMockServer({ tenants });
  const { beyond, held } = await holding(mock, 3);
  await using _ = beyond;
  const child = beyond.start([...flagsOf(beyond), '--only', 'missing-*']);
  const ended = endOf(child);
  await held;
  child.kill('SIGTERM');
  await ended;
  const file = join(beyond.folder, 'run.json');
  await beyond.run([...flagsOf(beyond), '--resume', file, '--only', 'missing-tenant-code']);
  const report = await reportOf(beyond);
  expect(report.cutShort).toMatch(/3 of 5 cases were not run to their end/);
  expect(verdictsOf(report)).toMatchObject({
    'missing-img1': 'passed',
    'missing-img2': 'skipped',
    'missing-tenant-code': 'passed',
    'missing-key': 'skipped',
  });
  const { code } = await beyond.run([
    ...flagsOf(beyond),
    '--resume',
    file,
    '--only',
    'missing-img2,missing-key,missing-ref-number',
  ]);
  expect([code, new Set(Object.values(verdictsOf(await reportOf(beyond))))]).toEqual([0, new Set(['passed'])]);
});

test('a case that repeats a refNumber repeats the one of the earlier run', async () => {
  await using mock = await createMockServer();
  await using beyond = await startBeyond((_, outgoing) => outgoing.end());
  const json = join(beyond.folder, 'run.json');
  const flags = ['server', '--target', mock.url, '--json', json];
  const builtIn = { EENDIGO_KIT_TENANT_CODE: '', EENDIGO_KIT_KEY: '' };
  await beyond.run([...flags, '--only', 'success-all-parts'], builtIn);
  const { code } = await beyond.run([...flags, '--resume', json, '--only', 'repeated-ref-number'], builtIn);
  const { cases } = await reportOf(beyond);
  expect(code).toBe(0);
  expect(cases.map(({ id }) => id)).toEqual(['success-all-parts', 'repeated-ref-number']);
  expect(new Set(cases.map(({ evidence }) => evidence?.refNumber)).size).toBe(1);
});

test('a complete run has nothing left to send, whatever is chosen, and its settled cases are not open', async () => {
  await using mock = await createMockServer();
  await using beyond = await startBeyond((_, outgoing) => outgoing.end());
  const json = join(beyond.folder, 'run.json');
  const flags = ['server', '--target', mock.url, '--json', json];
  const builtIn = { EENDIGO_KIT_TENANT_CODE: '', EENDIGO_KIT_KEY: '' };
  const first = await beyond.run(
    [...flags, '--only', 'order-balance-size,order-size-format,order-balance-format,missing-key'],
    builtIn,
  );
  expect([first.code, first.out]).toEqual([0, expect.stringMatching(/1 skipped/)]);
  const before = await reportOf(beyond);
  const { length } = mock.requests();
  for (const choice of [[], ['--only', 'missing-key'], ['--only', 'missing-key,order-balance-format']]) {
    const { code, out, err } = await beyond.run([...flags, '--resume', json, ...choice], builtIn);
    expect([code, out]).toEqual([0, expect.not.stringContaining('Cut short')]);
    expect(err).toContain(', 0 are open');
    const report = await reportOf(beyond);
    expect([report.cutShort, verdictsOf(report)]).toEqual([undefined, verdictsOf(before)]);
  }
  expect(mock.requests()).toHaveLength(length);
});

test('a case that a budget excluded stays open in a run that does not choose it', async () => {
  await using mock = await createMockServer({ tenants });
  await using beyond = await startBeyond(passOn(mock.url));
  const flags = flagsOf(beyond).map((flag) => (flag === '20' ? '1' : flag));
  const first = await beyond.run([...flags, '--only', 'missing-img1,missing-img2']);
  expect(first.code).toBe(5);
  const json = join(beyond.folder, 'run.json');
  const rest = await beyond.run([...flagsOf(beyond), '--resume', json, '--only', 'missing-img1']);
  expect([rest.code, (await reportOf(beyond)).cutShort]).toEqual([3, expect.stringContaining('left open')]);
});

test('a file of another run is refused in one line, and nothing is sent', async () => {
  let count = 0;
  await using beyond = await startBeyond((_, outgoing) => outgoing.end(String(count++)));
  const file = join(beyond.folder, 'earlier');
  await writeFile(
    file,
    JSON.stringify({ direction: 'server', subject: 'https://x.test/', profile: 'rest', cases: [] }),
  );
  const { code, err } = await beyond.run([...flagsOf(beyond), '--resume', file]);
  expect([code, count]).toEqual([2, 0]);
  expect(err).toMatch(/^eendigo-kit: .*earlier: is of a run on https:\/\/x\.test\/, and this run is on http:[^\n]*\n$/);
});
