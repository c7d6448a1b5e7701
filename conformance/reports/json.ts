import { version } from '../../spec/index.js';
import type { ObservedReading } from '../evidence/readings.js';
import type { CaseResult, Summary } from '../evidence/verdict.js';

/** The description of a run. Holds no credentials. */
export interface RunInfo {
  readonly direction: 'server' | 'client';
  /** The target's address, or the client's command. */
  readonly subject: string;
  /** The name of the profile whose readings the run assumes. */
  readonly profile: string;
  readonly startedAt: Date;
  readonly durationMs: number;
  /** Why the run ended before its last case. Absent for a complete run. */
  readonly cutShort?: string;
}

/** Formats a run as JSON: every case with every check, passed ones included, and the observed readings. */
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
    cases: results.map(({ case: { id, title, tags }, kind, received: _, ...result }) => ({
      id,
      title,
      kind,
      tags,
      ...result,
    })),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
