import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Tenant, Transaction } from '../schemas/session-types.js';
import type { Acknowledged } from './reconcile.test-helper.js';

const root = join(import.meta.dirname, '..', '..');
const connections = 8;

/** A mock in its own process. */
export interface RunningMock {
  readonly url: string;
  readonly child: ChildProcess;
  /** Its standard error so far. */
  readonly warnings: () => string;
}

/** Starts the built command with this state. */
export async function startMock(state: string, more: readonly string[] = []): Promise<RunningMock> {
  const command = [join(root, 'dist', 'cli.js'), 'mock', '--port', '0', '--state', state, ...more];
  const child = spawn(process.execPath, command);
  let warnings = '';
  child.stderr.on('data', (text: Buffer) => {
    warnings += text.toString();
  });
  for await (const line of createInterface(child.stdout)) {
    const [, url] = /^eendigo-kit mock listens on (\S+)/.exec(line) ?? [];
    if (url !== undefined) return { url, child, warnings: () => warnings };
  }
  throw new Error(`the mock did not start: ${warnings}`);
}

/** Sends requests over several connections, and kills the mock after this many answers. */
export async function loadAndKill({ url, child }: RunningMock, answers: number, name: string): Promise<Acknowledged[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const acknowledged: Acknowledged[] = [];
  const exit = once(child, 'exit');
  const work = async (connection: number): Promise<void> => {
    for (let count = 0; ; count += 1) {
      const refNumber = `${name}-${connection}-${count}`;
      const trxNo = await numberOf(agent, url, refNumber, count % 2 === 0).catch(() => undefined);
      if (trxNo === undefined) return;
      acknowledged.push({ trxNo, refNumber });
      if (acknowledged.length === answers) child.kill('SIGKILL');
    }
  };
  await Promise.all(Array.from({ length: connections }, (_, connection) => work(connection)));
  agent.destroy();
  await exit;
  return acknowledged;
}

/** Returns the mock's transactions and tenant. */
export async function readAccounts({ url }: RunningMock): Promise<{ transactions: Transaction[]; tenants: Tenant[] }> {
  const [transactions, tenants] = await Promise.all(
    ['transactions?limit=100000', 'tenants'].map(async (path) => (await fetch(`${url}/__admin/${path}`)).json()),
  );
  return { transactions: transactions.transactions, tenants: tenants.tenants };
}

/** The number in an answer's headers: a client that has read them knows it. Half of the requests are not charged. */
function numberOf(agent: Agent, url: string, refNumber: string, isCharged: boolean): Promise<string | undefined> {
  const parts = { key: isCharged ? 'ADINS_key1234' : 'wrong', tenant_code: 'AIT', refNumber };
  const lines = Object.entries(parts).map(
    ([part, value]) => `--edge\r\nContent-Disposition: form-data; name="${part}"\r\n\r\n${value}\r\n`,
  );
  const headers = { 'Content-Type': 'multipart/form-data; boundary=edge', 'X-Mock-Scenario': 'success' };
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/biometric/facecompareliveness`, { method: 'POST', agent, headers }, (response) => {
      response.resume();
      response.on('error', () => {});
      response.on('close', () => resolve(response.headers['x-trx-no']?.toString()));
    });
    sent.on('error', reject);
    sent.end(`${lines.join('')}--edge--\r\n`);
  });
}
