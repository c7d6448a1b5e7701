import { Command } from 'commander';
import { type CommandIo, KitError, loadContract, loadProfile } from '../../spec/index.js';
import {
  limitOption,
  type ReportFlags,
  reportRun,
  requireReports,
  type SelectionFlags,
  withReports,
  withSelection,
} from '../reports/run-report.js';
import { selectCases } from '../select.js';
import { drawingProgress } from '../wire/drawing.js';
import { runClientCases } from './client-run.js';

/** `eendigo-kit conformance client -- <command...>`: the cases given to a client. */
export function clientCommand(io: CommandIo): Command {
  return withReports(withSelection(new Command('client')))
    .description('judge a client: its program is run once for each case and talks to a mock of its own')
    .argument('[command...]', 'the client and its arguments, after --')
    .option('--profile <profile>', 'the readings that the mock answers by: a built-in profile or a file', 'documented')
    .addOption(limitOption('--limit <seconds>', 'how long the client may take for one case', 30))
    .action(
      async (command: readonly string[], flags: SelectionFlags & ReportFlags & { limit: number; profile: string }) => {
        const [file, ...args] = command;
        if (file === undefined)
          throw new KitError(
            'usage',
            'no client is given; end the line with -- and its command, e.g. -- node my-client.js',
          );
        await requireReports(flags);
        const cases = selectCases({ direction: 'client', only: flags.only, kinds: flags.kind, tags: flags.tag });
        const contract = await loadContract((await loadProfile(flags.profile)).profile);
        const { onDrawing, end } = drawingProgress(io);
        const run = runClientCases({
          command: [file, ...args],
          contract,
          cases,
          limitMs: flags.limit,
          signal: io.signal,
          onDrawing,
        });
        await reportRun(
          io,
          run,
          cases.length,
          { direction: 'client', subject: command.join(' '), profile: contract.profile },
          flags,
        ).finally(end);
      },
    );
}
