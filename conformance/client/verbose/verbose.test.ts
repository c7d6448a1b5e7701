import { openAsBlob } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Ended, runKit } from '../../../cli.test-helper.js';
import { loadContract } from '../../../spec/index.js';
import { cases } from '../../cases/index.js';
import type { ClientCase } from '../../protocol/protocol.js';
import { runClientCases } from '../client-run.js';
import type { ClientDriver, GivenCase } from '../driver.js';
import { createVerboseDrivers } from './verbose-driver.js';
import { createVerboseShow } from './verbose-show.js';

const key = 'ADINS_key1234';

/** Sends the request of a case as a client does. */
async function send({ baseUrl, path, request }: ClientCase): Promise<string> {
  const form = new FormData();
  for (const [name, value] of Object.entries(request))
    if (typeof value === 'string') form.append(name, value);
    else form.append(name, await openAsBlob(value.file), value.filename);
  const answer = await fetch(baseUrl + path, { method: 'POST', body: form, redirect: 'manual' });
  return answer.text();
}

/** Runs one case on a client that is a function, and returns what a verbose run shows. */
async function show(
  id: string,
  client: (given: GivenCase, shown: readonly string[]) => Promise<unknown>,
): Promise<readonly string[]> {
  const lines: string[] = [];
  const verbose = createVerboseShow((line) => lines.push(line));
  const driver: ClientDriver = {
    give: async (given) => {
      await client(given, lines).catch(() => {});
      return { report: { outcome: 'transport-error', reason: `with ${key}` }, notes: [], hasTimedOut: false };
    },
    close: async () => {},
  };
  const results = runClientCases({
    createDriver: createVerboseDrivers(() => driver, verbose),
    contract: await loadContract(),
    cases: cases.filter((testCase) => testCase.id === id),
    limitMs: 20_000,
    signal: new AbortController().signal,
  });
  for await (const result of verbose.explain(results)) lines.push(`verdict ${result.verdict}`);
  return lines;
}

describe('a verbose run', () => {
  test('shows the request as received, the answer as sent, the report and then the verdict, all of it masked', async () => {
    const lines = await show('success-all-parts', ({ clientCase }) => send(clientCase));
    const at = (pattern: RegExp): number => lines.findIndex((line) => pattern.test(line));
    expect(lines[0]).toBe('request   1 of 1, as received');
    const order = [
      /^ {2}> POST \/s\/[0-9a-f]+\/biometric\/facecompareliveness HTTP\/1\.1$/,
      /^ {2}> content-type: multipart\/form-data; boundary=/,
      /^ {2}> \(\d{7} bytes of body\)$/,
      /^ {2}> "img1": file name "selfie-max\.jpg", 600000 bytes, SHA-256 [0-9a-f]{64}$/,
      /^ {2}> "key": "\*\*\*"$/,
      /^ {2}> "nik": "\*\*\*"$/,
      /^answer {4}1 of 1, as sent \(\d+ bytes\)$/,
      /^ {2}< HTTP\/1\.1 200 OK$/,
      /^ {2}< X-Trx-No: \d+$/,
      /^ {2}< \{"date":".*"status":"Success"\}$/,
      /^fault {5}none$/,
      /^report {4}\{"outcome":"transport-error","reason":"with \*\*\*"\}$/,
      /^verdict failed$/,
    ].map(at);
    expect(order).not.toContain(-1);
    expect(order).toEqual(order.toSorted((one, other) => one - other));
    expect(lines.join('\n')).not.toContain(key);
  });

  test('shows what the client prints as it comes, before the case is over', async () => {
    let seen: readonly string[] = [];
    const out = await show('selfie-dim', async ({ onOutput }, shown) => {
      onOutput('stderr', `calling with ${key}\nand \u0007bel`);
      seen = [...shown];
      onOutput('stderr', 'l\n');
    });
    expect(seen).toEqual(['stderr    calling with ***']);
    expect(out[1]).toBe('stderr    and \\u0007bell');
    expect(out).toContain('wire      no request came');
  });

  test.each([
    ['fault-reset', 'fault     reset', '  (then the mock reset the connection)'],
    ['fault-truncated-json', 'fault     truncated-json', /^ {2}< \{"date"/],
    ['fault-bad-gateway', 'fault     bad-gateway', '  < HTTP/1.1 502 Bad Gateway'],
  ])('names the fault that acted, and what it did: %s', async (id, fault, effect) => {
    const lines = await show(id, ({ clientCase }) => send(clientCase));
    expect(lines.find((line) => line.startsWith('fault'))).toContain(fault);
    expect(lines.some((line) => (typeof effect === 'string' ? line === effect : effect.test(line)))).toBe(true);
  });

  test('shows each request of a client that sends several, also on one connection', async () => {
    const lines = await show('success-all-parts', async ({ clientCase }) => {
      await send(clientCase);
      await send({ ...clientCase, path: '/other' });
    });
    expect(lines.filter((line) => / of 2, as /.test(line)).map((line) => line.slice(0, 16))).toEqual([
      'request   1 of 2',
      'answer    1 of 2',
      'request   2 of 2',
      'answer    2 of 2',
    ]);
    expect(lines).toContainEqual(expect.stringMatching(/^ {2}> POST \/s\/[0-9a-f]+\/other HTTP/));
  });
});

describe('the command', () => {
  const adapter = join(import.meta.dirname, '../../adapters/fetch.mjs');
  const run = (...args: readonly string[]): Promise<Ended> =>
    runKit(['conformance', 'client', ...args, '--', 'node', adapter]);

  test('shows one case whole, and ends with its verdict', async () => {
    const { code, out } = await run('--case', 'success-all-parts', '--verbose');
    expect(out).toMatch(
      /^request {3}1 of 1, as received\n[\s\S]*\nanswer {4}[\s\S]*\nreport {4}[\s\S]*1 case: 1 passed/,
    );
    expect([code, out.includes(key)]).toEqual([0, false]);
  });

  test.each([
    [['--verbose'], /--verbose shows one case, and \d+ are selected; name it with --case/],
    [['--case', 'success-*'], /--case takes one id; use --only for several/],
    [['--case', 'selfie-dim', '--only', 'selfie-dim'], /leave out --only/],
    [['--case', 'selfie-dimm'], /did you mean selfie-dim\?|no case/],
    [['--attach'], /leave out -- and its command/],
    [['--port', '80'], /--host and --port need --attach/],
  ])('refuses %j with the remedy', async (args, message) => {
    const { code, err } = await run(...args);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });
});
