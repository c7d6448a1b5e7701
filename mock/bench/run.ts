import { cpus, release } from 'node:os';
import { makePairRequest, type PairName, pairNames } from './pair.js';
import type { Pinning } from './pinning.js';
import type { BenchReport, Row } from './report.js';
import { measureRow, type RoundsPlan } from './rounds.js';
import { measureStarts } from './start-time.js';

/** How thoroughly the bench measures. */
export interface BenchPlan extends RoundsPlan {
  readonly pairs: readonly PairName[];
  readonly connections: readonly number[];
  /** How many times each server is started to measure its start. */
  readonly starts: number;
}

const everything = { pairs: pairNames, connections: [1, 16] } as const;

/** The usual plan, about six minutes, and a short one for a first look. */
export const plans = {
  full: { ...everything, warmUpRequests: 6000, rounds: 9, seconds: 1, starts: 11 },
  quick: { ...everything, warmUpRequests: 2000, rounds: 2, seconds: 0.2, starts: 3 },
} as const satisfies Readonly<Record<string, BenchPlan>>;

/** Runs the bench. `tell` hears what is being measured. */
export async function runBench(plan: BenchPlan, pinning: Pinning, tell: (line: string) => void): Promise<BenchReport> {
  const { model = 'unknown CPU' } = cpus()[0] ?? {};
  const machine = `${cpus().length} x ${model.trim()}, ${process.platform} ${release()}, Node.js ${process.version}`;
  tell(`${machine}; ${pinning.told}`);
  const rows: Row[] = [];
  const small = await makePairRequest('small');
  for (const name of plan.pairs) {
    const request = await makePairRequest(name);
    for (const connections of plan.connections) {
      tell(`${name} pairs, ${connections === 1 ? 'one connection' : `${connections} connections`}`);
      rows.push(await measureRow({ measured: request, warmUp: small }, connections, plan, pinning));
    }
  }
  tell('start to first answer');
  const startMs = await measureStarts(small, pinning, plan.starts);
  return { machine, pinning: pinning.told, rows, startMs };
}
