import { type Contender, type ContenderName, startContender } from './contender.js';
import { type Load, putLoad } from './load.js';
import type { PairRequest } from './pair.js';
import type { Pinning } from './pinning.js';
import { type Measured, medianOf, percentileOf, type Row } from './report.js';

/** How long a row is measured. */
export interface RoundsPlan {
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

/** What a row sends. */
export interface RowRequests {
  readonly measured: PairRequest;
  /** What the contenders are warmed up with: quickly answered, by the same code. */
  readonly warmUp: PairRequest;
}

/** Measures one row, with fresh processes for it alone: their peak memory is the row's. */
export async function measureRow(
  { measured: request, warmUp: first }: RowRequests,
  connections: number,
  { rounds, seconds, warmUpRequests }: RoundsPlan,
  pinning: Pinning,
): Promise<Row> {
  await using drain = await startContender('drain', pinning);
  await using express = await startContender('express-multer', pinning);
  await using mock = await startContender('mock', pinning);
  const prepare = async (contender: Contender) => {
    const warm = await putLoad({ url: contender.url, request: first, connections, amount: warmUpRequests });
    return measuring(contender, { request, connections, seconds }, warm);
  };
  const measures = {
    drain: await prepare(drain),
    'express-multer': await prepare(express),
    mock: await prepare(mock),
  };
  for (let round = 0; round < rounds; round += 1) for (const { measure } of Object.values(measures)) await measure();
  const measured = async (name: ContenderName): Promise<Measured> => measures[name].result();
  return {
    pair: request.name,
    pictures: request.pictures,
    connections,
    measured: {
      drain: await measured('drain'),
      'express-multer': await measured('express-multer'),
      mock: await measured('mock'),
    },
  };
}

interface Measuring {
  readonly request: PairRequest;
  readonly connections: number;
  readonly seconds: number;
}

interface Round {
  readonly load: Load;
  readonly cpuMs: number;
}

/** Finds out how many requests take about the wanted time, and has a contender ready for its rounds. */
async function measuring(contender: Contender, { request, connections, seconds }: Measuring, warm: Load) {
  // Each connection twice at the least.
  const least = 2 * connections;
  const sent = { url: contender.url, request, connections };
  await putLoad({ ...sent, amount: least });
  const tried = await putLoad({ ...sent, amount: least });
  const amount = Math.max(least, Math.ceil((least / tried.seconds) * seconds));
  const untimed = await putLoad({ ...sent, amount });
  const done: Round[] = [];
  return {
    measure: async (): Promise<void> => {
      const before = await contender.usage();
      const load = await putLoad({ ...sent, amount });
      const after = await contender.usage();
      done.push({ load, cpuMs: after.cpuMs - before.cpuMs });
    },
    result: async (): Promise<Measured> => {
      const latencies = done.flatMap(({ load }) => load.latencies);
      return {
        requestsPerSecond: medianOf(done.map(({ load }) => load.latencies.length / load.seconds)),
        p50: percentileOf(latencies, 0.5),
        p99: percentileOf(latencies, 0.99),
        cpuMsPerRequest: medianOf(done.map(({ load, cpuMs }) => cpuMs / load.latencies.length)),
        peakBytes: (await contender.usage()).peakBytes,
        // Those of warming up count too: an error is an error.
        errors: [warm, tried, untimed, ...done.map(({ load }) => load)].reduce((sum, { errors }) => sum + errors, 0),
        loadBusy: medianOf(done.map(({ load }) => load.ownCpuSeconds / load.seconds)),
      };
    },
  };
}
