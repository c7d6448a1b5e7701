import { Agent, request } from 'node:http';
import { findFixture, loadFixture } from '../../fixtures/index.js';
import type { Tenant, Transaction } from '../schemas/session-types.js';

/** An answer that a client has seen. */
export interface SeenAnswer {
  readonly refNumber: string;
  readonly tenantCode: string;
  /** Undefined if the answer has no number. */
  readonly trxNo: string | undefined;
  /** Undefined for the mock's own answers, such as a 503. */
  readonly scenario: string | undefined;
}

/** The load on several mocks. */
export interface Load {
  /** Returns where the mocks listen now; a connection takes them in turn. */
  readonly urls: () => readonly string[];
  readonly tenants: readonly Tenant[];
  readonly connections: number;
  /** Number of requests to send. */
  readonly requests: number;
  /** Called after each answer with the number of answers so far. */
  readonly onAnswer?: (answers: number) => void;
}

/** What the clients have seen. */
export interface Seen {
  readonly answers: readonly SeenAnswer[];
  /** Number of requests that ended without an answer. */
  readonly lost: number;
}

/** Sends requests that are charged to the tenants in turn, over several connections to several mocks. */
export async function sendCharges({ urls, tenants, connections, requests, onAnswer }: Load): Promise<Seen> {
  // In turn, so that no connection is idle until the mock closes it.
  const agent = new Agent({ keepAlive: true, maxSockets: connections, scheduling: 'fifo' });
  const pictures = await picturesOfForm();
  const answers: SeenAnswer[] = [];
  let [sent, lost] = [0, 0];
  const work = async (connection: number): Promise<void> => {
    while (sent < requests) {
      const count = sent++;
      const tenant = tenants[count % tenants.length];
      const now = urls();
      const url = now[(count + connection) % now.length];
      if (!tenant || url === undefined) throw new Error('no tenant or no mock');
      const refNumber = `REF-${count}`;
      try {
        const { trxNo, scenario } = await answerOf(agent, url, bodyOf(refNumber, tenant, pictures));
        answers.push({ refNumber, tenantCode: tenant.code, trxNo, scenario });
        onAnswer?.(answers.length);
      } catch {
        // The mock was killed. A client that sends it again uses another refNumber.
        lost += 1;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  };
  await Promise.all(Array.from({ length: connections }, (_, connection) => work(connection)));
  agent.destroy();
  return { answers, lost };
}

/** Returns in which ways the mocks' final state differs from what the clients have seen. */
export function findContradictions(
  { answers, lost }: Seen,
  transactions: readonly Transaction[],
  before: readonly Tenant[],
  after: readonly Pick<Tenant, 'code' | 'balance'>[],
): readonly string[] {
  const numbered = answers.filter(({ trxNo }) => trxNo !== undefined);
  const rows = new Map(transactions.map((row) => [row.trxNo, row]));
  const spent = (code: string): number => transactions.filter((row) => row.charged && row.tenantCode === code).length;
  const balanceOf = (code: string): number => after.find((one) => one.code === code)?.balance ?? Number.NaN;
  const isOf = ({ trxNo = '', refNumber, tenantCode }: SeenAnswer): boolean => {
    const row = rows.get(trxNo);
    return row?.refNumber === refNumber && row.tenantCode === tenantCode;
  };
  // A 503 is not charged, so it may not have a row.
  const unseen = transactions.length - numbered.length;
  return [
    ...(new Set(numbered.map(({ trxNo }) => trxNo)).size < numbered.length ? ['a number was answered twice'] : []),
    ...(rows.size < transactions.length ? ['a number is in the ledger twice'] : []),
    ...(numbered.every(isOf) ? [] : ['an answer is not in the ledger as the client saw it']),
    ...(unseen >= 0 && unseen <= lost ? [] : [`${unseen} rows were never answered, and ${lost} answers were lost`]),
    ...before
      .filter(({ code, balance }) => balanceOf(code) !== balance - spent(code))
      .map(({ code }) => `the balance of ${code} is not what the ledger says`),
    ...before.filter(({ code }) => balanceOf(code) < 0).map(({ code }) => `the balance of ${code} is below zero`),
    ...answers
      .filter(({ scenario, tenantCode }) => scenario === 'insufficient-balance' && balanceOf(tenantCode) > 0)
      .slice(0, 1)
      .map(({ tenantCode }) => `${tenantCode} was refused, and its balance is not used up`),
  ];
}

type Answered = Pick<SeenAnswer, 'trxNo' | 'scenario'>;

/** The parts of a good pair. The smallest, because all of them are read. */
async function picturesOfForm(): Promise<Buffer> {
  const parts = await Promise.all(
    Object.entries({ img1: 'selfie-min', img2: 'ktp-min' } as const).map(async ([part, id]) => [
      Buffer.from(
        `--edge\r\nContent-Disposition: form-data; name="${part}"; filename="${findFixture(id)?.fileName}"\r\n\r\n`,
      ),
      await loadFixture(id),
      Buffer.from('\r\n'),
    ]),
  );
  return Buffer.concat(parts.flat());
}

function bodyOf(refNumber: string, { code, key }: Tenant, pictures: Buffer): Buffer {
  const texts = Object.entries({ key, tenant_code: code, refNumber }).map(
    ([part, value]) => `--edge\r\nContent-Disposition: form-data; name="${part}"\r\n\r\n${value}\r\n`,
  );
  return Buffer.concat([pictures, Buffer.from(`${texts.join('')}--edge--\r\n`)]);
}

function answerOf(agent: Agent, url: string, body: Buffer): Promise<Answered> {
  const headers = { 'Content-Type': 'multipart/form-data; boundary=edge', 'Content-Length': body.length };
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/biometric/facecompareliveness`, { method: 'POST', agent, headers }, (response) => {
      response.resume();
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          trxNo: response.headers['x-trx-no']?.toString(),
          scenario: response.headers['x-mock-scenario']?.toString(),
        }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
