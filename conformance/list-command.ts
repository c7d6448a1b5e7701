import { Command, Option } from 'commander';
import { type CommandIo, loadContract } from '../spec/index.js';
import type { Direction } from './cases/case.js';
import { costOf } from './expectation/cost.js';
import { answerKind } from './expectation/expectation.js';
import { type SelectionFlags, withSelection } from './reports/flags.js';
import { selectCases } from './select.js';

/** `eendigo-kit conformance list`: lists the cases and sends nothing. */
export function listCommand(io: CommandIo): Command {
  return withSelection(new Command('list'))
    .description('list the cases and send nothing')
    .addOption(
      new Option('--direction <direction>', 'the cases for a server or for a client').choices(['server', 'client']),
    )
    .addOption(new Option('--format <format>', 'the output format').choices(['text', 'json']).default('text'))
    .action(
      async ({
        only,
        kind,
        tag,
        direction,
        format,
      }: SelectionFlags & { direction?: Direction; format: 'text' | 'json' }) => {
        const contract = await loadContract();
        const selection = { only, kinds: kind, tags: tag, ...(direction ? { direction } : {}) };
        const chosen = selectCases(selection, contract).map((testCase) => ({
          ...testCase,
          kind: answerKind(testCase, contract),
          // A client run has a mock for its server, which takes no money.
          cost: testCase.directions.includes('server') ? costOf(testCase, contract) : 'free',
        }));
        if (format === 'json') return io.out(JSON.stringify(chosen, null, 2));
        const width = Math.max(0, ...chosen.map(({ id }) => id.length));
        for (const { id, title, kind: expected, cost, directions, tags } of chosen)
          io.out(
            `${id.padEnd(width)}  ${expected.padEnd(20)}  ${cost.padEnd(8)}  ${directions.join('+').padEnd(13)}  ${title} (${tags.join(', ')})`,
          );
        const count = (name: Direction): number =>
          chosen.filter((testCase) => testCase.directions.includes(name)).length;
        io.out(
          `${chosen.length} ${chosen.length === 1 ? 'case' : 'cases'}: ${count('server')} for a server, ${count('client')} for a client`,
        );
      },
    );
}
