import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMockServer } from '../../mock/index.js';
import { type Contract, loadContract, loadProfile, type ResponseKind, responseKinds } from '../../spec/index.js';
import { cases } from '../cases/index.js';
import { type CaseResult, collectResults, type Evidence } from '../evidence/verdict.js';
import { drawnPictures } from '../pictures.js';
import type { ServerRunOptions } from '../server/run-options.js';
import { runServerCases } from '../server/server-run.js';
import { builtInCredentials } from './credentials.js';

let contract: Contract;
const servers: Server[] = [];
beforeAll(async () => {
  contract = await loadContract();
});
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

/** A server, and the requests that it got. */
async function serving(answer: RequestListener): Promise<{ readonly url: string; readonly got: string[] }> {
  const got: string[] = [];
  const server = createServer((incoming, outgoing) => {
    got.push(`${incoming.method} ${incoming.url}`);
    incoming.resume().on('end', () => answer(incoming, outgoing));
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, got };
}
const path = '/biometric/facecompareliveness';
const page = '<!DOCTYPE html><html><body>Hello</body></html>';

/** Two cases: one that names the tenant and needs no drawn picture, and one that does not. */
function run(url: string, change: Partial<ServerRunOptions> = {}): Promise<readonly CaseResult[]> {
  return collectResults(
    runServerCases({
      target: new URL(`${url}/demo`),
      contract,
      cases: cases.filter(({ id }) => ['missing-img1', 'method-get'].includes(id)),
      credentials: builtInCredentials,
      pictures: { ...drawnPictures, load: async () => Buffer.from('x') },
      timeoutMs: 20_000,
      intervalMs: 0,
      signal: new AbortController().signal,
      ...change,
    }),
  );
}
const answering =
  (status: number, body: string, type = 'application/json'): RequestListener =>
  (_, outgoing) =>
    void outgoing.writeHead(status, { 'Content-Type': type }).end(body);
const bodyOf = (kind: ResponseKind): string => JSON.stringify(contract.scenarios.get(kind)?.example);

describe('one control comes before the cases, and nothing is judged', () => {
  test('when its path is not there; the message suggests the path of UAT, or none', async () => {
    const { url, got } = await serving(answering(404, page, 'text/html'));
    await expect(run(url)).rejects.toMatchObject({
      code: 'setup',
      message: `${url}/demo${path}: answers 404, so the API is not at this path; correct --target, e.g. --target ${url}`,
    });
    expect(got).toEqual([`POST /demo${path}`]);
    await expect(run(url, { target: new URL(url) })).rejects.toThrow(`e.g. --target ${url}/demo`);
    await using mock = await createMockServer();
    await expect(run(mock.url, { target: new URL(`${mock.url}/api`) })).rejects.toThrow(
      `${mock.url}/api${path}: answers 404`,
    );
  });

  test.each([200, 401, 502])('when every path answers %i with an HTML page', async (status) => {
    const { url, got } = await serving(answering(status, page, 'text/html'));
    await expect(run(url)).rejects.toThrow(
      `${url}/demo${path}: answers ${status} with an HTML page, there as at any other path, so it is not the API; correct --target`,
    );
    expect(got).toEqual([`POST /demo${path}`, 'GET /eendigo-kit-no-such-path']);
  });

  test('when the server closes every connection without an answer', async () => {
    const { url, got } = await serving((incoming) => incoming.socket.destroy());
    await expect(run(url)).rejects.toThrow(
      /facecompareliveness: the server hangs up .*, and gives no answer to a GET either; see the server's log, or correct --target$/,
    );
    expect(got).toEqual([`POST /demo${path}`, `GET /demo${path}`]);
  });

  test('when nothing is answered in time', async () => {
    const { url } = await serving(() => {});
    await expect(run(url, { timeoutMs: 300 })).rejects.toThrow(
      /no answer within 0\.3 s \(time-out\), and gives no answer to a GET either/,
    );
  });

  test('when the credentials are refused, by name of their variables', async () => {
    await using mock = await createMockServer({ tenants: [{ code: 'OTHER', key: 'other-key', balance: 1 }] });
    await expect(run(mock.url)).rejects.toMatchObject({
      code: 'setup',
      message: expect.stringMatching(
        /refuses the credentials \(it answers invalid-credentials\); correct EENDIGO_KIT_TENANT_CODE and EENDIGO_KIT_KEY$/,
      ),
    });
    await expect(run(mock.url, { credentials: { ...builtInCredentials, isAssumed: true } })).rejects.toThrow(
      /does not know AIT, the tenant of the kit's mock .*; set EENDIGO_KIT_TENANT_CODE and EENDIGO_KIT_KEY to a tenant of this server$/,
    );
    expect(mock.requests()).toHaveLength(2);
  });
});

describe('the cases are judged', () => {
  test.each(responseKinds.filter((kind) => kind !== 'invalid-credentials'))(
    'when the control is answered with %s, whose rule may come first',
    async (kind) => {
      const { url } = await serving((incoming, outgoing) => answering(200, bodyOf(kind))(incoming, outgoing));
      expect(await run(url)).toHaveLength(2);
    },
  );

  test.each([400, 405, 413, 415, 500])('when the control is answered with a page of status %i', async (status) => {
    const { url } = await serving((incoming, outgoing) =>
      incoming.method === 'POST' ? answering(status, page, 'text/html')(incoming, outgoing) : outgoing.end('{}'),
    );
    expect(await run(url)).toHaveLength(2);
  });

  test('when the server fails at the control, and lives', async () => {
    let count = 0;
    const { url, got } = await serving((incoming, outgoing) =>
      count++ === 0 ? incoming.socket.destroy() : outgoing.end(bodyOf('parameter-invalid')),
    );
    expect(await run(url)).toHaveLength(2);
    expect(got).toEqual([`POST /demo${path}`, `GET /demo${path}`, `GET /demo${path}`, `POST /demo${path}`]);
  });

  test('when the server answers every failure with a page, but other paths otherwise', async () => {
    const { url } = await serving((incoming, outgoing) =>
      incoming.url?.includes('no-such-path')
        ? answering(404, page, 'text/html')(incoming, outgoing)
        : answering(200, page, 'text/html')(incoming, outgoing),
    );
    expect((await run(url)).map(({ verdict }) => verdict)).toContain('failed');
  });

  test.each(['documented', 'rest', 'list-result'])('on the mock under %s, without a charge', async (name) => {
    const itsContract = await loadContract((await loadProfile(name)).profile);
    await using mock = await createMockServer({ contract: itsContract });
    const controls: Evidence[] = [];
    await run(mock.url, { contract: itsContract, onControl: (evidence) => void controls.push(evidence) });
    expect(controls).toHaveLength(1);
    expect(mock.transactions()).toEqual([]);
    expect(mock.requests()[0]?.answer?.kind).toBe('face-compare-error');
  });
});

describe('without a control', () => {
  test('the first answers take its place, and incomplete requests say nothing of the path', async () => {
    const { url } = await serving(answering(404, '{}'));
    const omitted = { omitsControl: true } as const;
    await expect(run(url, omitted)).rejects.toThrow(/answers 404, so the API is not at this path/);
    const results = await run(url, { cases: cases.filter(({ id }) => id === 'content-type-json') });
    expect(results).toHaveLength(1);
    const refusing = await serving((incoming, outgoing) =>
      answering(200, bodyOf('invalid-credentials'))(incoming, outgoing),
    );
    await expect(run(refusing.url, omitted)).rejects.toThrow(/refuses the credentials/);
  });

  test('a case that names another tenant, or no key, may be answered with invalid credentials', async () => {
    const { url } = await serving((incoming, outgoing) =>
      answering(200, bodyOf('invalid-credentials'))(incoming, outgoing),
    );
    const ids = ['credentials-unknown-tenant', 'missing-key', 'empty-key'];
    const chosen = cases.filter(({ id }) => ids.includes(id));
    expect(await run(url, { cases: chosen, omitsControl: true })).toHaveLength(3);
  });
});

describe('the assumed tenant without balance', () => {
  const balance = (url: string, isAssumed: boolean) =>
    run(url, {
      cases: cases.filter(({ id }) => id === 'balance-used-up'),
      credentials: isAssumed ? { ...builtInCredentials, isAssumed: true } : builtInCredentials,
    });

  test("is the mock's own on the kit's mock", async () => {
    await using mock = await createMockServer();
    expect((await balance(mock.url, true))[0]?.verdict).toBe('passed');
  });

  test("is unknown to a server that does not say that it is the kit's mock, so its case is skipped", async () => {
    const { url } = await serving((incoming, outgoing) =>
      answering(200, bodyOf('parameter-invalid'))(incoming, outgoing),
    );
    expect((await balance(url, true))[0]).toMatchObject({
      verdict: 'skipped',
      reason:
        "no credentials of a tenant without balance: this server does not say that it is the kit's mock, which has one",
    });
    expect((await balance(url, false))[0]?.verdict).not.toBe('skipped');
  });
});
