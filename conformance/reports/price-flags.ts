import type { Command } from 'commander';

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
