import { Command, Option } from 'commander';
import type { CommandIo } from '../../../spec/index.js';
import { type Price, readPrice } from '../../reports/price.js';
import { type PriceFlags, withPrice } from '../../reports/price-flags.js';
import { readSpendFile, spendFileOf } from './spend-file.js';
import { spendFileOption } from './spend-flags.js';
import { dayOf, type SpendSum, sumSpend } from './spend-sums.js';

interface SpendFlags extends PriceFlags {
  readonly spendFile?: string;
  readonly format: 'text' | 'json';
}

/** `eendigo-kit conformance spend`: shows what all runs may have been charged. Sends nothing. */
export function spendCommand(io: CommandIo): Command {
  return withPrice(new Command('spend'))
    .description('show the calls that all runs may have been charged: by day, by run and by target')
    .addOption(spendFileOption())
    .addOption(new Option('--format <format>', 'the output format').choices(['text', 'json']).default('text'))
    .action((flags: SpendFlags) => show(io, flags));
}

function show(io: CommandIo, flags: SpendFlags): void {
  const price = readPrice(flags.price, flags.currency);
  const file = spendFileOf(flags.spendFile, io.env);
  const { calls, notes } = readSpendFile(file);
  for (const note of notes) io.err(`eendigo-kit: ${note}`);
  const days = sumSpend(calls, ({ at }) => dayOf(at));
  const runs = sumSpend(calls, ({ run }) => run);
  const targets = sumSpend(calls, ({ target }) => target);
  const [total = { name: '', targets: [], requests: 0, calls: 0, unsettled: 0 }] = sumSpend(calls, () => 'total');
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  if (flags.format === 'json') {
    const withMoney = ({ name, ...sum }: SpendSum) => ({
      name,
      ...sum,
      ...(price ? { money: price.format(sum.calls) } : {}),
    });
    const sums = { days: days.map(withMoney), runs: runs.map(withMoney), targets: targets.map(withMoney) };
    const { name: _, targets: __, ...all } = withMoney(total);
    io.out(JSON.stringify({ file, timeZone, ...sums, total: all, notes }, null, 2));
    return;
  }
  io.out(`Calls that may have been charged, from ${file}`);
  if (calls.length === 0) {
    io.out('  none: no run beyond this machine has sent a request');
    return;
  }
  for (const line of [
    ...table(`By day (${timeZone}):`, days, price),
    ...table('By run:', runs, price, true),
    ...table('By target:', targets, price),
  ])
    io.out(line);
  io.out(`Total: ${inWords(total, price)}`);
  if (total.unsettled > 0)
    io.out(
      `${total.unsettled === 1 ? '1 request has' : `${total.unsettled} requests have`} no end: the run was ended before the answer came. It counts as charged if it could cost anything.`,
    );
}

function table(
  title: string,
  sums: readonly SpendSum[],
  price: Price | undefined,
  namesTarget = false,
): readonly string[] {
  const width = Math.max(...sums.map(({ name }) => name.length));
  return [
    title,
    ...sums.map(
      (sum) => `  ${sum.name.padEnd(width)}  ${inWords(sum, price)}${namesTarget ? `  ${sum.targets.join(', ')}` : ''}`,
    ),
  ];
}

function inWords({ calls, requests }: SpendSum, price: Price | undefined): string {
  return `${calls} of ${requests} ${requests === 1 ? 'request' : 'requests'}${price ? ` (${price.format(calls)})` : ''}`;
}
