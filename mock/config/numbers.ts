import { KitError, nearest } from '../../spec/index.js';
import { defaultLimits, type Limits } from '../connection/limits.js';
import { type OptionName, options } from './options.js';

/**
 * Holds numbers that were handed over in process against the same options' schemas that hold for flags and files. Without
 * compiling them: there is nothing but a least and a most.
 *
 * @throws KitError `usage` that names the option, and what is allowed
 */
export function checkNumbers(
  values: { readonly [Name in OptionName]?: number | undefined },
  called: (name: string) => string = (name) => name,
): void {
  for (const [name, value] of Object.entries(values) as [OptionName, unknown][]) {
    const { minimum, maximum, 'x-allowed': allowed } = options[name].schema;
    if (value === undefined || (Number.isSafeInteger(value) && isBetween(value, minimum, maximum))) continue;
    throw new KitError('usage', `${called(name)}: ${String(value)} is not allowed; allowed: ${allowed}`);
  }
}

/** Holds limits against the options of their names. @throws KitError `usage` that names the limit, and what is allowed */
export function checkLimits(limits: Partial<Limits> = {}): void {
  const known = Object.keys(defaultLimits);
  const unknown = Object.keys(limits).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const meant = nearest(unknown, known);
    const suggestion = meant === undefined ? '' : ` (did you mean ${meant}?)`;
    throw new KitError('usage', `limits.${unknown}: unknown; allowed: ${known.join(', ')}${suggestion}`);
  }
  checkNumbers(limits, (name) => `limits.${name}`);
}

function isBetween(value: unknown, minimum: unknown, maximum: unknown): boolean {
  return Number(value) >= Number(minimum) && Number(value) <= Number(maximum);
}
