import { setTimeout as wait } from 'node:timers/promises';
import { caseVariable, resultVariable } from '../../protocol/protocol.js';
import { type ReadLine, readLine } from '../../protocol/read-message.js';
import type { RunnerMessage } from '../../protocol/session-messages.js';
import { bypassProxyForLoopback } from '../../wire/proxy.js';
import type { OutputStream } from '../client-output.js';
import { startWithInput } from '../exec/start-process.js';
import { tellingLine } from '../exec/telling-line.js';
import { createLineReader } from './line-reader.js';

/** What comes from the process of a session. */
export type SessionEvent =
  | { readonly type: 'line'; readonly read: Exclude<ReadLine, { type: 'stray' }> }
  | { readonly type: 'stray'; readonly text: string }
  | { readonly type: 'long-line' }
  /** More lines came for one message of the runner than the run reads. No further line is read before the next message. */
  | { readonly type: 'flood' }
  /** The process runs, but one of its ends of the conversation is closed. */
  | { readonly type: 'closed'; readonly stream: 'standard input' | 'standard output' }
  /** The process has ended. Every further event is this one. */
  | { readonly type: 'ended'; readonly exitCode: number | null; readonly lastLine: string };

/** A client's process that takes one case after another. */
export interface SessionProcess {
  readonly send: (message: RunnerMessage) => void;
  /** Waits for the next event. Only one caller waits at a time. */
  readonly next: () => Promise<SessionEvent>;
  /** The events that no caller has taken. */
  readonly unread: () => readonly SessionEvent[];
  /** Sets where the output goes from now on. */
  readonly listen: (onOutput: (stream: OutputStream, text: string) => void) => void;
  /**
   * Lets the process end by itself after `stop`, for at most `graceMs` milliseconds. Then ends its whole group. Returns whether
   * the process had ended by itself.
   */
  readonly end: (graceMs?: number) => Promise<boolean>;
}

/** The longest line of a client, in characters. */
export const longestLine = 1_100_000;
/** The number of lines that the run reads for one message. A client that logs to standard output writes a few. */
export const mostLines = 1000;
/** The number of characters of standard error in which the reason of a crash is found. */
const keptLength = 20_000;
/** How long a process may live without one of its ends of the conversation, in milliseconds. */
const closedGraceMs = 1000;

/** Starts a client for a session. @throws KitError `setup` when the system does not start the program */
export function startSessionProcess(command: readonly [string, ...string[]]): SessionProcess {
  const events: SessionEvent[] = [];
  let wake = (): void => {};
  let ended: SessionEvent | undefined;
  let startError: unknown;
  let stderr = '';
  let onOutput: (stream: OutputStream, text: string) => void = () => {};
  let count = 0;
  let isEnding = false;
  const push = (event: SessionEvent): void => {
    events.push(event);
    wake();
  };
  const lines = createLineReader({
    maxLength: longestLine,
    onLine: (text) => {
      if (++count === mostLines) push({ type: 'flood' });
      if (count >= mostLines) return;
      const read = readLine(text);
      push(read.type === 'stray' ? { type: 'stray', text } : { type: 'line', read });
    },
    onTooLong: () => {
      if (count < mostLines) push({ type: 'long-line' });
    },
  });
  const { child, closed, end } = startWithInput({
    command,
    // An adapter that also knows the other way must not find the case of another run.
    variables: { ...bypassProxyForLoopback(process.env), [caseVariable]: undefined, [resultVariable]: undefined },
    onOutput: (stream, text) => {
      if (isEnding) return;
      if (stream === 'stdout') lines.feed(text);
      else stderr = (stderr + text).slice(-keptLength);
      onOutput(stream, text);
    },
  });
  // A process that ends closes its streams first.
  const closedEarly = (stream: 'standard input' | 'standard output') => async (): Promise<void> => {
    await wait(closedGraceMs, undefined, { ref: false });
    if (ended === undefined) push({ type: 'closed', stream });
  };
  child.stdin.on('error', closedEarly('standard input'));
  child.stdout.once('end', closedEarly('standard output'));
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const over = Promise.race([closed, exited.then(() => Promise.race([closed, wait(closedGraceMs)]))]).then(
    () => {
      lines.end();
      ended = { type: 'ended', exitCode: child.exitCode, lastLine: tellingLine(stderr.trim()) };
      wake();
    },
    (error: unknown) => {
      startError = error;
      wake();
    },
  );
  return {
    send: (message) => {
      count = 0;
      if (child.stdin.writable) child.stdin.write(`${JSON.stringify(message)}\n`);
    },
    next: async () => {
      for (;;) {
        const event = events.shift() ?? ended;
        if (event !== undefined) return event;
        if (startError !== undefined) throw startError;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    unread: () => events,
    listen: (listener) => {
      onOutput = listener;
    },
    end: async (graceMs = 0) => {
      // A client that writes without end must not slow its own end down.
      isEnding = graceMs === 0;
      child.stdin.end();
      if (graceMs > 0) await Promise.race([over, wait(graceMs, undefined, { ref: false })]);
      const hasEnded = ended !== undefined;
      await end();
      return hasEnded;
    },
  };
}
