import type { Contract } from '../../spec/index.js';
import type { Log, LogLine, LogOptions } from '../config/log-options.js';
import type { Fault } from '../faults/index.js';
import type { Refusal } from '../http/refusal.js';
import type { MockEvents } from '../journal/events.js';
import { findingInWords, firstFinding } from '../journal/finding-in-words.js';
import { type LogFormat, type LogLevel, logLevels } from '../schemas/choices.js';
import type { JournalEntry, JournalPart, Violation } from '../schemas/journal-types.js';
import { logWordings } from '../texts/log-wordings.js';
import { defaultLanguage, type Language } from '../texts/wording.js';
import { createDestination, writeLine } from './destination.js';
import type { LogWriter } from './log-writer.js';

/** Resolves the log option: none, an open log, or a format for standard output. */
export function resolveLog(option: LogOptions | Log | LogFormat | undefined): Log | undefined {
  if (option === undefined || option === 'off') return undefined;
  if (typeof option === 'string')
    return createMockLog({ format: option, write: (line) => writeLine(process.stdout, line) });
  return 'line' in option ? option : createMockLog(option);
}

/**
 * Creates a log. The writer is loaded with the first line, to keep the start fast. Lines that cannot be written are
 * dropped with one warning on standard error.
 */
export function createMockLog(given: LogOptions): Log {
  const options = { ...given, write: createDestination(given.write) };
  let writer: Promise<LogWriter> | undefined;
  let level = options.level ?? 'info';
  let last: Promise<void> = Promise.resolve();
  const always: LogLine = (lineLevel, message, facts = {}) => {
    // The time of the event, not of the loading.
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

/**
 * Logs every ended request and every rejected connection. The first request to a path that is production on the real API
 * is followed by a notice.
 */
export function logEvents(events: MockEvents, log: LogLine, contract: () => Contract, language: () => Language): void {
  const isFirst = { production: true };
  events.on('entry', (entry, _id, name) => {
    log(levelOf(entry), 'request', requestFacts(entry, name));
    const notice = isFirst.production ? productionNotice(entry, contract(), language()) : undefined;
    if (notice === undefined) return;
    isFirst.production = false;
    log('info', 'notice', { text: notice });
  });
  events.on('refused', ({ text, ...facts }: Refusal) => log('warn', 'refused', { ...facts, text: text[language()] }));
}

function levelOf({ answer, state, violations }: JournalEntry): LogLevel {
  // A 500 without a scenario is the mock's internal error, whatever the fault made of it.
  if ((answer?.intendedStatus ?? answer?.status) === 500 && answer?.scenario === undefined) return 'error';
  // Rejected before the rules: neither a scenario nor a fault answered.
  if (answer?.scenario === undefined) return 'warn';
  // A fault that cuts off the answer is intended.
  const lost = state === 'aborted' && answer?.fault === undefined;
  return lost || violations.some(({ outcome }) => outcome !== 'accepted') ? 'warn' : 'info';
}

/** Returns the logged facts of a request: measures and names, never a part's value. */
function requestFacts(entry: JournalEntry, session: string | undefined): Readonly<Record<string, unknown>> {
  const { id, method, path, answer, violations, state, durationMs, lang } = entry;
  const counted = violations.filter(({ outcome }) => outcome !== 'accepted');
  const first = firstFinding(violations);
  const isOwn = answer?.scenario === undefined;
  return {
    requestId: id,
    session: session ?? null,
    method,
    path: withoutNumbers(path),
    status: answer?.status ?? 0,
    intendedStatus: answer?.intendedStatus ?? answer?.status ?? 0,
    scenario: answer?.scenario ?? null,
    selectedBy: answer?.selectedBy ?? null,
    violations: counted.length,
    warnings: violations.length - counted.length,
    fault: answer?.fault?.type ?? null,
    ...(answer?.fault ? { faultParameters: parametersInWords(answer.fault) } : {}),
    state,
    durationMs,
    bytes: bodyBytesOf(entry),
    ...(lang === undefined ? {} : { lang }),
    // The rules' own reason is the finding.
    ...(answer && (isOwn || answer.selectedBy !== 'rules') ? { reason: withoutNumbers(answer.reason) } : {}),
    ...(first === undefined ? {} : { ...inWords(first, entry), moreFindings: moreThan(first, violations) }),
  };
}

/** Returns a fault's parameters as in the header, e.g. `ms=500`. */
function parametersInWords({ type: _type, ...parameters }: Fault): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name}=${withoutNumbers(String(value))}`)
    .join('; ');
}

/** Counts the other findings. That the contract lists no such part is no news of a part that was meant for another. */
function moreThan(first: Violation, violations: readonly Violation[]): number {
  const meant = new Set(violations.flatMap(({ likelyPartIndex: index }) => (index === undefined ? [] : [index])));
  const isKnown = ({ outcome, partIndex }: Violation): boolean =>
    outcome === 'accepted' && partIndex !== undefined && meant.has(partIndex);
  return violations.filter((found) => found !== first && !isKnown(found)).length;
}

function inWords(found: Violation, { parts, lang = defaultLanguage }: JournalEntry) {
  const { part, text, hint, likelyPartIndex } = found;
  const sent = likelyPartIndex === undefined ? undefined : parts[likelyPartIndex]?.name;
  const sentName = sent === undefined ? undefined : JSON.stringify(sent.length > 30 ? `${sent.slice(0, 29)}…` : sent);
  return {
    part: part === undefined ? null : withoutNumbers(part),
    violation: withoutNumbers(`${part === undefined ? '' : `${part}: `}${text}`),
    hint: hint === undefined ? null : withoutNumbers(hint),
    finding: withoutNumbers(findingInWords(found, lang, sentName)),
  };
}

/** Returns the notice for a request to a path that is production on the real API, if the contract says so. */
function productionNotice({ path, answer }: JournalEntry, contract: Contract, language: Language): string | undefined {
  if (answer?.scenario === undefined) return undefined;
  const [production, uat] = ['production', 'uat'].map((environment) => {
    const server = contract.openapi.servers?.find((one) => one['x-environment'] === environment);
    return server && `${new URL(server.url, 'http://localhost').pathname.replace(/\/$/, '')}${contract.path}`;
  });
  if (production === undefined || path.replace(/^\/s\/[^/]+/, '') !== production) return undefined;
  const notice =
    uat === undefined || uat === production
      ? logWordings.production({ path: production })
      : logWordings.productionAndUat({ path: production, uat });
  return notice[language];
}

/** Masks 16-digit numbers, even misplaced in a path or a name. */
function withoutNumbers(text: string): string {
  return text.replaceAll(/\d{16}/g, '***');
}

/** Returns the body size: announced by the client, else the sum of its files. */
export function bodyBytesOf({ headers, parts }: Pick<JournalEntry, 'headers' | 'parts'>): number {
  const announced = Number(headers['content-length']);
  if (Number.isSafeInteger(announced) && announced >= 0) return announced;
  return parts.reduce((sum: number, part: JournalPart) => sum + (part.type === 'file' ? part.bytes : 0), 0);
}
