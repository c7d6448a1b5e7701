import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { type CommandIo, loadContract, loadQrLines, pageTokens } from '../../../spec/index.js';
import { cases } from '../../cases/index.js';
import { type CaseResult, collectResults } from '../../evidence/verdict.js';
import { runClientCases } from '../client-run.js';
import { startAttach } from './attach.js';
import { createAttachScreen } from './attach-screen.js';

/** Cases that a client passes which refuses every picture. */
const ids = ['selfie-dim', 'selfie-covered', 'ktp-no-face'];
const qrLines = await loadQrLines();
const refusal = { outcome: 'rejected-locally', reason: 'not good enough' };

interface Given {
  readonly only?: readonly string[];
  readonly limitMs?: number;
  readonly jobs?: number;
  readonly host?: string;
  readonly signal?: AbortSignal;
}

/** A case as the client gets it, or the end. */
interface Message {
  readonly type: string;
  readonly id: string;
  readonly baseUrl: string;
  readonly path: string;
  readonly request: Readonly<Record<string, string | { readonly url: string; readonly filename: string }>>;
}

/** Runs a client that is a function in this process, which gets the address of the runner. */
async function run(
  client: (url: string) => Promise<void>,
  { only = ids, limitMs = 20_000, jobs = 1, host = '127.0.0.1', signal = new AbortController().signal }: Given = {},
): Promise<readonly CaseResult[]> {
  const ignore = (): void => {};
  let using: Promise<void>;
  let results: readonly CaseResult[];
  {
    await using attach = await startAttach({ host, port: 0, signal }, { waiting: ignore, taken: ignore, over: ignore });
    // A client that has stopped coming would keep the run waiting.
    using = client(attach.urls.own).then(() => next(attach.urls.own).then(ignore, ignore));
    results = await collectResults(
      runClientCases({
        createDriver: attach.createDriver,
        contract: await loadContract(),
        cases: only.flatMap((id) => cases.find((testCase) => testCase.id === id) ?? []),
        limitMs,
        jobs,
        mocks: { host },
        signal,
      }),
    );
  }
  await using;
  return results;
}

/** Asks for the next case, and again where the runner has none yet: a busy machine is slow to prepare one. */
async function next(url: string, init: RequestInit = {}): Promise<Message> {
  const response = await fetch(`${url}/next`, init);
  return response.status === 204 ? next(url, init) : ((await response.json()) as Message);
}

const post = (url: string, body: unknown): Promise<Response> =>
  fetch(`${url}/result`, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) });

/** A client that takes cases until the end. */
async function takeAll(url: string, each: (message: Message) => Promise<unknown>): Promise<void> {
  for (let message = await next(url); message.type === 'case'; message = await next(url)) await each(message);
}

const verdicts = (results: readonly CaseResult[]): readonly string[] => results.map(({ verdict }) => verdict);
const problemOf = (result: CaseResult | undefined): string | undefined =>
  result?.checks.find(({ id }) => id === 'report')?.actual;

describe('an attached client', () => {
  test('asks for each case, posts its result, and gets the end of the run', async () => {
    const seen: string[] = [];
    const results = await run((url) =>
      takeAll(url, async ({ id }) => {
        seen.push(id);
        expect((await post(url, { id, report: refusal })).status).toBe(204);
      }),
    );
    expect(seen).toEqual(ids);
    expect(verdicts(results)).toEqual(['passed', 'passed', 'passed']);
  });

  test('loads the pictures by their addresses, and is judged by what it sends', async () => {
    const [result] = await run(
      (url) =>
        takeAll(url, async ({ id, baseUrl, path, request }) => {
          const form = new FormData();
          for (const [name, value] of Object.entries(request))
            if (typeof value === 'string') form.append(name, value);
            else form.append(name, await (await fetch(value.url)).blob(), value.filename);
          const answer = await fetch(baseUrl + path, { method: 'POST', body: form });
          const { date, message, result: one } = (await answer.json()) as Record<string, Record<string, object>>;
          const fields = {
            date,
            message,
            ...one?.['face_compare'],
            ...one?.['face_liveness'],
            trxNo: answer.headers.get('X-Trx-No'),
          };
          await post(url, { id, report: { outcome: 'success', kind: 'success', fields } });
        }),
      { only: ['success-all-parts'] },
    );
    expect(result?.checks.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
    expect(result?.verdict).toBe('passed');
  });

  test('gets addresses by the name under which it reaches the runner', async () => {
    await run(
      async (url) => {
        const named = url.replace('127.0.0.1', 'localhost');
        const { id, baseUrl, request } = await next(named);
        expect(new URL(baseUrl).hostname).toBe('localhost');
        expect(request).toMatchObject({ img1: { url: expect.stringContaining(`${named}/files/`) } });
        await post(url, { id, report: refusal });
      },
      { only: ['selfie-dim'] },
    );
  });

  test('in a page may read the answers of runner and mock, and X-Trx-No', async () => {
    const origin = 'http://page.example:5173';
    await run(
      async (url) => {
        const answer = await fetch(`${url}/next`, { headers: { Origin: origin } });
        expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*');
        const { id, baseUrl, path } = (await answer.json()) as Message;
        const called = await fetch(baseUrl + path, {
          method: 'POST',
          body: new FormData(),
          headers: { Origin: origin },
        });
        await called.arrayBuffer();
        expect(called.headers.get('Access-Control-Allow-Origin')).toBe(origin);
        expect(called.headers.get('Access-Control-Expose-Headers')).toContain('X-Trx-No');
        const preflight = await fetch(`${url}/result`, {
          method: 'OPTIONS',
          headers: {
            Origin: origin,
            'Access-Control-Request-Method': 'POST',
            'Access-Control-Request-Headers': 'content-type',
          },
        });
        expect([preflight.status, preflight.headers.get('Access-Control-Allow-Headers')]).toEqual([
          204,
          'Content-Type',
        ]);
        await post(url, { id, report: refusal });
      },
      { only: ['selfie-dim'] },
    );
  });

  test('may come as late as it likes: the time of a case starts when it is taken', async () => {
    const limitMs = 2000;
    const results = await run(
      async (url) => {
        await wait(limitMs + 500);
        await takeAll(url, ({ id }) => post(url, { id, report: refusal }));
      },
      { limitMs },
    );
    expect(verdicts(results)).toEqual(['passed', 'passed', 'passed']);
  });

  test('that posts no result in time fails the case, and its late result is refused', async () => {
    const results = await run(
      async (url) => {
        const first = await next(url);
        const second = await next(url);
        expect(second.id).not.toBe(first.id);
        const late = await post(url, { id: first.id, report: refusal });
        expect([late.status, await late.json()]).toMatchObject([
          409,
          { detail: 'the case "selfie-dim" is over; ask for the next case' },
        ]);
        await post(url, { id: second.id, report: refusal });
      },
      { only: ids.slice(0, 2), limitMs: 3000 },
    );
    expect(verdicts(results)).toEqual(['failed', 'passed']);
    expect(problemOf(results[0])).toMatch(/^the client posted no result for "selfie-dim" within 3 s of taking it/);
  });

  test('that leaves before it gets a case does not take it along', async () => {
    const results = await run(
      async (url) => {
        const { id } = await next(url);
        const leaving = new AbortController();
        const left = fetch(`${url}/next`, { signal: leaving.signal }).catch(() => 'left');
        leaving.abort();
        expect(await left).toBe('left');
        await post(url, { id, report: refusal });
        await takeAll(url, (message) => post(url, { id: message.id, report: refusal }));
      },
      { limitMs: 20_000 },
    );
    expect(verdicts(results)).toEqual(['passed', 'passed', 'passed']);
  });

  test('may take several cases at once, when the run has several jobs', async () => {
    const results = await run(
      async (url) => {
        const [one, other] = await Promise.all([next(url), next(url)]);
        expect(one.id).not.toBe(other.id);
        await post(url, { id: other.id, report: refusal });
        await post(url, { id: one.id, report: refusal });
        await takeAll(url, ({ id }) => post(url, { id, report: refusal }));
      },
      { jobs: 2 },
    );
    expect(verdicts(results)).toEqual(['passed', 'passed', 'passed']);
  });

  test.each([
    ['no JSON', 'OK', 400, /post \{"id":/],
    ['of another case', { id: 'other', report: refusal }, 409, /^no client has the case "other"/],
    ['without an id', { report: refusal }, 409, /^id: missing/],
    ['too large', { id: 'selfie-dim', report: { outcome: 'skip', reason: 'x'.repeat(1_200_000) } }, 413, /more than/],
  ])('that posts something that is %s learns what is wrong, and keeps the case', async (_, body, status, detail) => {
    const results = await run(
      async (url) => {
        const { id } = await next(url);
        const refused = await post(url, body);
        expect([refused.status, await refused.json()]).toMatchObject([
          status,
          { detail: expect.stringMatching(detail) },
        ]);
        await post(url, { id, report: refusal });
      },
      { only: ['selfie-dim'] },
    );
    expect(verdicts(results)).toEqual(['passed']);
  });

  test('that posts an invalid report fails the case, and learns why', async () => {
    const [result] = await run(
      async (url) => {
        const { id } = await next(url);
        const refused = await post(url, { id, report: { outcome: 'sucess' } });
        expect([refused.status, await refused.json()]).toMatchObject([
          422,
          { detail: expect.stringMatching(/^the case fails: outcome: "sucess" is not allowed/) },
        ]);
      },
      { only: ['selfie-dim'] },
    );
    expect(problemOf(result)).toMatch(/^outcome: "sucess" is not allowed/);
  });

  test('ends with the run when that is interrupted', async () => {
    const interrupted = new AbortController();
    const results = await run(
      async (url) => {
        await next(url);
        interrupted.abort('SIGINT');
      },
      { signal: interrupted.signal },
    );
    expect(results.map(({ cutShort }) => cutShort)).toEqual([true, true, true]);
  });
});

describe('a runner that waits for clients', () => {
  test('beyond loopback has a token in its address that no one can guess, and on loopback has none', async () => {
    const ignore = (): void => {};
    const watcher = { waiting: ignore, taken: ignore, over: ignore };
    await using open = await startAttach({ host: '0.0.0.0', port: 0, signal: AbortSignal.abort() }, watcher);
    await using own = await startAttach({ host: '127.0.0.1', port: 0, signal: AbortSignal.abort() }, watcher);
    expect(open.urls.own).toMatch(/\/attach\/[0-9a-f]{32}$/);
    for (const url of open.urls.others) expect(url).toContain(new URL(open.urls.own).pathname);
    expect(own.urls).toEqual({ own: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/attach$/), others: [] });
    const { origin } = new URL(open.urls.own);
    for (const path of ['/attach/next', '/attach/', `/attach/${'0'.repeat(32)}/next`, '/'])
      expect((await fetch(origin + path)).status).toBe(404);
    expect((await fetch(`${open.urls.own}/`)).status).toBe(200);
  });

  test('names the pictures of a case by addresses that end with the case', async () => {
    let picture = '';
    await run(
      async (url) => {
        const { id, request } = await next(url);
        const { url: address = '' } = Object(request['img1']) as { readonly url?: string };
        picture = address;
        const bytes = Buffer.from(await (await fetch(picture)).arrayBuffer());
        expect(createHash('sha256').update(bytes).digest('hex')).toHaveLength(64);
        expect(bytes.subarray(0, 2).toString('hex')).toBe('ffd8');
        await post(url, { id, report: refusal });
        expect((await fetch(picture)).status).toBe(404);
      },
      { only: ['selfie-dim'] },
    );
  });
});

describe('the screen of a run that waits for clients', () => {
  function screenOf(start: (screen: ReturnType<typeof createAttachScreen>) => void): readonly string[] {
    const lines: string[] = [];
    const io = { err: (line: string) => lines.push(line), isTty: false } as unknown as CommandIo;
    const screen = createAttachScreen(io, qrLines, 3);
    start(screen);
    screen.end();
    return lines;
  }

  test('shows every address, and a QR code of the first that others reach', () => {
    const others = ['http://192.0.2.7:9/attach/x', 'http://192.0.2.8:9/attach/x'];
    const lines = screenOf((screen) => screen.start({ own: 'http://127.0.0.1:9/attach/x', others }));
    for (const url of ['http://127.0.0.1:9/attach/x', ...others])
      expect(lines.filter((line) => line.endsWith(` ${url}`))).toHaveLength(1);
    expect(lines.filter((line) => /^[█▀▄ ]+$/.test(line)).length).toBeGreaterThan(10);
  });

  test('on loopback says how a phone can attach, and shows no code', () => {
    const lines = screenOf((screen) => screen.start({ own: 'http://127.0.0.1:9/attach', others: [] }));
    expect(lines).toContain('  To attach a phone, give --host 0.0.0.0.');
    expect(lines.filter((line) => /[█▀▄]/.test(line))).toEqual([]);
  });
});

test('the page of the runner has the colours of every page of the kit', async () => {
  const ignore = (): void => {};
  const { signal } = new AbortController();
  await using attach = await startAttach(
    { host: '127.0.0.1', port: 0, signal },
    { waiting: ignore, taken: ignore, over: ignore },
  );
  const page = await fetch(`${attach.urls.own}/`);
  const link = /<link rel="stylesheet" href="([^"]+)"/.exec(await page.text())?.[1] ?? '';
  const style = await fetch(new URL(link, page.url));
  expect(style.headers.get('Content-Type')).toBe('text/css; charset=utf-8');
  expect(await style.text()).toContain(pageTokens);
});
