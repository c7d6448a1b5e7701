/** A line of the spend file. Holds no key, no tenant code and no NIK. */
export type SpendLine =
  /** Written before a call is sent. */
  | {
      readonly type: 'reserved';
      readonly run: string;
      /** The number of the call in its run, from 1. */
      readonly call: number;
      readonly at: string;
      readonly target: string;
      readonly case: string;
      readonly refNumber?: string;
      /** The most that the server may charge, in calls. */
      readonly calls: number;
    }
  /** Written after its answer, or after the transport error in its place. */
  | {
      readonly type: 'settled';
      readonly run: string;
      readonly call: number;
      readonly at: string;
      readonly calls: number;
    };

/** One call that a run has sent, or was about to send when its process ended. */
export interface SpentCall {
  readonly run: string;
  readonly at: Date;
  readonly target: string;
  readonly case: string;
  readonly refNumber?: string;
  /** The number of calls that the server may have charged. Without a settlement, the reserved number. */
  readonly calls: number;
  /** Whether the run has seen the end of the call. */
  readonly isSettled: boolean;
}

/** What a spend file holds. */
export interface Spend {
  readonly calls: readonly SpentCall[];
  /** What could not be read, one line each. */
  readonly notes: readonly string[];
}

/** Reads the text of a spend file, whole or in pieces that end with a line. */
export interface SpendReader {
  readonly add: (text: string) => void;
  readonly spend: () => Spend;
}

/**
 * Creates a reader. A line that is damaged counts nothing, and a note names it: a call is sent only after its whole line is
 * written, so an unfinished reservation was not sent; without its settlement a reservation counts.
 */
export function createSpendReader(file: string): SpendReader {
  const calls = new Map<string, SpentCall>();
  const notes: string[] = [];
  let number = 0;
  return {
    add: (text) => {
      const lines = text.split('\n');
      for (const [index, line] of lines.entries()) {
        if (line.trim() === '') continue;
        const parsed = parseSpendLine(line);
        const place = `${file}: line ${number + index + 1}`;
        if (parsed === undefined) notes.push(`${place} is damaged and is ignored; ${damageInWords(lines, index)}`);
        else if (!takeLine(calls, parsed)) notes.push(`${place} settles a call that no line reserves; it is ignored`);
      }
      number += lines.length - 1;
    },
    spend: () => ({ calls: [...calls.values()], notes }),
  };
}

function damageInWords(lines: readonly string[], index: number): string {
  return lines.slice(index + 1).some((line) => line.trim() !== '')
    ? 'an unfinished line is one that its run did not act on'
    : 'its run ended before it was complete, and sent nothing on it';
}

function takeLine(calls: Map<string, SpentCall>, line: SpendLine): boolean {
  const key = `${line.run} ${line.call}`;
  const known = calls.get(key);
  if (line.type === 'settled') {
    if (known) calls.set(key, { ...known, calls: line.calls, isSettled: true });
    return known !== undefined;
  }
  const { run, target, refNumber } = line;
  calls.set(key, {
    run,
    at: new Date(line.at),
    target,
    case: line.case,
    ...(refNumber === undefined ? {} : { refNumber }),
    calls: line.calls,
    isSettled: false,
  });
  return true;
}

/** Parses one line. Undefined for anything but a whole line of a spend file. */
function parseSpendLine(text: string): SpendLine | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const line = value as Partial<Record<string, unknown>>;
  const isCall =
    typeof line['run'] === 'string' &&
    Number.isSafeInteger(line['call']) &&
    Number.isSafeInteger(line['calls']) &&
    Number(line['calls']) >= 0 &&
    !Number.isNaN(Date.parse(String(line['at'])));
  if (!isCall) return undefined;
  if (line['type'] === 'settled') return value as SpendLine;
  const isReserved =
    line['type'] === 'reserved' && typeof line['target'] === 'string' && typeof line['case'] === 'string';
  return isReserved ? (value as SpendLine) : undefined;
}
