import type { CaseResult } from '../evidence/verdict.js';
import { causeLines } from './cause-lines.js';
import { causesOf } from './causes.js';

/** Wide enough for a test runner's output, which does not say how wide its terminal is. */
const columns = 100;

/** Formats what is wrong with one case, without colours. Empty for a passed case; the reason for an error or a skipped one. */
export function resultLines(result: CaseResult): readonly string[] {
  if (result.reason !== undefined) return [result.reason];
  const style = { columns, paint: (_: unknown, text: string): string => text };
  return causesOf([result]).flatMap((cause) => causeLines(cause, undefined, style));
}
