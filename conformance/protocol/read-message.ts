import { createChecker, problemInWords } from '../../spec/index.js';
import { isObject, parseJson } from '../wire/answer.js';
import type { ReadReport } from './protocol.js';
import { readReportValue } from './read-report.js';
import type { ClientMessage, ReadyMessage, ResultMessage } from './session-messages.js';
import { readySchema, resultSchema } from './session-schema.js';

/** A line of a client's standard output. */
export type ReadLine =
  | { readonly type: 'ready'; readonly message: ReadyMessage }
  /** A `ready` that cannot be used, with the reason in one line. */
  | { readonly type: 'wrong-ready'; readonly problem: string }
  /** A result. The id is absent when it is missing or no text. */
  | { readonly type: 'result'; readonly id?: string; readonly read: ReadReport }
  /** A line that is no message. */
  | { readonly type: 'stray' };

const checkers: { readonly [Type in ClientMessage['type']]: ReturnType<typeof createChecker> } = {
  ready: createChecker(readySchema, { name: 'ready' }),
  result: createChecker(resultSchema, { name: 'the result' }),
};

/** Reads a line of a client's standard output. */
export function readLine(line: string): ReadLine {
  const text = line.replace(/^\uFEFF/, '').trim();
  const value = text.startsWith('{') ? parseJson(text) : undefined;
  if (!isObject(value)) return { type: 'stray' };
  switch (value['type']) {
    case 'ready': {
      const [problem] = checkers.ready.problems(value);
      return problem === undefined
        ? { type: 'ready', message: value as unknown as ReadyMessage }
        : { type: 'wrong-ready', problem: problemInWords(problem, 'ready') };
    }
    case 'result':
      return readResultMessage(value);
    default:
      return { type: 'stray' };
  }
}

/** Reads the message with a result, of a session or posted by an attached client. */
export function readResultMessage(value: Readonly<Record<string, unknown>>): Extract<ReadLine, { type: 'result' }> {
  const { id, report } = value as Partial<ResultMessage>;
  const problems = checkers.result.problems({ type: 'result', ...value });
  const read: ReadReport =
    problems.length === 0
      ? readReportValue(report)
      : { problem: problems.map((problem) => problemInWords(problem, 'the result')).join('; ') };
  return { type: 'result', ...(typeof id === 'string' ? { id } : {}), read };
}
