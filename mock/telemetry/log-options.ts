import type { LogFormat, LogLevel } from '../schemas/choices.js';

/** How a mock logs. */
export interface LogOptions {
  readonly format: Exclude<LogFormat, 'off'>;
  /** Default `info`. */
  readonly level?: LogLevel;
  /** Where each line goes, without its line end. Where it throws or rejects, the line is dropped. */
  readonly write: (line: string) => unknown;
  /** Colours in the lines for people. Default false. */
  readonly colours?: boolean;
}

/** Writes one line. */
export type LogWriter = (
  level: LogLevel,
  at: number,
  message: string,
  facts: Readonly<Record<string, unknown>>,
) => void;
