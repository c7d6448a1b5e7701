import type { LogOptions } from '../config/log-options.js';
import type { LogLevel } from '../schemas/choices.js';
import { createReadableLines } from './readable-lines.js';

/** Writes one event. */
export type LogWriter = (
  level: LogLevel,
  at: number,
  message: string,
  facts: Readonly<Record<string, unknown>>,
) => void;

/** Creates a log writer: one JSON line for an event, by pino, or readable lines. */
export async function createLogWriter({ format, write, colours = false }: LogOptions): Promise<LogWriter> {
  if (format === 'pretty') {
    const readable = createReadableLines(colours);
    return (level, _at, message, facts) => {
      for (const line of readable(level, message, facts)) write(line);
    };
  }
  const { pino } = await import('pino');
  const logger = pino(
    {
      base: null,
      timestamp: false,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: (line) => write(line.trimEnd()) },
  );
  return (level, at, message, facts) => logger[level]({ time: new Date(at).toISOString(), ...facts }, message);
}
