import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chargeManyMocks, type ManyMocks, tenantsThatRunOut } from './many-mocks.test-helper.js';
import { describeWithRedis, startRedis } from './redis/redis-server.test-helper.js';

const requests = 20_000;
const load = { connections: 32, requests, tenants: tenantsThatRunOut(requests) };
const kills = [1000, 3000, 5000, 7000];
const persistent = ['--appendonly', 'yes', '--appendfsync', 'always'];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-charges-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function prove(options: Pick<ManyMocks, 'state' | 'mocks'> & Partial<ManyMocks>) {
  const { seen, contradictions, balances } = await chargeManyMocks({ ...load, ...options });
  expect(contradictions).toEqual([]);
  expect(balances.slice(0, 3)).toEqual([0, 0, 0]);
  expect(seen.answers.length + seen.lost).toBe(requests);
  return seen;
}

describe('20 000 charges over 32 connections, on tenants that run out,', () => {
  it('are right on one state file of three mocks', async () => {
    expect((await prove({ state: join(folder, 'three.state'), mocks: 3 })).lost).toBe(0);
  });

  it('are right on one state file of three mocks that are killed and started again', async () => {
    const { lost } = await prove({ state: join(folder, 'killed.state'), mocks: 3, kills });
    expect(lost).toBeGreaterThan(0);
  });
});

describeWithRedis('20 000 charges over 32 connections, on tenants that run out,', () => {
  it('are right on one server of four mocks', async () => {
    await using server = await startRedis();
    expect((await prove({ state: server.url, mocks: 4 })).lost).toBe(0);
  });

  it('are right on one server of four mocks that are killed and started again', async () => {
    await using server = await startRedis();
    expect((await prove({ state: server.url, mocks: 4, kills })).lost).toBeGreaterThan(0);
  });

  it('are right on a server that is killed and started again', async () => {
    await using server = await startRedis(persistent);
    const restarts: Promise<void>[] = [];
    const onAnswer = (answers: number): void => {
      if (answers === 2000 || answers === 6000) restarts.push(server.kill().then(server.start));
    };
    const { answers } = await prove({ state: server.url, mocks: 4, onAnswer });
    await Promise.all(restarts);
    expect(answers.filter(({ scenario }) => scenario === undefined).length).toBeGreaterThan(0);
  });
});
