import type { Spend, SpentCall } from './spend-lines.js';

/** What was spent in one group of calls: a day, a run, a target. */
export interface SpendSum {
  readonly name: string;
  /** The targets of its calls. */
  readonly targets: readonly string[];
  readonly requests: number;
  /** The number of calls that the servers may have charged. */
  readonly calls: number;
  /** Requests whose end their run has not seen. They count as charged. */
  readonly unsettled: number;
}

/** Sums up calls by a name, in the order of their first call. */
export function sumSpend(calls: readonly SpentCall[], nameOf: (call: SpentCall) => string): readonly SpendSum[] {
  const groups = new Map<string, SpentCall[]>();
  for (const call of calls) {
    const group = groups.get(nameOf(call)) ?? [];
    group.push(call);
    groups.set(nameOf(call), group);
  }
  return [...groups].map(([name, group]) => ({
    name,
    targets: [...new Set(group.map(({ target }) => target))],
    requests: group.length,
    calls: group.reduce((sum, call) => sum + call.calls, 0),
    unsettled: group.filter(({ isSettled }) => !isSettled).length,
  }));
}

/** The day of a time in the time zone of this machine, e.g. `2026-03-01`. */
export function dayOf(time: Date): string {
  const [month, day] = [time.getMonth() + 1, time.getDate()].map((part) => String(part).padStart(2, '0'));
  return `${time.getFullYear()}-${month}-${day}`;
}

/** The number of calls to a target that may have been charged today. */
export function spentToday({ calls }: Spend, target: URL): number {
  const today = dayOf(new Date());
  return calls
    .filter((call) => call.target === target.href && dayOf(call.at) === today)
    .reduce((sum, call) => sum + call.calls, 0);
}
