import { KitError, nearest, version } from '../../../spec/index.js';
import { capabilityNames, type Declined, declinedReason } from '../../cases/capability.js';
import { protocolVersion, type ReadReport } from '../../protocol/protocol.js';
import type { ReadyMessage } from '../../protocol/session-messages.js';
import type { CaseEnd, ClientDriver, GivenCase } from '../driver.js';
import { createDeadline, type Missed } from './deadline.js';
import {
  longestLine,
  mostLines,
  type SessionEvent,
  type SessionProcess,
  startSessionProcess,
} from './session-process.js';
import { createStrayLines } from './stray-lines.js';

/** Receives what belongs to no case. */
export interface SessionListener {
  /** A remark for the reader, in one line. */
  readonly onNote?: (text: string) => void;
  /** The name and version that the client gives itself, when it is ready for the first time. */
  readonly onReady?: (name: string) => void;
}

/** A client that has said that it is ready. */
interface Started {
  readonly process: SessionProcess;
  readonly ready: ReadyMessage;
}

/** How long a client may take to end after `stop`, in milliseconds. */
const stopGraceMs = 2000;

/**
 * Creates the driver `session`: it starts the client's program once, and gives it one case after another as lines of JSON. It
 * starts the program again when it ended during a case.
 */
export function createSessionDriver(
  command: readonly [string, ...string[]],
  { onNote = () => {}, onReady = () => {} }: SessionListener = {},
): ClientDriver {
  const program = JSON.stringify(command.join(' '));
  const strays = createStrayLines();
  let client: Started | undefined;
  let hasEverBeenReady = false;
  let hasNoted = false;
  const over = new Set<string>();

  /** Ends the process. The next case starts another. */
  const endNow = async (process: SessionProcess): Promise<void> => {
    client = undefined;
    await process.end();
  };

  /** Starts the client and waits until it is ready. Returns a problem when it was ready in an earlier case. */
  const start = async (given: GivenCase): Promise<Started | { readonly problem: string }> => {
    const process = startSessionProcess(command);
    process.listen(given.onOutput);
    process.send({ type: 'hello', protocol: protocolVersion, runner: `eendigo-kit ${version}` });
    const fail = async (problem: string): Promise<{ readonly problem: string }> => {
      await endNow(process);
      if (hasEverBeenReady || given.signal.aborted) return { problem: `the client, started again, ${problem}` };
      const [seen] = strays.drain(given.mask);
      throw new KitError('setup', `the client ${program} ${problem}${seen === undefined ? '' : ` (${seen})`}`);
    };
    using deadline = createDeadline(given.limitMs, given.signal);
    try {
      for (;;) {
        const event = await Promise.race([process.next(), deadline.missed]);
        if (event === 'interrupted') return await fail('was interrupted');
        if (event === 'late')
          return await fail(
            `wrote no {"type":"ready"} within ${given.limitMs / 1000} s; write that line on standard output, and flush it${adviceOnFiles}`,
          );
        switch (event.type) {
          case 'line':
            if (event.read.type === 'ready') {
              const wrong = protocolProblem(event.read.message);
              if (wrong !== undefined) return await fail(wrong);
              if (!hasEverBeenReady) onReady(nameOf(event.read.message, given.mask));
              hasEverBeenReady = true;
              return { process, ready: event.read.message };
            }
            return await fail(
              event.read.type === 'result'
                ? 'wrote a result before {"type":"ready"}; write that line first'
                : `wrote a message that the run cannot use (${event.read.problem})`,
            );
          case 'stray':
            strays.add(event.text);
            break;
          case 'flood':
            return await fail(tooManyLines);
          case 'long-line':
            return await fail(lineTooLong);
          case 'closed':
            return await fail(`closed its ${event.stream} before {"type":"ready"}; keep it open until "stop"`);
          case 'ended':
            return await fail(
              `ends with ${exitInWords(event)} before {"type":"ready"}${lastWords(event, given.mask)}; correct the command, or run it by itself to see why${adviceOnFiles}`,
            );
        }
      }
    } catch (error) {
      await endNow(process);
      throw error;
    }
  };

  const give = async (given: GivenCase): Promise<CaseEnd> => {
    const { clientCase, limitMs, mask } = given;
    const { id } = clientCase;
    if (client) client.process.listen(given.onOutput);
    const started = client ?? (await start(given));
    if ('problem' in started) return { report: started, notes: strays.drain(mask), hasTimedOut: false };
    client = started;
    const { process, ready } = started;
    const { declined, unknown } = declinedBy(ready);
    const notes = hasNoted ? [] : [...unknown];
    hasNoted = true;
    const reason = declinedReason(clientCase.uses, declined);
    if (reason !== undefined)
      return { report: { outcome: 'skip', reason }, notes: [...notes, ...strays.drain(mask)], hasTimedOut: false };

    process.send({ type: 'case', ...clientCase });
    const takenAt = Date.now();
    const end = (report: CaseEnd['report'], more: Partial<CaseEnd> = {}): CaseEnd => {
      over.add(id);
      return { report, takenAt, hasTimedOut: false, ...more, notes: [...notes, ...strays.drain(mask)] };
    };
    const endWith = async (problem: string, more: Partial<CaseEnd> = {}): Promise<CaseEnd> => {
      await endNow(process);
      return end({ problem }, more);
    };
    using deadline = createDeadline(limitMs, given.signal);
    for (;;) {
      const event = await Promise.race([process.next(), deadline.missed]);
      if (event === 'late' || event === 'interrupted')
        return endWith(missedInWords(event, id, limitMs), lateEnd(event));
      switch (event.type) {
        case 'line': {
          const { read } = event;
          if (read.type !== 'result') {
            notes.push('the client wrote "ready" again; write it once, as the answer to "hello"');
            break;
          }
          if (read.id !== undefined && read.id !== id && over.has(read.id)) {
            notes.push(lateResult(read.id));
            break;
          }
          return read.id === undefined || read.id === id
            ? end(withoutNotes(read.read, notes), { reportedAt: Date.now() })
            : end({ problem: `the client wrote a result for ${quoted(read.id, mask)} when it had the case "${id}"` });
        }
        case 'stray':
          strays.add(event.text);
          break;
        case 'flood':
          return endWith(`the client ${tooManyLines}`);
        case 'long-line':
          return endWith(`the client ${lineTooLong}`);
        case 'closed':
          return endWith(`the client closed its ${event.stream} during the case; keep it open until "stop"`);
        case 'ended': {
          const { exitCode, lastLine } = event;
          return endWith(
            `the client ended with ${exitInWords(event)} before its result${lastWords(event, mask)}; let it take cases until "stop"`,
            exitCode === null || exitCode === 0
              ? {}
              : { deadEnd: { command, exitCode, lastLine: mask(lastLine), isCertain: false } },
          );
        }
      }
    }
  };

  return {
    keepsClient: true,
    give,
    close: async () => {
      if (!client) return;
      const { process } = client;
      client = undefined;
      process.send({ type: 'stop' });
      if (!(await process.end(stopGraceMs)))
        onNote(
          `the client did not end within ${stopGraceMs / 1000} s of "stop", and the run ended it; let it exit then`,
        );
      for (const event of process.unread())
        if (event.type === 'line' && event.read.type === 'result' && event.read.id !== undefined)
          onNote(lateResult(event.read.id));
    },
  };
}

const adviceOnFiles = '; for a client that takes its case from a file, leave out --session';
const tooManyLines = `wrote ${mostLines} lines or more on standard output for one case; print to standard error`;
const lineTooLong = `wrote a line of more than ${longestLine} characters on standard output; write a report of 1 MB at most`;

function protocolProblem({ protocol }: ReadyMessage): string | undefined {
  return protocol === undefined || protocol === null || protocol === protocolVersion
    ? undefined
    : `speaks version ${protocol} of the protocol; this kit speaks version ${protocolVersion}`;
}

/** Empty for a client that does not name itself. */
function nameOf({ name, version: itsVersion }: ReadyMessage, mask: GivenCase['mask']): string {
  return mask([name, itsVersion].filter((word) => word).join(' ')).slice(0, 100);
}

function missedInWords(missed: Missed, id: string, limitMs: number): string {
  return missed === 'late'
    ? `the client wrote no result for "${id}" within ${limitMs / 1000} s, and the run ended it`
    : 'the run was interrupted';
}

function lateEnd(missed: Missed): Partial<CaseEnd> {
  return { hasTimedOut: missed === 'late' };
}

/** What the client declines of what cases use, and a note on each word that no case knows. */
function declinedBy({ declines }: ReadyMessage): { readonly declined: Declined; readonly unknown: readonly string[] } {
  const given = Object.entries(declines ?? {});
  const known: readonly string[] = capabilityNames;
  return {
    declined: Object.fromEntries(given.filter(([name]) => known.includes(name))),
    unknown: given.flatMap(([name]) => {
      if (known.includes(name)) return [];
      const meant = nearest(name, known);
      const remedy = meant === undefined ? `there are ${known.join(', ')}` : `did you mean ${meant}?`;
      return [`"ready" declines ${JSON.stringify(name.slice(0, 40))}, which no case uses (${remedy})`];
    }),
  };
}

/** Moves the notes of a report to those of its case. */
function withoutNotes(read: ReadReport, notes: string[]): CaseEnd['report'] {
  if ('problem' in read) return read;
  notes.push(...read.notes);
  return read.report;
}

function lateResult(id: string): string {
  return `a further result came for "${id}", whose case was over; the run ignores it`;
}

function exitInWords({ exitCode }: Extract<SessionEvent, { type: 'ended' }>): string {
  return exitCode === null ? 'a signal' : `exit code ${exitCode}`;
}

function lastWords({ lastLine }: Extract<SessionEvent, { type: 'ended' }>, mask: (text: string) => string): string {
  return lastLine === '' ? '' : ` (${mask(lastLine)})`;
}

function quoted(id: string, mask: (text: string) => string): string {
  return JSON.stringify(mask(id).slice(0, 80));
}
