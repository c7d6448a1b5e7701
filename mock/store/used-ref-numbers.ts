import { bytesOfTexts } from './ledger-budget.js';

/** The latest refNumbers that a session's tenants have used. */
export interface UsedRefNumbers {
  readonly use: (tenantCode: string, refNumber: string) => void;
  readonly has: (tenantCode: string, refNumber: string) => boolean;
  /** Drops the oldest tenth, and at least one if there are any. */
  readonly shed: () => void;
  readonly clear: () => void;
  readonly bytes: () => number;
  /** By tenant, oldest first. */
  readonly list: () => readonly (readonly [tenantCode: string, refNumbers: readonly string[]])[];
}

/** Number of refNumbers kept per tenant; the oldest are dropped first. */
const mostKept = 100_000;
/** Number dropped at once. Dropping them one by one would dominate the cost of a request. */
const slack = 10_000;
/** Maximum size of all refNumbers in bytes. */
const mostBytes = 16 * 1024 * 1024;

/** Creates the set, with the refNumbers used before. */
export function createUsedRefNumbers(before: ReturnType<UsedRefNumbers['list']>): UsedRefNumbers {
  const used = new Map<string, Set<string>>();
  let count = 0;
  let bytes = 0;
  const forget = (tenantCode: string, refNumber: string): void => {
    const own = used.get(tenantCode);
    if (!own?.delete(refNumber)) return;
    count -= 1;
    bytes -= bytesOfTexts([refNumber]);
    if (own.size > 0) return;
    used.delete(tenantCode);
    bytes -= bytesOfTexts([tenantCode]);
  };
  const dropOldest = (tenantCode: string, own: ReadonlySet<string>, many: number): void => {
    for (const oldest of [...own].slice(0, many)) forget(tenantCode, oldest);
  };
  const shed = (): void => {
    let left = Math.ceil(count / 10);
    for (const [tenantCode, own] of used) {
      const many = Math.min(left, Math.ceil(own.size / 10));
      dropOldest(tenantCode, own, many);
      left -= many;
    }
  };
  const use = (tenantCode: string, refNumber: string): void => {
    const known = used.get(tenantCode);
    if (known?.has(refNumber)) return;
    const own = known ?? new Set();
    if (!known) {
      used.set(tenantCode, own);
      bytes += bytesOfTexts([tenantCode]);
    }
    own.add(refNumber);
    count += 1;
    bytes += bytesOfTexts([refNumber]);
    if (own.size >= mostKept + slack) dropOldest(tenantCode, own, slack);
    if (bytes > mostBytes) shed();
  };
  for (const [tenantCode, refNumbers] of before) for (const refNumber of refNumbers) use(tenantCode, refNumber);
  return {
    use,
    has: (tenantCode, refNumber) => used.get(tenantCode)?.has(refNumber) ?? false,
    shed,
    clear: () => {
      used.clear();
      count = 0;
      bytes = 0;
    },
    bytes: () => bytes,
    list: () => [...used].map(([code, own]) => [code, [...own].slice(-mostKept)]),
  };
}
