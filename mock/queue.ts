/** A scenario to answer with, and how many times in a row. */
export interface QueueStep {
  readonly scenario: string;
  /** Default 1. */
  readonly times?: number;
}

/** Scenarios that a session answers with one after another. */
export interface Queue {
  /** Takes the next one; undefined when there is none left. */
  readonly next: () => string | undefined;
  /** Puts steps behind those that are there. */
  readonly add: (steps: readonly QueueStep[]) => void;
  /** Begins anew with other steps. */
  readonly replace: (steps: readonly QueueStep[] | undefined, repeat: boolean | undefined) => void;
  /** What is left, repeats not counted. */
  readonly left: () => readonly string[];
}

/** Opens a queue. With `repeat` it begins again when it has come to its end. */
export function openQueue(steps: readonly QueueStep[] = [], repeat = false): Queue {
  let waiting = flat(steps);
  let all = waiting;
  let repeats = repeat;
  return {
    next: () => {
      if (waiting.length === 0 && repeats) waiting = all;
      const [first, ...rest] = waiting;
      waiting = rest;
      return first;
    },
    add: (more) => {
      waiting = [...waiting, ...flat(more)];
      all = [...all, ...flat(more)];
    },
    replace: (next = [], nextRepeat = false) => {
      waiting = flat(next);
      all = waiting;
      repeats = nextRepeat;
    },
    left: () => waiting,
  };
}

function flat(steps: readonly QueueStep[]): readonly string[] {
  return steps.flatMap(({ scenario, times = 1 }) => Array.from({ length: times }, () => scenario));
}
