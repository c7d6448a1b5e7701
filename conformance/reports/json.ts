import { version } from '../../spec/index.js';
import type { ObservedReading } from '../evidence/readings.js';
import type { CaseResult, Summary } from '../evidence/verdict.js';

/** What a run was: which direction, on what, when. Holds no credentials. */
export interface RunInfo {
  readonly direction: 'server' | 'client';
  /** The target's address, or the client's command. */
  readonly subject: string;
  /** Name of the profile whose readings were assumed. */
  readonly profile: string;
  readonly startedAt: Date;
  readonly durationMs: number;
  /** Why the run ended before its last case; absent for a whole run. */
  readonly cutShort?: string;
}

/** A run as JSON text: every case with every check, passed ones too, and what was seen of each ambiguity. */
export function toJson(
  info: RunInfo,
  summary: Summary,
  results: readonly CaseResult[],
  readings: readonly ObservedReading[],
): string {
  const report = {
    kit: version,
    ...info,
    startedAt: info.startedAt.toISOString(),
    summary,
    readings,
    cases: results.map(({ case: { id, title, kind, tags }, ...result }) => ({ id, title, kind, tags, ...result })),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
