import type { Log, LogLine, LogOptions } from '../config/log-options.js';
import type { Refusal } from '../http/refusal.js';
import type { MockEvents } from '../journal/events.js';
import type { JournalEntry, JournalPart } from '../journal/journal.js';
import type { Violation } from '../journal/violation.js';
import { type LogFormat, type LogLevel, logLevels } from '../schemas/choices.js';
import { createDestination, writeLine } from './destination.js';
import type { LogWriter } from './log-writer.js';

/** The log that an option asks for: none, one that is open already, or by a word one on standard output. */
export function logOf(option: LogOptions | Log | LogFormat | undefined): Log | undefined {
  if (option === undefined || option === 'off') return undefined;
  if (typeof option === 'string') return openLog({ format: option, write: (line) => writeLine(process.stdout, line) });
  return 'line' in option ? option : openLog(option);
}

/**
 * Opens a log. What writes it is loaded by the first line, so that it costs the start nothing. Lines that cannot be written
 * are dropped, and that is said once on standard error.
 */
export function openLog(given: LogOptions): Log {
  const options = { ...given, write: createDestination(given.write) };
  let writer: Promise<LogWriter> | undefined;
  let level = options.level ?? 'info';
  let last: Promise<void> = Promise.resolve();
  const always: LogLine = (lineLevel, message, facts = {}) => {
    // The time is that of the event, not of the loading.
    const at = Date.now();
    writer ??= import('./log-writer.js').then(({ createLogWriter }) => createLogWriter(options));
    last = writer.then((write) => write(lineLevel, at, message, facts));
  };
  return {
    line: (lineLevel, message, facts) => {
      if (logLevels.indexOf(lineLevel) >= logLevels.indexOf(level)) always(lineLevel, message, facts);
    },
    always,
    setLevel: (next) => {
      level = next;
    },
    flush: () => last,
  };
}

/** Has a log tell of every request that ends and of every connection that is refused. */
export function logEvents(events: MockEvents, log: LogLine): void {
  events.on('entry', (entry, _id, name) => log(levelOf(entry), 'request', requestFacts(entry, name)));
  events.on('refused', ({ text, ...facts }: Refusal) => log('warn', 'refused', { ...facts, text }));
}

function levelOf({ answer, state, violations }: JournalEntry): LogLevel {
  // Without a scenario, a 500 is the mock's own, whatever a fault made of it.
  if ((answer?.intendedStatus ?? answer?.status) === 500 && answer?.scenario === undefined) return 'error';
  // Neither a scenario nor a fault answered: the request did not come as far as the rules.
  if (answer?.scenario === undefined) return 'warn';
  // A fault that cuts the answer off is what was asked for.
  const lost = state === 'aborted' && answer?.fault === undefined;
  return lost || violations.some(({ verdict }) => verdict !== 'accepted') ? 'warn' : 'info';
}

/** What is logged of a request: measures, names and words of ours; no part's value. */
function requestFacts(entry: JournalEntry, session: string | undefined): Readonly<Record<string, unknown>> {
  const { id, method, path, answer, violations, state, durationMs } = entry;
  const counted = violations.filter(({ verdict }) => verdict !== 'accepted');
  // What the contract lets pass is told too, where nothing worse is.
  const [first] = counted.length > 0 ? counted : violations;
  return {
    requestId: id,
    session: session ?? null,
    method,
    path: withoutNumbers(path),
    status: answer?.status ?? 0,
    scenario: answer?.scenario ?? null,
    selectedBy: answer?.selectedBy ?? null,
    violations: counted.length,
    fault: answer?.fault?.type ?? null,
    state,
    durationMs,
    bytes: bodyBytesOf(entry),
    // Of a request that never came to be judged, why it ended is all there is to say.
    ...(state === 'aborted' && answer?.scenario === undefined ? { reason: withoutNumbers(answer?.reason ?? '') } : {}),
    ...(first === undefined ? {} : inWords(first)),
  };
}

function inWords({ part, text, hint }: Violation) {
  return {
    violation: withoutNumbers(`${part === undefined ? '' : `${part}: `}${text}`),
    hint: hint === undefined ? null : withoutNumbers(hint),
  };
}

/** Nobody's number stands in a log, not even one that was put in a path or a name by mistake. */
function withoutNumbers(text: string): string {
  return text.replaceAll(/\d{16}/g, '***');
}

/** Bytes of the body as the client announced them, else of what was kept count of. */
export function bodyBytesOf({ headers, parts }: Pick<JournalEntry, 'headers' | 'parts'>): number {
  const announced = Number(headers['content-length']);
  if (Number.isSafeInteger(announced) && announced >= 0) return announced;
  return parts.reduce((sum: number, part: JournalPart) => sum + (part.type === 'file' ? part.bytes : 0), 0);
}
