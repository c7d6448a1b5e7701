import { applyChange, type DecidedChange, type Standing, type State, type StateChange } from '../state.js';
import { createDraft, type Draft } from './draft.js';
import type { StateRecord } from './record.js';

/** Writes the changes of a state to a file before it applies them. */
export interface Committer {
  /**
   * Has a change decided, writes it, and then applies it. Changes of one turn of the event loop share one write. The result comes when
   * it is written.
   *
   * @throws KitError `unwritable`; then nothing was applied
   */
  readonly change: <Result>(decide: (standing: Standing) => DecidedChange<Result>) => Promise<Result>;
  /** Writes the tenants as they are in force. @throws KitError `unwritable` */
  readonly writeTenants: () => Promise<void>;
  /** Ends when nothing is being written. */
  readonly idle: () => Promise<void>;
}

/** What a committer works on. */
export interface CommitterOptions {
  readonly state: State;
  /** Writes records, all or none. @throws KitError `unwritable` */
  readonly write: (records: readonly StateRecord[]) => Promise<void>;
  /** The record of the tenants as a draft has them. */
  readonly tenantsRecord: (draft: Draft) => StateRecord;
  /** Hears that tenants are in force which could not be written. */
  readonly onTenantsUnwritten: () => void;
}

/** Something that waits for the next write. */
interface Job {
  /** Decides by the draft, adds to it, and returns what goes on the file. @throws where the caller's change cannot be */
  readonly decide: (draft: Draft) => { readonly record?: StateRecord; readonly change?: StateChange };
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
  /** Whether it is in force before it is written. */
  readonly isInForce: boolean;
}

/** What was decided of one job. */
interface Decided {
  readonly job: Job;
  readonly record?: StateRecord;
  readonly change?: StateChange;
}

/** Makes a committer. */
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
      // They were decided by changes that have not been made, so they are decided again.
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
