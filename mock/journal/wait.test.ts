import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Contract, loadContract } from '../../spec/index.js';
import type { RequestCriteria } from '../schemas/criteria-types.js';
import { createSessions, type Sessions } from '../sessions/sessions.js';
import { createEvents, type MockEvents } from './events.js';
import type { Journal, OpenEntry } from './journal.js';
import { requestWith } from './received.test-helper.js';
import { waitForRequests } from './wait.js';

let contract: Contract;
let events: MockEvents;
let sessions: Sessions;
beforeAll(async () => {
  contract = await loadContract();
});
beforeEach(() => {
  events = createEvents();
  sessions = createSessions({ journalEntries: 4 }, events);
});

const journal = (): Journal => sessions.own().journal;
const open = (): OpenEntry => journal().open(requestWith());
const decide = (entry: OpenEntry, scenario: string): void =>
  void entry.decide({ answer: { status: 200, scenario, reason: 'a test' } });
/** A request that is answered with this scenario; returns its id. */
const answered = (scenario: string): string => {
  const entry = open();
  decide(entry, scenario);
  entry.close('answered');
  return entry.id;
};

/** Waits, and tells which requests were found; undefined for as long as none are. */
function waitFor(criteria: RequestCriteria, count = 1, source: () => Pick<Journal, 'list' | 'find'> = journal) {
  let found: readonly string[] | undefined;
  const ended = waitForRequests({ events, contract, session: undefined, journal: source }, criteria, { count }).then(
    (entries) => {
      found = entries.map(({ id }) => id);
    },
  );
  return {
    ended,
    /** What is found once all that is due has run. */
    now: async () => {
      await new Promise(setImmediate);
      return found;
    },
  };
}

describe('a wait for requests', () => {
  test('counts those that are there and those that come, and finds them oldest first', async () => {
    const slow = open();
    answered('success');
    answered('liveness-error');
    const { now } = waitFor({ scenario: 'success' }, 3);
    answered('success');
    expect(await now()).toBeUndefined();
    decide(slow, 'success');
    slow.close('answered');
    expect(await now()).toEqual(['1', '2', '4']);
  });

  test('looks at a request again once it is decided and once it has ended', async () => {
    const [one, other] = [open(), open()];
    const aborted = waitFor({ state: 'aborted', scenario: 'success' });
    const decided = waitFor({ state: 'open', scenario: 'success' });
    decide(one, 'success');
    // Only a request that has ended counts, so that the caller gets it with its answer.
    expect(await decided.now()).toBeUndefined();
    decide(other, 'liveness-error');
    other.close('answered');
    expect(await decided.now()).toEqual(['1']);
    expect(await aborted.now()).toBeUndefined();
    one.close('aborted');
    expect(await aborted.now()).toEqual(['1']);
  });

  test('does not count what matched while it was open and does not any more', async () => {
    const first = open();
    const { now } = waitFor({ state: 'open' }, 2);
    const second = open();
    first.close('answered');
    expect(await now()).toBeUndefined();
    open();
    answered('success');
    expect(await now()).toEqual([second.id, '3']);
  });

  test('does not count what the journal has forgotten', async () => {
    const { now } = waitFor({ scenario: 'success' }, 2);
    answered('success');
    for (let count = 0; count < 4; count += 1) answered('liveness-error');
    const kept = answered('success');
    expect(await now()).toBeUndefined();
    expect(await now()).toBeUndefined();
    expect([kept, answered('success')]).toEqual(await now());
  });

  test('does not count what came before the session began anew, nor what ends late of that', async () => {
    const { now } = waitFor({ scenario: 'success' }, 2);
    answered('success');
    const late = open();
    void sessions.reset(undefined);
    decide(late, 'success');
    late.close('answered');
    const first = answered('success');
    expect(await now()).toBeUndefined();
    expect([first, answered('success')]).toEqual(await now());
  });

  test('reads the journal once, and then only what is new, however many wait', async () => {
    const reads = { list: 0, find: 0 };
    const counted = (): Pick<Journal, 'list' | 'find'> => ({
      list: () => {
        reads.list += 1;
        return journal().list();
      },
      find: (id) => {
        reads.find += 1;
        return journal().find(id);
      },
    });
    for (let count = 0; count < 4; count += 1) answered('success');
    const listeners = () => (['changed', 'entry', 'closing'] as const).map((name) => events.listenerCount(name));
    const before = listeners();
    const waits = Array.from({ length: 50 }, () => waitFor({ scenario: 'liveness-error' }, 1, counted));
    for (let count = 0; count < 100; count += 1) answered('success');
    expect(reads).toEqual({ list: 50, find: 50 * 100 });
    const last = answered('liveness-error');
    await Promise.all(waits.map(({ ended }) => ended));
    for (const { now } of waits) expect(await now()).toEqual([last]);
    expect(listeners()).toEqual(before);
  });
});
