import { setTimeout as sleep } from 'node:timers/promises';
import { type Contender, type ContenderName, type Pinning, startContender } from './contenders.js';
import { type Load, putLoad } from './load.js';
import type { PairName, PairRequest } from './pairs.js';

/** What was measured of one warm contender with one pair and one number of connections. */
export interface Measured {
  readonly requestsPerSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly cpuMsPerRequest: number;
  readonly peakBytes: number;
  readonly errors: number;
  /** How busy the CPU was that the load came from, 0 to 1: near 1, the load was what is measured. */
  readonly loadBusy: number;
}

/** The contenders of a row, the plainest first. */
export const rowContenders = ['drain', 'express', 'mock'] as const satisfies readonly ContenderName[];

/** One row of warm figures. */
export interface Row {
  readonly pair: PairName;
  readonly connections: number;
  readonly measured: Readonly<Record<(typeof rowContenders)[number], Measured>>;
}

/** How long a row is measured. */
export interface RowPlan {
  /** Each contender is measured once in every round, one after another, so that a noisy machine is noisy to all. */
  readonly rounds: number;
  /** About how long one contender is measured in one round. */
  readonly seconds: number;
  /**
   * Requests that each contender has answered before it is measured. The more code a server has, the more of them V8
   * runs in its interpreter at first: what is measured too early is the compiler.
   */
  readonly warmUpRequests: number;
}

/** Measures one row, with fresh processes for it alone: their peak memory is the row's. `warmUp` is quickly answered, by the same code. */
export async function measureRow(
  { request, warmUp, connections }: Record<'request' | 'warmUp', PairRequest> & { readonly connections: number },
  { rounds, seconds, warmUpRequests }: RowPlan,
  pinning: Pinning,
): Promise<Row> {
  await using drain = await startContender('drain', pinning);
  await using express = await startContender('express', pinning);
  await using mock = await startContender('mock', pinning);
  const started = { drain, express, mock };
  const running = [];
  for (const name of rowContenders) {
    const contender = started[name];
    const warm = await putLoad({ url: contender.url, request: warmUp, connections, amount: warmUpRequests });
    // Each connection twice at the least; then about as many requests as fit in the wanted time.
    const amount = 2 * connections;
    const tried = await putLoad({ url: contender.url, request, connections, amount });
    const sent = { url: contender.url, request, connections };
    const timed = { ...sent, amount: Math.max(amount, Math.ceil((amount / tried.seconds) * seconds)) };
    const untimed = await putLoad(timed);
    running.push({ name, contender, timed, before: [warm, tried, untimed], rounds: [] as Round[] });
  }
  for (let round = 0; round < rounds; round += 1)
    for (const { contender, timed, rounds: done } of running) {
      const cpuBefore = contender.usage().cpuMs;
      const load = await putLoad(timed);
      done.push({ load, cpuMs: contender.usage().cpuMs - cpuBefore });
    }
  const measured = running.map(({ name, contender, before, rounds: done }) => [name, summary(contender, before, done)]);
  return { pair: request.name, connections, measured: Object.fromEntries(measured) };
}

interface Round {
  readonly load: Load;
  readonly cpuMs: number;
}

function summary(contender: Contender, before: readonly Load[], rounds: readonly Round[]): Measured {
  const latencies = rounds.flatMap(({ load }) => load.latencies);
  return {
    requestsPerSecond: medianOf(rounds.map(({ load }) => load.latencies.length / load.seconds)),
    p50: percentileOf(latencies, 0.5),
    p99: percentileOf(latencies, 0.99),
    cpuMsPerRequest: medianOf(rounds.map(({ load, cpuMs }) => cpuMs / load.latencies.length)),
    peakBytes: contender.usage().peakBytes,
    // An error while warming up is an error.
    errors: sum([...before, ...rounds.map(({ load }) => load)].map(({ errors }) => errors)),
    loadBusy: medianOf(rounds.map(({ load }) => load.ownCpuSeconds / load.seconds)),
  };
}

/** The contenders that are started anew: what a developer writes by hand, and the mock in both of its forms. */
export const freshContenders = ['express', 'mock', 'command'] as const satisfies readonly ContenderName[];

/** What a user meets in a fresh process. Medians. */
export interface Fresh {
  /** Milliseconds from starting the process to its first answer, to a small pair with marks. */
  readonly startMs: number;
  /** The same, to a small pair without marks. */
  readonly startUnmarkedMs: number;
  /** CPU of the first requests, one connection, pairs without marks. */
  readonly cpuMsPerRequest: Readonly<Record<'small' | 'typical', number>>;
  /** Resident memory when the process has been left alone after its first answer. */
  readonly idleBytes: number;
  /** Largest resident memory with 16 large uploads at once, without marks. */
  readonly peakBytes: number;
  readonly errors: number;
}

/** How often and how much of a fresh process is measured. */
export interface FreshPlan {
  readonly starts: number;
  readonly firstRequests: number;
  /** How long a process is left alone after its first answer, in milliseconds. */
  readonly idleMs: number;
}

/** The requests that a fresh process gets. */
export interface FreshRequests {
  readonly marked: Readonly<Record<PairName, PairRequest>>;
  readonly unmarked: Readonly<Record<PairName, PairRequest>>;
}

/** Measures fresh processes of each contender, in turn. */
export async function measureFresh(
  { marked, unmarked }: FreshRequests,
  plan: FreshPlan,
  pinning: Pinning,
): Promise<Readonly<Record<(typeof freshContenders)[number], Fresh>>> {
  const found = freshContenders.map((name) => ({ name, plain: [] as Started[], photos: [] as Started[] }));
  // The first round is for the system, which reads the programs' files into its memory.
  for (let round = 0; round <= plan.starts; round += 1)
    for (const { name, plain, photos } of found) {
      const one = await startOnce(name, marked.small, { ...plan, firstRequests: 1 }, pinning);
      const other = await startOnce(name, unmarked.small, plan, pinning);
      if (round === 0) continue;
      plain.push(one);
      photos.push(other);
    }
  const figures = [];
  for (const { name, plain, photos } of found) {
    const typical = await startOnce(name, unmarked.typical, plan, pinning);
    const large = await uploadAtOnce(name, unmarked.large, pinning);
    const fresh: Fresh = {
      startMs: medianOf(plain.map(({ startMs }) => startMs)),
      startUnmarkedMs: medianOf(photos.map(({ startMs }) => startMs)),
      cpuMsPerRequest: {
        small: medianOf(photos.map(({ cpuMsPerRequest }) => cpuMsPerRequest)),
        typical: typical.cpuMsPerRequest,
      },
      idleBytes: medianOf(photos.map(({ idleBytes }) => idleBytes)),
      peakBytes: large.peakBytes,
      errors: sum([...plain, ...photos, typical, large].map(({ errors }) => errors)),
    };
    figures.push([name, fresh]);
  }
  return Object.fromEntries(figures);
}

interface Started {
  readonly startMs: number;
  readonly cpuMsPerRequest: number;
  readonly idleBytes: number;
  readonly errors: number;
}

async function startOnce(
  name: ContenderName,
  request: PairRequest,
  { firstRequests: requests, idleMs }: FreshPlan,
  pinning: Pinning,
): Promise<Started> {
  const begun = performance.now();
  await using server = await startContender(name, pinning);
  const sent = { url: server.url, request, connections: 1 };
  const atStart = server.usage().cpuMs;
  const first = await putLoad({ ...sent, amount: 1 });
  const startMs = performance.now() - begun;
  if (requests === 1) return { startMs, cpuMsPerRequest: Number.NaN, idleBytes: Number.NaN, errors: first.errors };
  const afterFirst = server.usage().cpuMs;
  await sleep(idleMs);
  const idle = server.usage();
  const others = await putLoad({ ...sent, amount: requests - 1 });
  // What the server does between requests, such as loading ahead, counts for no request.
  const cpuMs = afterFirst - atStart + (server.usage().cpuMs - idle.cpuMs);
  return {
    startMs,
    cpuMsPerRequest: cpuMs / requests,
    idleBytes: idle.residentBytes,
    errors: first.errors + others.errors,
  };
}

async function uploadAtOnce(name: ContenderName, request: PairRequest, pinning: Pinning) {
  await using server = await startContender(name, pinning);
  const { errors } = await putLoad({ url: server.url, request, connections: 16, amount: 64 });
  return { peakBytes: server.usage().peakBytes, errors };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** The value in the middle of a list that has one at least. */
function medianOf(values: readonly number[]): number {
  return percentileOf(values, 0.5);
}

/** The value below which that share of the values lies. */
function percentileOf(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
