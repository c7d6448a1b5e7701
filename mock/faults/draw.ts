import { createHash } from 'node:crypto';

/** Draws a number from 0 up to 1. The same seed draws the same number, on every machine and in every version of Node.js. */
export function draw(seed: readonly (string | number)[], use: string | number): number {
  const digest = createHash('sha256')
    .update([...seed, use].join(' '))
    .digest();
  // As many bits as the fraction of a double has.
  return digest.readUIntBE(0, 6) / 2 ** 48;
}

/** Maximum seed. Seeds are whole numbers from 0. */
export const largestScheduleSeed = 2 ** 32 - 1;
