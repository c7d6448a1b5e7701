import { setTimeout as sleep } from 'node:timers/promises';
import { type Contender, type ContenderName, type Pinning, startContender } from './contenders.js';
import { type Load, putLoad } from './load.js';
import type { PairName, PairRequest } from './pairs.js';

/** The figures of one warm contender with one pair and one number of connections. */
export interface Measured {
  readonly requestsPerSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly cpuMsPerRequest: number;
  readonly peakBytes: number;
  readonly errors: number;
  /** How busy the load's CPU was, from 0 to 1. Near 1, the load was the bottleneck. */
  readonly loadBusy: number;
}

/** The contenders of a row, the simplest first. */
export const rowContenders = ['drain', 'express', 'mock'] as const satisfies readonly ContenderName[];

/** One row of warm figures. */
export interface Row {
  readonly pair: PairName;
  readonly connections: number;
  readonly measured: Readonly<Record<(typeof rowContenders)[number], Measured>>;
}

/** How long a row is measured. */
export interface RowPlan {
  /** Every round measures each contender once. */
  readonly rounds: number;
  /** Approximate seconds to measure one contender in one round. */
  readonly seconds: number;
  /**
   * Requests that each contender answers before its measurement. V8 interprets the first requests, and the more code a
   * server has, the more of them. An earlier measurement would time the compiler.
   */
  readonly warmUpRequests: number;
}

/** What is sent for one row: the measured request, and one that uses the same code and is quick to answer. */
export interface RowRequests {
  readonly request: PairRequest;
  readonly warmUp: PairRequest;
  readonly connections: number;
}

/** Measures one row with fresh processes, so that their peak memory is the row's. */
export async function measureRow(requests: RowRequests, plan: RowPlan, pinning: Pinning): Promise<Row> {
  await using drain = await startContender('drain', pinning);
  await using express = await startContender('express', pinning);
  await using mock = await startContender('mock', pinning);
  const measured = await measureInTurn({ drain, express, mock }, requests, plan);
  return { pair: requests.request.name, connections: requests.connections, measured };
}

/** Measures running contenders in turn, so that noise affects all of them. */
export async function measureInTurn<Contenders extends Readonly<Record<string, Contender>>>(
  contenders: Contenders,
  { request, warmUp, connections }: RowRequests,
  { rounds, seconds, warmUpRequests }: RowPlan,
): Promise<{ readonly [Name in keyof Contenders]: Measured }> {
  const running = [];
  for (const [name, contender] of Object.entries(contenders)) {
    const warm = await putLoad({ url: contender.url, request: warmUp, connections, amount: warmUpRequests });
    // Each connection at least twice, then about as many requests as fit into the time.
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
  return Object.fromEntries(measured) as { readonly [Name in keyof Contenders]: Measured };
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
    // An error during the warm-up counts too.
    errors: sum([...before, ...rounds.map(({ load }) => load)].map(({ errors }) => errors)),
    loadBusy: medianOf(rounds.map(({ load }) => load.ownCpuSeconds / load.seconds)),
  };
}

/** The contenders that are measured from their start: a handwritten server, and the mock in both of its forms. */
export const freshContenders = ['express', 'mock', 'command'] as const satisfies readonly ContenderName[];

/** The figures of a fresh process. Medians. */
export interface Fresh {
  /** Milliseconds from the start of the process to its first answer, for a small pair with marks. */
  readonly startMs: number;
  /** The same, for a small pair without marks. */
  readonly startUnmarkedMs: number;
  /** CPU of the first requests, one connection, pairs without marks. */
  readonly cpuMsPerRequest: Readonly<Record<'small' | 'typical', number>>;
  /** Resident memory after an idle time that follows the first answer. */
  readonly idleBytes: number;
  /** Largest resident memory with 16 large uploads at once, without marks. */
  readonly peakBytes: number;
  readonly errors: number;
}

/** The number of starts and requests for the figures of fresh processes. */
export interface FreshPlan {
  readonly starts: number;
  readonly firstRequests: number;
  /** How long a process idles after its first answer, in milliseconds. */
  readonly idleMs: number;
}

/** The requests for a fresh process. */
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
  // The first round only fills the system's file cache.
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
  // What the server does between requests, such as preloading, counts for no request.
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

/** The middle value of a list with at least one value. */
function medianOf(values: readonly number[]): number {
  return percentileOf(values, 0.5);
}

/** The value below which that share of the values lies. */
function percentileOf(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
