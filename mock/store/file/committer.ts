import { applyChange, type DecidedChange, type Standing, type State, type StateChange } from '../state.js';
import { createDraft, type Draft } from './draft.js';
import type { StateRecord } from './record.js';

/** Writes the changes of a state to a file before it applies them. */
export interface Committer {
  /**
   * Decides a change, writes it, and then applies it. Changes from one turn of the event loop share one write. Resolves
   * when the change is written.
   *
   * @throws KitError `unwritable`; then nothing was applied
   */
  readonly change: <Result>(decide: (standing: Standing) => DecidedChange<Result>) => Promise<Result>;
  /** Writes the tenants currently in force. @throws KitError `unwritable` */
  readonly writeTenants: () => Promise<void>;
  /** Resolves when no write is pending. */
  readonly idle: () => Promise<void>;
}

/** Options for a committer. */
export interface CommitterOptions {
  readonly state: State;
  /** Writes records, all or none. @throws KitError `unwritable` */
  readonly write: (records: readonly StateRecord[]) => Promise<void>;
  /** Builds the record of the tenants in a draft. */
  readonly tenantsRecord: (draft: Draft) => StateRecord;
  /** Called when tenants that are already in force could not be written. */
  readonly onTenantsUnwritten: () => void;
}

/** One entry in the write queue. */
interface Job {
  /** Decides on the draft, adds to it, and returns the record to write. @throws when the change is invalid */
  readonly decide: (draft: Draft) => { readonly record?: StateRecord; readonly change?: StateChange };
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
  /** Whether the change is already in force before it is written. */
  readonly isInForce: boolean;
}

/** A job and its decision. */
interface Decided {
  readonly job: Job;
  readonly record?: StateRecord;
  readonly change?: StateChange;
}

/** Creates a committer. */
export function createCommitter({ state, write, tenantsRecord, onTenantsUnwritten }: CommitterOptions): Committer {
  let waiting: Job[] = [];
  let turn: Promise<void> | undefined;

  const decideAll = (jobs: readonly Job[]): readonly Decided[] => {
    const draft = createDraft(state);
    return jobs.flatMap((job): Decided[] => {
      try {
        return [{ job, ...job.decide(draft) }];
      } catch (error) {
        job.failed(error);
        return [];
      }
    });
  };

  const commit = async (decided: readonly Decided[]): Promise<void> => {
    const [written, others] = [decided.filter(({ record }) => record), decided.filter(({ record }) => !record)];
    try {
      if (written.length > 0) await write(written.flatMap(({ record }) => record ?? []));
    } catch (error) {
      if (written.some(({ job }) => job.isInForce)) onTenantsUnwritten();
      for (const { job } of written) job.failed(error);
      // These decisions depend on changes that failed, so they are made again.
      waiting = [...others.map(({ job }) => job), ...waiting];
      return;
    }
    for (const { change } of written) if (change) applyChange(state, change);
    for (const { job } of decided) job.done();
  };

  const work = async (): Promise<void> => {
    await nextTurn();
    while (waiting.length > 0) {
      const jobs = waiting;
      waiting = [];
      await commit(decideAll(jobs));
    }
    turn = undefined;
  };

  const enqueue = (job: Job): void => {
    waiting.push(job);
    turn ??= work();
  };

  return {
    change: (decide) =>
      new Promise((resolve, reject) => {
        let settle: (() => void) | undefined;
        enqueue({
          isInForce: false,
          decide: (draft) => {
            const { change, result } = decide(draft);
            settle = () => resolve(result);
            if (!change) return {};
            draft.add(change);
            return { change, record: change.type === 'answer' ? change : tenantsRecord(draft) };
          },
          done: () => settle?.(),
          failed: reject,
        });
      }),
    writeTenants: () =>
      new Promise((resolve, reject) => {
        enqueue({
          isInForce: true,
          decide: (draft) => ({ record: tenantsRecord(draft) }),
          done: resolve,
          failed: reject,
        });
      }),
    idle: async () => {
      await turn;
    },
  };
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
