import type { TestCase } from '../cases/case.js';

/** Decides which case a run starts next. */
export interface StartOrder extends Iterable<TestCase> {
  /** Call this when a case that the order has handed out is over. */
  readonly over: (testCase: TestCase) => void;
}

/**
 * Creates the order in which a run with several jobs starts its cases. A case whose answer comes late keeps a client waiting
 * and no processor busy. So one job goes through these cases, the longest first, while the others go through those that do
 * work. The first two cases stay in front, because they show whether the client works, and the last one stays last.
 */
export function createStartOrder(cases: readonly TestCase[], jobs: number): StartOrder {
  const first = cases.slice(0, 2);
  const last = cases.slice(2).slice(-1);
  const between = cases.slice(2, -1);
  const isLong = (testCase: TestCase): boolean => jobs > 1 && waitOf(testCase) > 0;
  const long = between.filter(isLong).sort((one, other) => waitOf(other) - waitOf(one));
  const others = between.filter((testCase) => !isLong(testCase));
  const waiting = new Set<TestCase>();
  const next = (): TestCase | undefined => {
    const early = first.shift();
    if (early !== undefined) return early;
    const mayWait = waiting.size === 0 || others.length === 0;
    return (mayWait ? long.shift() : undefined) ?? others.shift() ?? long.shift() ?? last.shift();
  };
  return {
    *[Symbol.iterator]() {
      for (let testCase = next(); testCase !== undefined; testCase = next()) {
        if (isLong(testCase)) waiting.add(testCase);
        yield testCase;
      }
    },
    over: (testCase) => waiting.delete(testCase),
  };
}

/** Bytes of a usual answer. */
const answerBytes = 200;

/** About how long the fault of a case keeps a right client waiting, in milliseconds. */
function waitOf({ fault, timeoutMs = Number.POSITIVE_INFINITY }: TestCase): number {
  if (fault === undefined) return 0;
  const delay = 'delay' in fault ? (fault.delay ?? 0) : 0;
  switch (fault.type) {
    case 'delay':
    case 'stall-upload':
      return Math.min(fault.ms ?? 0, timeoutMs) + delay;
    case 'slow-body':
      return Math.min((1000 * answerBytes) / (fault.rate ?? answerBytes), timeoutMs) + delay;
    case 'stall-body':
      return timeoutMs;
    default:
      return delay;
  }
}
