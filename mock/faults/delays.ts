import { draw } from './draw.js';
import type { Fault } from './fault.js';
import { commonParameters } from './fault-spec.js';
import { wireFaults } from './wire-faults.js';

/** Returns the delay of a fault, in milliseconds. */
export function delayOf(fault: Fault): number {
  return fault.type === 'delay'
    ? (fault.ms ?? wireFaults.delay.parameters.ms.default)
    : (fault.delay ?? commonParameters.delay.default);
}

/** Adds another fault's delay to a fault. Without a fault, returns the other one. */
export function withDelay(fault: Fault | undefined, more: Fault): Fault {
  if (fault === undefined) return more;
  return delayedBy({ ...fault, ...(more.charged === undefined ? {} : { charged: more.charged }) }, (ms) =>
    bounded(ms + delayOf(more)),
  );
}

/** Returns a fault with its random delay drawn. */
export function withDrawnDelay(fault: Fault, seed: readonly number[]): Fault {
  const { spread, distribution = commonParameters.distribution.default, ...rest } = fault;
  if (!spread) return fault;
  return delayedBy(rest as Fault, (ms) => {
    switch (distribution) {
      case 'uniform':
        return bounded(ms + spread * draw(seed, 1));
      case 'normal':
        return bounded(ms + spread * normal(seed));
      case 'lognormal':
        // The deviation of the logarithm that puts one deviation above the median at ms + spread.
        return bounded(ms === 0 ? 0 : ms * Math.exp(normal(seed) * Math.log1p(spread / ms)));
    }
  });
}

function delayedBy(fault: Fault, change: (ms: number) => number): Fault {
  const ms = change(delayOf(fault));
  return fault.type === 'delay' ? { ...fault, ms } : { ...fault, delay: ms };
}

function bounded(ms: number): number {
  const { minimum, maximum } = commonParameters.delay;
  return Math.round(Math.min(maximum, Math.max(minimum, ms)));
}

/** Returns a number of the standard normal distribution (Box-Muller). */
function normal(seed: readonly number[]): number {
  return Math.sqrt(-2 * Math.log(1 - draw(seed, 1))) * Math.cos(2 * Math.PI * draw(seed, 2));
}
