import { Command } from 'commander';
import {
  type CommandIo,
  createPaint,
  exitCodes,
  hasColours,
  KitError,
  loadContract,
  shellWord,
} from '../../../spec/index.js';
import { limitOption } from '../../reports/flags.js';
import { columnsOf, wrap } from '../../reports/layout.js';
import { escapeInvisible } from '../../reports/visible-text.js';
import { createExecDriver } from '../exec/exec-driver.js';
import { createSessionDriver } from '../session/session-driver.js';
import { checkAdapter, stepCount } from './selftest.js';

interface SelftestFlags {
  readonly session?: boolean;
  readonly limit: number;
}

/** `eendigo-kit conformance client selftest -- <command...>`: checks an adapter step by step. */
export function selftestCommand(io: CommandIo): Command {
  return new Command('selftest')
    .description('check an adapter step by step, and say what to mend at the first step that is not in order')
    .argument('[command...]', 'the adapter and its arguments, after --')
    .option('--session', 'the adapter takes all cases in one process')
    .addOption(limitOption('--limit <seconds>', 'how long the adapter may take for one case', 30))
    .action((command: readonly string[], _flags: SelftestFlags, selftest: Command) =>
      // The command above has flags of the same names, and takes them.
      run(io, command, selftest.optsWithGlobals<SelftestFlags>()),
    );
}

async function run(io: CommandIo, command: readonly string[], { session, limit }: SelftestFlags): Promise<void> {
  const [program, ...args] = command;
  if (program === undefined)
    throw new KitError('usage', 'no adapter is given; end the line with -- and its command, e.g. -- node client.mjs');
  const paint = createPaint(hasColours(io));
  const columns = columnsOf(io);
  const words: readonly [string, ...string[]] = [program, ...args];
  let count = 0;
  let isInOrder = true;
  const steps = checkAdapter({
    createDriver: (onNote) => (session ? createSessionDriver(words, { onNote }) : createExecDriver(words)),
    contract: await loadContract(),
    limitMs: limit,
    signal: io.signal,
  });
  for await (const { title, problem } of steps) {
    count++;
    isInOrder = problem === undefined;
    const [sign, style] = isInOrder ? (['✔', 'green'] as const) : (['✖', 'red'] as const);
    io.out(`${paint('gray', `${count}/${stepCount}`)} ${paint(style, `${sign} ${title}`)}`);
    for (const line of problem ?? []) for (const row of wrap(escapeInvisible(line), columns - 4)) io.out(`    ${row}`);
  }
  io.out('');
  if (isInOrder && count === stepCount) {
    io.out('The adapter is in order. Give it all cases:');
    io.out(`eendigo-kit conformance client ${session ? '--session ' : ''}-- ${command.map(shellWord).join(' ')}`);
    return;
  }
  if (count < stepCount) io.out(`Not tried: the ${stepCount - count} steps after it.`);
  io.exitCode = io.signal.aborted ? exitCodes.inconclusive : exitCodes.failed;
}
