import { cpus, release } from 'node:os';
import type { Pinning } from './contenders.js';
import { type EngineRow, measureEngines } from './engines.js';
import { type FreshPlan, measureFresh, measureRow, type Row, type RowPlan } from './measure.js';
import { createPairRequest, type PairName, type PairRequest, pairNames } from './pairs.js';
import type { BenchReport } from './report.js';

/** How thoroughly the bench measures. */
export interface BenchPlan extends RowPlan, FreshPlan {
  readonly pairs: readonly PairName[];
  readonly connections: readonly number[];
}

const everything = { pairs: pairNames, connections: [1, 16] } as const;

/** The usual plan, about a quarter of an hour, and a short one for a first look. */
export const plans = {
  full: { ...everything, warmUpRequests: 6000, rounds: 9, seconds: 1, starts: 7, firstRequests: 500, idleMs: 2000 },
  quick: { ...everything, warmUpRequests: 2000, rounds: 2, seconds: 0.2, starts: 1, firstRequests: 100, idleMs: 1000 },
} as const satisfies Readonly<Record<string, BenchPlan>>;

/** Runs the bench. Calls `progress` with one line before each measurement. */
export async function runBench(
  plan: BenchPlan,
  pinning: Pinning,
  progress: (line: string) => void,
): Promise<BenchReport> {
  const { model = 'unknown CPU' } = cpus()[0] ?? {};
  const machine = `${cpus().length} x ${model.trim()}, ${process.platform} ${release()}, Node.js ${process.version}; ${pinning.note}`;
  progress(machine);
  const [marked, unmarked] = [await requests(true), await requests(false)];
  const rows: Row[] = [];
  for (const name of plan.pairs)
    for (const connections of plan.connections) {
      progress(`${name} pairs, ${connections === 1 ? 'one connection' : `${connections} connections`}`);
      rows.push(await measureRow({ request: marked[name], warmUp: marked.small, connections }, plan, pinning));
    }
  const engines: EngineRow[] = [];
  for (const connections of plan.connections) {
    progress(`the mock's engines, ${connections === 1 ? 'one connection' : `${connections} connections`}`);
    engines.push(await measureEngines({ request: marked.small, warmUp: marked.small, connections }, plan, pinning));
  }
  progress('fresh processes');
  const fresh = await measureFresh({ marked, unmarked }, plan, pinning);
  const pictures = Object.fromEntries(
    pairNames.map((name) => [name, marked[name].pictures]),
  ) as BenchReport['pictures'];
  return { machine, pictures, rows, engines, fresh };
}

async function requests(isMarked: boolean): Promise<Readonly<Record<PairName, PairRequest>>> {
  const made = await Promise.all(pairNames.map(async (name) => [name, await createPairRequest(name, isMarked)]));
  return Object.fromEntries(made);
}
