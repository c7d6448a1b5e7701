import { KitError } from '../../spec/index.js';
import { mostSteps } from '../schemas/session-schemas.js';
import type { QueueInput, QueueItem, QueueStep } from '../schemas/session-types.js';

/** Scenarios that a session answers with one after another. */
export interface Queue {
  /** Takes the next one; undefined when there is none left. */
  readonly next: () => string | undefined;
  /** Puts items behind those that are there. @throws KitError `usage` for too many steps */
  readonly add: (items: QueueInput) => void;
  /** Puts items in place of those that are there. @throws KitError `usage` as `add` does, and then changes nothing */
  readonly replace: (items: QueueInput) => void;
  /** Takes all of them out. */
  readonly clear: () => void;
  /** What is left, and what comes after it. */
  readonly show: () => {
    readonly steps: readonly Required<QueueStep>[];
    readonly then: string | null;
    readonly repeat: boolean;
  };
}

/** What a queue holds. */
interface Contents {
  readonly waiting: readonly Required<QueueStep>[];
  /** What a repeating queue begins again with; undefined where it does not repeat. */
  readonly round: readonly Required<QueueStep>[] | undefined;
  readonly then: string | undefined;
}

const empty: Contents = { waiting: [], round: undefined, then: undefined };

/** Opens a queue. */
export function openQueue(items: QueueInput = []): Queue {
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
  };
}

/** What a queue holds with these items behind the others. @throws KitError `usage` */
function filled(before: Contents, input: QueueInput): Contents {
  const items = queueItems(input);
  const steps = items.flatMap(stepsOf);
  if (Math.max(before.waiting.length, before.round?.length ?? 0) + steps.length > mostSteps)
    throw new KitError('usage', `the queue would have more than ${mostSteps} steps; empty it, or use "times"`);
  const waiting = [...before.waiting, ...steps];
  let round = before.round && [...before.round, ...steps];
  let { then } = before;
  for (const item of items)
    if (typeof item === 'object' && 'then' in item) [then, round] = [item.then, undefined];
    else if (typeof item === 'object' && 'repeat' in item) [then, round] = [undefined, round ?? waiting];
  return { waiting, round, then };
}

/** The scenarios that queue items name, for who checks that there are such. */
export function scenariosIn(input: QueueInput): readonly string[] {
  return queueItems(input).flatMap((item) =>
    typeof item === 'object' && 'then' in item ? item.then : stepsOf(item).map(nameOf),
  );
}

/** The items that are meant, of a text too: `liveness-error, success`; `none` for none. */
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
