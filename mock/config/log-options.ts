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

/** One line, before it is written: what happened, and its facts. */
export type LogLine = (level: LogLevel, message: string, facts?: Readonly<Record<string, unknown>>) => void;

/** A log that is being written. */
export interface Log {
  readonly line: LogLine;
  /** Writes a line whatever the level: that the mock listens, and what befalls it. */
  readonly always: LogLine;
  readonly setLevel: (level: LogLevel) => void;
  /** Ends when all that was logged has been written. */
  readonly flush: () => Promise<void>;
}
