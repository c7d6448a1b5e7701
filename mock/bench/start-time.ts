import { startCommand, startContender } from './contender.js';
import { putLoad } from './load.js';
import type { PairRequest } from './pair.js';
import type { Pinning } from './pinning.js';
import { medianOf, type StarterName, starters } from './report.js';

/** Milliseconds from starting each process to its first success: medians of so many starts, taken in turn. */
export async function measureStarts(
  request: PairRequest,
  pinning: Pinning,
  times: number,
): Promise<Readonly<Record<StarterName, number>>> {
  const taken: Record<StarterName, number[]> = { 'express-multer': [], mock: [], command: [] };
  for (let round = 0; round <= times; round += 1)
    for (const name of starters) {
      const milliseconds = await startOnce(name, request, pinning);
      // The first round is for the system, which reads the programs' files into its memory.
      if (round > 0) taken[name].push(milliseconds);
    }
  return {
    'express-multer': medianOf(taken['express-multer']),
    mock: medianOf(taken.mock),
    command: medianOf(taken.command),
  };
}

async function startOnce(name: StarterName, request: PairRequest, pinning: Pinning): Promise<number> {
  const begun = performance.now();
  await using server = await (name === 'command' ? startCommand(pinning) : startContender(name, pinning));
  const listening = performance.now() - begun;
  const { errors, latencies } = await putLoad({ url: server.url, request, connections: 1, amount: 1 });
  if (errors > 0) throw new Error(`the first answer of "${name}" was no success`);
  return listening + (latencies[0] ?? Number.NaN);
}
