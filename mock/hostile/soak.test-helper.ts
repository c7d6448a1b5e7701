import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import type { FaultName } from '../faults/index.js';
import type { RequestPage } from '../journal/request-query.js';
import type { JournalEntry } from '../schemas/journal-types.js';
import type { Tenant, Transaction } from '../schemas/session-types.js';
import type { LedgerPage } from '../store/ledger-query.js';
import type { MockProcess } from './mock-process.test-helper.js';
import { createRandom, type Random } from './random.test-helper.js';
import { onWire, requestOf } from './request.test-helper.js';
import { createRawConnection, type RawConnection } from './socket.test-helper.js';

/** Options for a soak. */
export interface SoakOptions {
  readonly seed: number;
  /** Number of sessions used in turn. */
  readonly sessions: number;
  /** Requests to each session before it is reconciled and reset for the next round. */
  readonly requests: number;
  /** Rounds over all sessions. */
  readonly rounds: number;
  /** Called after each round with the number of requests sent so far. */
  readonly onRound?: (requests: number) => Promise<void>;
}

/** What a client sent, and its result. */
interface Sent {
  readonly refNumber: string;
  /** The number in its answer; undefined if none arrived. */
  readonly trxNo: string | undefined;
  /** Whether it must be charged, even if the answer was lost. */
  readonly due: boolean;
}

const key = 'soak-key-1234';
const code = 'SOAK';
/** Faults for answers. Each ends by itself, and soon. */
const faults = [
  'delay; ms=3',
  'reset',
  'reset-body',
  'reset; delay=2',
  'empty-reply',
  'wrong-length; promises=more',
  'stall-body; ms=5',
  'truncated-json',
  'gateway-timeout; delay=4',
  'missing-trx-no',
  'corrupt-gzip',
] as const satisfies readonly `${FaultName}${string}`[];

/**
 * Sends requests with faults to many sessions in turn, over sockets, eight sessions at once. It reconciles each
 * session's balance, ledger, journal and answers. It also fills the journals beyond their memory. Returns the number of
 * requests sent.
 *
 * @throws Error that names the session and the discrepancy
 */
export async function soak(mock: MockProcess, options: SoakOptions): Promise<number> {
  let sent = 0;
  for (let round = 0; round < options.rounds; round += 1) {
    const waiting = Array.from({ length: options.sessions }, (_, number) => number);
    const work = async (): Promise<void> => {
      const connection = createRawConnection(mock.port);
      for (let number = waiting.shift(); number !== undefined; number = waiting.shift()) {
        const random = createRandom(options.seed, round * options.sessions + number);
        await live(mock, { id: `soak-${number}`, random, connection, requests: options.requests });
        sent += options.requests;
      }
      connection.close();
    };
    await Promise.all(Array.from({ length: 8 }, work));
    await options.onRound?.(sent);
  }
  return sent;
}

interface Life {
  readonly id: string;
  readonly random: Random;
  readonly connection: RawConnection;
  readonly requests: number;
}

/** One session from its creation to its reconciliation. */
async function live(mock: MockProcess, life: Life): Promise<void> {
  const { id, random, requests } = life;
  // Every fourth balance is used up on the way.
  const balance = random.once(4) ? Math.floor(requests / 3) : 1_000_000;
  const fault = { seed: random.below(1000), rules: [{ fault: { type: 'reset' }, probability: 0.05 }] };
  await admin(mock, 'PUT', `/sessions/${id}`, { tenants: [{ code, key, balance }], fault });
  const all: Sent[] = [];
  let left = balance;
  for (let count = 0; count < requests; count += 1) {
    const one = await send(mock.port, life, `${id}-${count}`, left > 0);
    if (one.due) left -= 1;
    all.push(one);
  }
  await allEnded(mock, id);
  const { tenants } = await admin<{ readonly tenants: readonly Tenant[] }>(mock, 'GET', `/tenants?session=${id}`);
  const { transactions } = await admin<LedgerPage>(mock, 'GET', `/transactions?session=${id}`);
  // A long journal is slow to read, so it is only sampled.
  const journal = random.once(20) ? await admin<RequestPage>(mock, 'GET', `/requests?session=${id}`) : undefined;
  const entries = journal?.requests ?? [];
  reconcile(id, balance, all, { balance: tenants[0]?.balance ?? 0, rows: transactions, entries });
}

/** Sends one random request. `funded` is whether the balance suffices for a charge. */
async function send(
  port: number,
  { id: session, random, connection }: Life,
  refNumber: string,
  funded: boolean,
): Promise<Sent> {
  const isKnown = !random.once(10);
  const scenario = random.once(6) ? 'liveness-error' : 'success';
  const fault = random.once(3) ? random.pick(faults) : undefined;
  const isFree = fault !== undefined && random.once(4);
  // Every second one is as large as the journal keeps.
  const more = Array.from({ length: random.once(2) ? 90 : random.below(4) }, (_, place): [string, string] => [
    `more-${place}`,
    'x'.repeat(300 + random.below(200)),
  ]);
  const { headers, body } = requestOf([
    ['key', isKnown ? key : 'another-key-1234'],
    ['tenant_code', code],
    ['refNumber', refNumber],
    ...more,
  ]);
  const requestHeaders = [
    ...headers,
    ['X-Mock-Session', session],
    ['X-Mock-Scenario', scenario],
    ...(fault === undefined ? [] : [['X-Mock-Fault', `${fault}${isFree ? '; charged=no' : ''}`]]),
  ] as readonly (readonly [string, string])[];
  const pieces = onWire({ headers: requestHeaders, body }, random.pick(['whole', 'pieces', 'chunks']), random);
  if (random.once(25)) {
    await breakOff(port, Buffer.concat(pieces).subarray(0, random.below(body.length)));
    return { refNumber, trxNo: undefined, due: false };
  }
  const answer = await connection.exchange(pieces).catch((error: Error) => {
    if (/no answer within|ECONNREFUSED/.test(error.message)) throw error;
    return undefined;
  });
  return {
    refNumber,
    trxNo: answer?.headers.get('x-trx-no'),
    due: isKnown && funded && !isFree && scenario === 'success',
  };
}

/** Sends the beginning of a request, and disconnects. */
async function breakOff(port: number, beginning: Buffer): Promise<void> {
  const socket = connect({ port, host: '127.0.0.1' });
  socket.on('error', () => {});
  socket.write(beginning, () => socket.resetAndDestroy());
  await once(socket, 'close');
}

/** Waits until the mock has noticed the disconnection of every client of a session. */
async function allEnded(mock: MockProcess, id: string): Promise<void> {
  const criteria = { state: 'open' };
  for (let attempt = 0; attempt < 1000; attempt += 1) {
    const { count } = await admin<{ readonly count: number }>(mock, 'POST', `/requests/count?session=${id}`, {
      criteria,
    });
    if (count === 0) return;
    await setTimeout(10);
  }
  throw new Error(`${id}: a request is still open`);
}

/** A session's state as the mock reports it. */
interface Accounts {
  readonly balance: number;
  readonly rows: readonly Transaction[];
  readonly entries: readonly JournalEntry[];
}

function reconcile(id: string, before: number, sent: readonly Sent[], { balance, rows, entries }: Accounts): void {
  const wrong = (what: string): never => {
    throw new Error(`${id}: ${what}`);
  };
  const charged = rows.filter((row) => row.charged);
  if (before - balance !== charged.length)
    wrong(`${before - balance} were charged to the balance, and ${charged.length} rows are charged`);
  const numbers = new Set(rows.map(({ trxNo }) => trxNo));
  if (numbers.size !== rows.length) wrong('a number is in the ledger twice');
  for (const { refNumber, trxNo, due } of sent) {
    const own = rows.filter((row) => row.refNumber === refNumber);
    if (own.length > 1) wrong(`${refNumber} is in the ledger ${own.length} times`);
    if (trxNo !== undefined && own[0]?.trxNo !== trxNo)
      wrong(`the client saw ${trxNo}, the ledger has ${own[0]?.trxNo}`);
    if ((own[0]?.charged ?? false) !== due) wrong(`${refNumber} should ${due ? '' : 'not '}have been charged`);
  }
  const known = new Set(sent.map(({ refNumber }) => refNumber));
  if (rows.some(({ refNumber }) => !known.has(refNumber))) wrong('a row belongs to a request that was never sent');
  for (const { answer } of entries)
    if (answer?.trxNo !== undefined && !numbers.has(answer.trxNo))
      wrong(`${answer.trxNo} is in the journal, and in no row`);
}

async function admin<What>({ url }: MockProcess, method: string, path: string, body?: object): Promise<What> {
  const response = await fetch(`${url}/__admin${path}`, {
    method,
    // A request without an answer is reported, not awaited forever.
    signal: AbortSignal.timeout(20_000),
    ...(body ? { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) } : {}),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as What;
}
