import { type Command, Option } from 'commander';

/** Flags that say what a call costs. */
export interface PriceFlags {
  readonly price?: string;
  readonly currency?: string;
}

/** Adds the flags that say what a call costs. */
export function withPrice(command: Command): Command {
  return command
    .option('--price <amount>', 'what one call costs, e.g. 1500 or 0.075; shows costs in money')
    .option('--currency <code>', 'the currency of the price by its ISO 4217 code, e.g. IDR');
}

/** Creates the flag that names the spend file. */
export function spendFileOption(): Option {
  return new Option(
    '--spend-file <file>',
    "the file that counts the calls of all runs; default: EENDIGO_KIT_SPEND, or spend.ndjson in the user's data folder",
  );
}
