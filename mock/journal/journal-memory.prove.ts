import { describe, expect, test } from 'vitest';
import type { JournalEntry } from '../schemas/journal-types.js';
import { createSessions, type Sessions } from '../sessions/sessions.js';
import { createEvents } from './events.js';
import { createJournal, createJournalSupplies, type Journal } from './journal.js';
import { createMemoryBudget, estimatedBytes } from './memory-budget.js';
import { filePart, journalled, requestWith, textPart } from './received.test-helper.js';

const megabyte = 1024 * 1024;
const entryBudget = 64 * megabyte;
/** A request with as many parts as are read, each with as long a value as is kept. */
const fat = Array.from({ length: 100 }, (_, index) => textPart(`part-${index}`, 'x'.repeat(500)));

const open = (sessions: Sessions, id: string): Journal => {
  const session = sessions.get(id);
  if (!session) throw new Error(`${id} cannot be a session's id`);
  return session.journal;
};
const bytesIn = (journals: readonly Journal[]): number =>
  journals.reduce((sum, journal) => sum + JSON.stringify(journal.list()).length, 0);

describe('a journal', () => {
  const journalOf = (capacity: number): Journal =>
    createJournal({ supplies: createJournalSupplies(), capacity, keepSecrets: false, keepImages: () => false });

  test('is a ring: the oldest requests go, and the youngest stay', () => {
    const journal = journalOf(1000);
    for (let count = 0; count < 1010; count += 1) journalled(journal);
    expect(journal.list()).toHaveLength(1000);
    expect([journal.list()[0]?.id, journal.list().at(-1)?.id]).toEqual(['11', '1010']);
    expect([journal.find('10'), journal.find('11')?.id]).toEqual([undefined, '11']);
  });

  test('tells of a request that ended after it was forgotten', () => {
    const ended: JournalEntry[] = [];
    const supplies = createJournalSupplies();
    const journal = createJournal({
      supplies,
      capacity: 1,
      keepSecrets: false,
      keepImages: () => false,
      onClose: (entry) => ended.push(entry),
    });
    const first = journal.open(requestWith());
    journalled(journal);
    void first.decide({ answer: { status: 200, reason: 'late' } });
    first.close('answered');
    expect(ended.map(({ id, answer }) => [id, answer?.reason])).toEqual([
      ['2', 'a test'],
      ['1', 'late'],
    ]);
    expect(journal.list().map(({ id }) => id)).toEqual(['2']);
  });

  test('that is emptied holds nothing, gives its memory back, and goes on with the next request', () => {
    const supplies = createJournalSupplies();
    const journal = createJournal({ supplies, capacity: 10, keepSecrets: false, keepImages: () => true });
    const inFlight = journal.open(requestWith());
    journalled(journal, [filePart('img1', Buffer.alloc(1000))]);
    expect(supplies.entries.heldBytes()).toBeGreaterThan(0);
    expect(supplies.images.heldBytes()).toBe(1000);
    journal.clear();
    void inFlight.decide({ body: { parts: [filePart('img1', Buffer.alloc(9))] }, answer: { status: 200, reason: '' } });
    expect([journal.list(), supplies.entries.heldBytes(), supplies.images.heldBytes()]).toEqual([[], 0, 0]);
    journalled(journal);
    expect(journal.list().map(({ id }) => id)).toEqual(['3']);
  });
});

describe('the journals of all sessions', () => {
  test('together stay within their memory, whatever they are sent: the oldest of all make room', () => {
    const sessions = createSessions({}, createEvents());
    const ids = Array.from({ length: 50 }, (_, index) => `s${index}`);
    for (let count = 0; count < 1000; count += 1) journalled(open(sessions, ids[count % 50] ?? ''), fat);
    const journals = ids.map((id) => open(sessions, id));
    const left = journals.flatMap((journal) => journal.list()).map(({ id }) => Number(id));
    expect(bytesIn(journals)).toBeLessThan(entryBudget);
    // And not for nothing: all of it would not fit, and what fits is there.
    expect(left.length).toBeGreaterThan(200);
    expect(left.length).toBeLessThan(900);
    expect(left.sort((one, other) => one - other)).toEqual(left.map((_, index) => 1001 - left.length + index));
  });

  test('hold exactly what is left of requests of all lengths, in many sessions in turn', () => {
    const most = megabyte;
    const supplies = { ...createJournalSupplies(), entries: createMemoryBudget(most) };
    const opened = (): Journal => createJournal({ supplies, capacity: 20, keepSecrets: false, keepImages: () => true });
    const journals = Array.from({ length: 200 }, opened);
    const left = (): readonly JournalEntry[] => journals.flatMap((journal) => journal.list());
    const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
    for (let count = 0; count < 4000; count += 1) {
      const at = Math.floor(count / 7) % 200;
      const journal = journals[at] ?? opened();
      const image = filePart('img1', Buffer.alloc(1 + ((count * 37) % 900)));
      journalled(journal, [image, ...fat.slice(0, (count * 31) % 100)]);
      if (count % 500 === 499) {
        journal.close();
        journals[at] = opened();
      }
    }
    const files = left().flatMap(({ parts }) => parts.filter((part) => part.type === 'file'));
    expect(supplies.entries.heldBytes()).toBe(sum(left().map(estimatedBytes)));
    expect(supplies.images.heldBytes()).toBe(sum(files.map(({ bytes }) => bytes)));
    expect(supplies.entries.heldBytes()).toBeGreaterThan(most / 2);
    for (const journal of journals) journal.clear();
    expect([supplies.entries.heldBytes(), supplies.images.heldBytes()]).toEqual([0, 0]);
  });

  /** Fills more than half of the memory. */
  const fill = (journal: Journal): void => {
    for (let count = 0; count < 320; count += 1) journalled(journal, fat);
  };

  test('lose the oldest request when two sessions fill the memory', () => {
    const sessions = createSessions({}, createEvents());
    const oldest = open(sessions, 'oldest');
    journalled(oldest);
    fill(open(sessions, 'first'));
    expect(oldest.list()).toHaveLength(1);
    fill(open(sessions, 'second'));
    expect(oldest.list()).toEqual([]);
  });

  const ways: readonly (readonly [string, (sessions: Sessions) => void])[] = [
    ['closed', (sessions) => sessions.close('first')],
    ['begun anew', (sessions) => sessions.reset('first')],
    ['replaced', (sessions) => sessions.open('first', {})],
    [
      'pushed out by a thousand others',
      (sessions) => {
        for (let count = 0; count < 999; count += 1) sessions.get(`other-${count}`);
        sessions.get('oldest');
        sessions.get('one-more');
      },
    ],
  ];

  test.each(ways)('get back what a session held that is %s', (_, end) => {
    const sessions = createSessions({}, createEvents());
    const first = open(sessions, 'first');
    const oldest = open(sessions, 'oldest');
    journalled(oldest);
    fill(first);
    end(sessions);
    fill(open(sessions, 'second'));
    expect(oldest.list()).toHaveLength(1);
    expect(first.list()).toEqual([]);
  });

  test("get back what the mock's own held when it begins anew", () => {
    const sessions = createSessions({}, createEvents());
    const oldest = open(sessions, 'oldest');
    journalled(oldest);
    fill(sessions.own().journal);
    void sessions.reset(undefined);
    fill(open(sessions, 'second'));
    expect(oldest.list()).toHaveLength(1);
  });

  test('of a session that is closed keep nothing of the requests that are still being answered', () => {
    const sessions = createSessions({ keepImages: true }, createEvents());
    const journal = open(sessions, 'closing');
    const entry = journal.open(requestWith());
    void sessions.close('closing');
    void entry.decide({ body: { parts: fat }, answer: { status: 200, reason: 'late' } });
    journalled(journal, fat);
    expect(journal.list()).toEqual([]);
  });

  test('hold as many requests each as their limit allows', () => {
    const sessions = createSessions({ journalEntries: 3 }, createEvents());
    for (const journal of [sessions.own().journal, open(sessions, 'a')]) {
      for (let count = 0; count < 5; count += 1) journalled(journal);
      expect(journal.list()).toHaveLength(3);
    }
  });

  test('number their requests together, so that each is found without its session', () => {
    const sessions = createSessions({}, createEvents());
    journalled(sessions.own().journal);
    const { id } = journalled(open(sessions, 'a'));
    expect(id).toBe('2');
    expect([sessions.withRequest('1')?.id, sessions.withRequest('2')?.id]).toEqual([undefined, 'a']);
    expect(sessions.withRequest('1')).toBe(sessions.own());
    expect(sessions.withRequest('3')).toBeUndefined();
  });
});

describe('the pictures', () => {
  const content = (number: number): Buffer => Buffer.from(`a picture${number}`);
  const filesIn = (journal: Journal) =>
    journal.list().flatMap(({ parts }) => parts.filter(({ type }) => type === 'file'));

  test('are kept where it is asked to, in memory, as they came, for as long as their request is', () => {
    const journal = createJournal({
      supplies: createJournalSupplies(),
      capacity: 2,
      keepSecrets: false,
      keepImages: () => true,
    });
    const ids = [0, 1, 2].map((number) => {
      const lent = content(number);
      const { id } = journalled(journal, [textPart('key', 'k'), filePart('img1', lent)]);
      // As the next request does, to which the memory is lent.
      lent.fill(0);
      return id;
    });
    expect(filesIn(journal)).toMatchObject(
      ids.slice(1).map((id) => ({ kept: true, image: `/__admin/requests/${id}/images/1` })),
    );
    expect(ids.map((id) => journal.image(id, 1)?.toString())).toEqual([undefined, 'a picture1', 'a picture2']);
  });

  test('make room for newer ones, whatever session they are of, and their parts say so', () => {
    const supplies = { ...createJournalSupplies(), images: createMemoryBudget(25) };
    const [one, other] = [0, 1].map(() =>
      createJournal({ supplies, capacity: 9, keepSecrets: false, keepImages: () => true }),
    ) as [Journal, Journal];
    const first = journalled(one, [filePart('img1', content(1)), filePart('img2', content(2))]);
    expect(filesIn(one)).toMatchObject([{ kept: true }, { kept: true }]);
    journalled(other, [filePart('img1', content(3))]);
    const [img1, img2] = filesIn(one);
    expect(img1).toMatchObject({ kept: false, notKeptReason: 'newer pictures have replaced it' });
    expect(img1).not.toHaveProperty('image');
    expect(img2).toMatchObject({ kept: true });
    expect([0, 1].map((place) => one.image(first.id, place)?.toString())).toEqual([undefined, 'a picture2']);
    other.close();
    expect(supplies.images.heldBytes()).toBe(10);
  });

  test.each([
    ['too large for the contract', filePart('img1', undefined), 'it exceeds the size limit for pictures'],
    [
      'larger than all that is kept',
      filePart('img1', Buffer.alloc(26)),
      'it exceeds the memory limit for kept pictures',
    ],
    ['a secret that came as a file', filePart('NIK', content(1)), 'a file sent as nik is never kept'],
  ])('that is %s is not kept, and its part says why', (_, part, notKeptReason) => {
    const supplies = { ...createJournalSupplies(), images: createMemoryBudget(25) };
    const journal = createJournal({ supplies, capacity: 9, keepSecrets: false, keepImages: () => true });
    const { id } = journalled(journal, [part]);
    expect(filesIn(journal)).toMatchObject([{ kept: false, notKeptReason }]);
    expect(journal.image(id, 0)).toBeUndefined();
  });
});
