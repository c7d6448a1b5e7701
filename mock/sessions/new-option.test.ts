import { expect, test, vi } from 'vitest';
import { createEvents } from '../journal/events.js';
import { createSessions } from './sessions.js';

// The table of options with one more entry in it, and nothing else.
vi.mock('../config/table.js', async (original) => {
  const { options } = await original<typeof import('../config/table.js')>();
  const { option } = await import('../config/option.js');
  const { whole } = await import('../config/kinds.js');
  const probe = option({
    ...whole(1, 9, 'count'),
    scope: 'session',
    summary: 'probes of a session',
    change: 'restart',
  });
  return { options: { ...options, probe } };
});

/** The sessions of a mock that has the new option. */
const opened = () => createSessions(Object.fromEntries([['probe', 4]]), createEvents());

test('a new option of a session reaches those that are opened with others', () => {
  expect(opened().open('one', { scenario: 'success' }).options).toMatchObject({ probe: 4, scenario: 'success' });
});

test('a new option that is settled at the start stays when others change', async () => {
  const session = opened().own();
  await session.change({ scenario: 'success' });
  expect(session.options).toMatchObject({ probe: 4, scenario: 'success' });
});
