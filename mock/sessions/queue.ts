import { KitError } from '../../spec/index.js';
import { maxQueueSteps } from '../schemas/session-schemas.js';
import type { QueueInput, QueueItem, QueueState, QueueStep } from '../schemas/session-types.js';

/** A session's queue of scenarios. */
export interface Queue {
  /** Removes and returns the next scenario; undefined if the queue is empty. */
  readonly next: () => string | undefined;
  /** Appends items. @throws KitError `usage` for too many steps */
  readonly add: (items: QueueInput) => void;
  /** Replaces all items. @throws KitError `usage` as `add` does; nothing changes then */
  readonly replace: (items: QueueInput) => void;
  /** Removes all items. */
  readonly clear: () => void;
  /** Returns the remaining steps, and what follows them. */
  readonly show: () => QueueState;
  /** The whole state, to share it with other replicas. */
  readonly contents: () => QueueContents;
  readonly load: (contents: QueueContents) => void;
}

/** State of a queue. */
export interface QueueContents {
  readonly waiting: readonly Required<QueueStep>[];
  /** Steps of a repeating queue; undefined if it does not repeat. */
  readonly round?: readonly Required<QueueStep>[] | undefined;
  readonly then?: string | undefined;
}

const empty: QueueContents = { waiting: [], round: undefined, then: undefined };

/** Creates a queue. */
export function createQueue(items: QueueInput = []): Queue {
  let contents = filled(empty, items);
  return {
    next: () => {
      const { round, then } = contents;
      const [first, ...rest] = contents.waiting.length === 0 && round ? round : contents.waiting;
      if (!first) return then;
      const waiting = first.times > 1 ? [{ ...first, times: first.times - 1 }, ...rest] : rest;
      contents = { ...contents, waiting };
      return first.scenario;
    },
    add: (more) => {
      contents = filled(contents, more);
    },
    replace: (others) => {
      contents = filled(empty, others);
    },
    clear: () => {
      contents = empty;
    },
    show: () => ({ steps: contents.waiting, then: contents.then ?? null, repeat: contents.round !== undefined }),
    contents: () => contents,
    load: (next) => {
      contents = next;
    },
  };
}

/** Returns the queue's state with items appended. @throws KitError `usage` for too many steps */
function filled(before: QueueContents, input: QueueInput): QueueContents {
  const items = queueItems(input);
  const steps = items.flatMap(stepsOf);
  if (Math.max(before.waiting.length, before.round?.length ?? 0) + steps.length > maxQueueSteps)
    throw new KitError('usage', `the queue would exceed ${maxQueueSteps} steps; clear it, or use "times"`);
  const waiting = [...before.waiting, ...steps];
  let round = before.round && [...before.round, ...steps];
  let { then } = before;
  for (const item of items)
    if (typeof item === 'object' && 'then' in item) [then, round] = [item.then, undefined];
    else if (typeof item === 'object' && 'repeat' in item) [then, round] = [undefined, round ?? waiting];
  return { waiting, round, then };
}

/** Returns the scenario names in queue items. */
export function scenariosIn(input: QueueInput): readonly string[] {
  return queueItems(input).flatMap((item) =>
    typeof item === 'object' && 'then' in item ? item.then : stepsOf(item).map(nameOf),
  );
}

/** Parses queue items, including text: `liveness-error, success`; `none` for an empty queue. */
export function queueItems(input: QueueInput): readonly QueueItem[] {
  if (typeof input !== 'string') return input;
  if (input.trim() === 'none') return [];
  return input.split(',').map((name) => name.trim());
}

function nameOf({ scenario }: QueueStep): string {
  return scenario;
}

function stepsOf(item: QueueItem): readonly Required<QueueStep>[] {
  if (typeof item === 'object' && !('scenario' in item)) return [];
  const { scenario, times = 1 } = typeof item === 'object' ? item : { scenario: item };
  return [{ scenario, times }];
}
