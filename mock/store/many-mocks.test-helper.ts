import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Tenant } from '../schemas/session-types.js';
import { type RunningMock, readAccounts, startMock } from './killed-mock.test-helper.js';
import { findContradictions, type Seen, sendCharges } from './many-charges.test-helper.js';

/** Several mocks with one state, as processes of their own. */
export interface ManyMocks {
  readonly state: string;
  readonly mocks: number;
  readonly tenants: readonly Tenant[];
  readonly connections: number;
  readonly requests: number;
  /** Numbers of answers after which one of the mocks is killed (kill -9) and started again. */
  readonly kills?: readonly number[];
  /** Called after each answer with the number of answers so far. */
  readonly onAnswer?: (answers: number) => void;
}

/** Sends charges to several mocks, and returns what contradicts what the clients have seen. */
export async function chargeManyMocks({ state, mocks, tenants, kills = [], onAnswer, ...load }: ManyMocks): Promise<{
  readonly seen: Seen;
  readonly contradictions: readonly string[];
  /** The balance that is left of each tenant. */
  readonly balances: readonly number[];
}> {
  const folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-many-'));
  const config = join(folder, 'mock.json');
  // The ledger keeps every row; the journal is not what this tests.
  await writeFile(config, JSON.stringify({ tenants, log: 'off', journalEntries: 1 }));
  const start = (): Promise<RunningMock> => startMock(state, ['--config', config]);
  const running: (RunningMock | undefined)[] = await Promise.all(Array.from({ length: mocks }, start));
  const left = [...kills];
  const restarts: Promise<void>[] = [];
  const restart = async (place: number): Promise<void> => {
    const before = running[place];
    running[place] = undefined;
    before?.child.kill('SIGKILL');
    running[place] = await start();
  };
  try {
    const seen = await sendCharges({
      ...load,
      tenants,
      urls: () => running.flatMap((mock) => mock?.url ?? []),
      onAnswer: (answers) => {
        onAnswer?.(answers);
        if (answers !== left[0]) return;
        left.shift();
        restarts.push(restart(restarts.length % mocks));
      },
    });
    await Promise.all(restarts);
    const accounts = await Promise.all(running.map((mock) => mock && readAccounts(mock)));
    const contradictions = accounts.flatMap((account) =>
      account ? findContradictions(seen, account.transactions, tenants, account.tenants) : ['a mock is missing'],
    );
    const balances = accounts[0]?.tenants.map(({ balance }) => balance) ?? [];
    return { seen, contradictions, balances };
  } finally {
    for (const mock of running) mock?.child.kill('SIGKILL');
    await rm(folder, { recursive: true });
  }
}

/** Tenants of which the first ones run out under so many charges in turn, and the last one does not. */
export function tenantsThatRunOut(requests: number): readonly Tenant[] {
  const share = Math.ceil(requests / 4);
  return [share / 2, (share * 3) / 4, 1, share * 2].map((balance, place) => ({
    code: `TENANT_${place}`,
    key: `key-of-tenant-${place}`,
    balance: Math.floor(balance),
  }));
}
