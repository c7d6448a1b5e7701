import { createStatusLine } from '../../fixtures/index.js';
import type { CommandIo } from '../../spec/index.js';
import type { CaseResult } from '../evidence/verdict.js';
import { truncate } from './layout.js';

/** What the progress of a run tells. */
export interface ProgressOptions {
  /** The number of cases, skipped ones included. */
  readonly total: number;
  /** The ids of the cases that the run plans to send. The others take no time. */
  readonly toSend: ReadonlySet<string>;
  /** Says what the run has spent so far. Absent where nothing is charged. */
  readonly spend?: () => string;
  /** A clock in milliseconds. Default: that of the process. */
  readonly now?: () => number;
}

/** The progress of a run, on standard error. */
export interface RunProgress extends Disposable {
  /** Passes results on and counts them. */
  readonly follow: (results: AsyncIterable<CaseResult>) => AsyncGenerator<CaseResult, void, void>;
  /** Removes the moving line until the next result. The time until then counts for no case. */
  readonly pause: () => void;
}

/** Between two plain lines where there is no terminal, in milliseconds. A run that is done before prints none. */
const plainEveryMs = 30_000;
/** Cases after which their pace tells how long the others take. */
const enough = 3;

/**
 * Shows how far a run is, what it has spent, and how long it still takes, by its own pace: a moving line on a terminal, and
 * a plain line every 30 seconds elsewhere.
 */
export function createRunProgress(io: CommandIo, options: ProgressOptions): RunProgress {
  const { total, toSend, spend, now = () => performance.now() } = options;
  const isMoving = io.isTty;
  const left = new Set(toSend);
  let line: ReturnType<typeof createStatusLine> | undefined;
  let count = 0;
  let [sent, sentMs] = [0, 0];
  let since = now();
  let printed = since;
  const pause = (): void => {
    line?.end();
    line = undefined;
  };
  const show = (): void => {
    const pace = sent >= enough ? sentMs / sent : undefined;
    const words = [
      `${count}/${total} cases`,
      ...(pace === undefined || left.size === 0 ? [] : [`about ${timeInWords(pace * left.size)} left`]),
      ...(spend ? [spend()] : []),
    ].join(', ');
    if (isMoving) {
      line ??= createStatusLine(io);
      line.update(truncate(words, (io.outColumns ?? 80) - 4));
    } else if (now() - printed >= plainEveryMs) {
      printed = now();
      io.err(`eendigo-kit: ${words}`);
    }
  };
  return {
    pause: () => {
      pause();
      since = Number.NaN;
    },
    follow: async function* (results) {
      for await (const result of results) {
        count++;
        const wasPlanned = left.delete(result.case.id);
        const tookMs = now() - since;
        // A case during which pictures were drawn shows no pace.
        if (wasPlanned && result.evidence && !Number.isNaN(tookMs)) {
          sent++;
          sentMs += tookMs;
        }
        since = now();
        if (count < total) show();
        else pause();
        yield result;
      }
    },
    [Symbol.dispose]: pause,
  };
}

/** A time in one unit, which an estimate is not finer than. */
function timeInWords(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}
