import { pino } from 'pino';
import { type PrettyOptions, prettyFactory } from 'pino-pretty';

import type { LogOptions } from '../config/log-options.js';
import type { LogLevel } from '../schemas/choices.js';

/** Writes one line. */
export type LogWriter = (
  level: LogLevel,
  at: number,
  message: string,
  facts: Readonly<Record<string, unknown>>,
) => void;

/** Creates a log writer on pino, with JSON or readable lines. */
export function createLogWriter({ format, write, colours = false }: LogOptions): LogWriter {
  const readable = format === 'pretty' ? prettyFactory(prettyOptions(colours)) : undefined;
  const logger = pino(
    {
      base: null,
      timestamp: false,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: (line) => write((readable ? readable(line) : line).trimEnd()) },
  );
  return (level, at, message, facts) => logger[level]({ time: new Date(at).toISOString(), ...facts }, message);
}

function prettyOptions(colorize: boolean): PrettyOptions {
  return {
    colorize,
    translateTime: 'SYS:HH:MM:ss',
    hideObject: true,
    messageFormat: (line, key) =>
      plain(line['msg'] === 'request' ? requestLine(line) : otherLine(line, String(line[key]))),
  };
}

/** `#12 POST /demo/... 200 parameter-invalid (rules) 12 ms 812 KB; img2 was sent as text: its part has no filename` */
function requestLine(line: Readonly<Record<string, unknown>>): string {
  const { requestId, session, method, path, status, scenario, selectedBy, violations, fault, state, durationMs } = line;
  const { bytes, violation, hint, reason } = line;
  return [
    `#${requestId}`,
    // The path includes the session, unless a header named it.
    session === null || String(path).startsWith(`/s/${session}/`) ? '' : `[${session}]`,
    `${method} ${path}`,
    status === 0 ? '' : status,
    state === 'aborted' ? 'aborted' : '',
    scenario === null ? '' : `${scenario} (${selectedBy})`,
    fault === null ? '' : `fault ${fault}`,
    `${durationMs} ms`,
    sized(Number(bytes)),
  ]
    .filter((word) => word !== '')
    .join(' ')
    .concat(
      violation === undefined && reason !== undefined ? `; ${reason}` : '',
      violation === undefined ? '' : `; ${violation}${hint === null ? '' : ` (${hint})`}`,
      Number(violations) > 1 ? ` and ${Number(violations) - 1} more` : '',
    );
}

/** Appends status and text to the message. */
function otherLine({ text, status }: Readonly<Record<string, unknown>>, message: string): string {
  return [message, status === undefined || status === 0 ? '' : String(status), text === undefined ? '' : String(text)]
    .filter((word) => word !== '')
    .join(' ');
}

function sized(bytes: number): string {
  return bytes < 1000
    ? `${bytes} B`
    : bytes < 1_000_000
      ? `${Math.round(bytes / 1000)} KB`
      : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** Escapes control characters, because clients choose part and file names. */
function plain(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u${character.codePointAt(0)?.toString(16).padStart(4, '0')}`,
  );
}
