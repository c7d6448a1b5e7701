import type { LogFormat, LogLevel } from '../schemas/choices.js';

/** Options of a log. */
export interface LogOptions {
  readonly format: Exclude<LogFormat, 'off'>;
  /** Default `info`. */
  readonly level?: LogLevel;
  /** Receives each line, without line end. If it throws or rejects, the line is dropped. */
  readonly write: (line: string) => unknown;
  /** Colours in readable lines. Default false. */
  readonly colours?: boolean;
}

/** Logs one line: a message with facts. */
export type LogLine = (level: LogLevel, message: string, facts?: Readonly<Record<string, unknown>>) => void;

/** An open log. */
export interface Log {
  readonly line: LogLine;
  /** Logs a line at any level, e.g. that the mock listens. */
  readonly always: LogLine;
  readonly setLevel: (level: LogLevel) => void;
  /** Resolves when all lines are written. */
  readonly flush: () => Promise<void>;
}
