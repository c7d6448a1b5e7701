import { describe, expect, test } from 'vitest';
import type { JournalAnswer } from '../../schemas/journal-types.js';
import { filePart, journalEntry, textPart, violation } from '../journal-entry.test-helper.js';
import { mergedEntries, trimmedEntries } from '../state/journal.js';
import { filteredEntries, noFilter, tenantsIn } from './filter.js';
import { firstHint } from './first-hint.js';
import { outcomeOf } from './outcome.js';
import { rowWindow } from './window.js';

const good = journalEntry({ id: '1', parts: [textPart('tenant_code', 'AIT'), textPart('refNumber', 'REF-1')] });
const wrong = journalEntry({
  id: '2',
  parts: [textPart('tenantCode', 'AIT'), textPart('REFNUMBER', 'abc-2', { contractName: 'refNumber' })],
  violations: [violation({ likelyPartIndex: 0 })],
  answer: { kind: 'parameter-invalid', scenario: 'parameter-invalid' },
});
const forced = journalEntry({
  id: '3',
  answer: { selectedBy: 'queue' },
  violations: [violation({ outcome: 'accepted' })],
});
const faulty = journalEntry({
  id: '4',
  parts: [textPart('tenant_code', 'OTHER')],
  answer: { fault: { type: 'reset' }, status: 0, intendedStatus: 200 },
  state: 'aborted',
});
const all = [faulty, forced, wrong, good];

describe('the filter', () => {
  test.each([
    ['everything', ['4', '3', '2', '1']],
    ['with violations', ['2']],
    ['forced', ['3']],
    ['faults', ['4']],
  ] as const)('shows %s', (shown, ids) => {
    expect(filteredEntries(all, { ...noFilter, shown }).map(({ id }) => id)).toEqual(ids);
  });

  test('finds a refNumber in any case, whatever case its name has, and a tenant exactly', () => {
    expect(filteredEntries(all, { ...noFilter, search: ' ABC ' }).map(({ id }) => id)).toEqual(['2']);
    expect(filteredEntries(all, { ...noFilter, tenant: 'AIT' }).map(({ id }) => id)).toEqual(['1']);
    expect(filteredEntries(all, { ...noFilter, tenant: 'AI' })).toEqual([]);
    expect(tenantsIn(all)).toEqual(['AIT', 'OTHER']);
  });

  test('ignores a file that is sent as a text', () => {
    expect(filteredEntries([journalEntry({ parts: [filePart('refNumber')] })], { ...noFilter, search: 'img' })).toEqual(
      [],
    );
  });
});

describe('a row', () => {
  test('has the first hint, with the name that was sent', () => {
    expect(firstHint(wrong)).toBe('tenant_code is missing; you sent "tenantCode"');
    expect(firstHint(good)).toBe('');
    expect(firstHint(faulty)).toBe('fault reset');
    expect(
      firstHint(journalEntry({ answer: { kind: 'liveness-error', selectedBy: 'header', reason: 'the header' } })),
    ).toBe('the header');
  });

  test('of an answer outside the contract has its reason, whatever else is wrong with the request', () => {
    const { kind: _, ...answer } = wrong.answer as JournalAnswer;
    const reason = 'unknown scenario "nope"';
    expect(firstHint({ ...wrong, answer: { ...answer, status: 400, reason } })).toBe(reason);
  });

  test.each([
    [good, 'success', 'kind-success', '✓'],
    [wrong, 'parameter-invalid', 'kind-parameter-invalid', '✗'],
    [faulty, 'aborted', 'kind-none', '⊘'],
    [journalEntry({ state: 'open', answer: null }), 'in progress', 'kind-none', '…'],
    [journalEntry({ state: 'open' }), 'success', 'kind-success', '…'],
  ])('tells its outcome by word, colour and sign: %#', (entry, word, className, sign) => {
    expect(outcomeOf(entry)).toEqual({ word, className, sign });
  });

  test('of an answer outside the contract has its status', () => {
    const { kind: _kind, ...answer } = { ...good.answer, status: 404 };
    expect(outcomeOf({ ...good, answer: answer as never })).toMatchObject({ word: 'status 404', sign: '✗' });
  });
});

describe('the window of rows', () => {
  test('covers the view with a margin, and never leaves the list', () => {
    expect(rowWindow(10_000, { scrolled: 0, height: 640, rowHeight: 64 })).toEqual({ start: 0, end: 22 });
    expect(rowWindow(10_000, { scrolled: 64_000, height: 640, rowHeight: 64 })).toEqual({ start: 988, end: 1022 });
    expect(rowWindow(5, { scrolled: 99_999, height: 640, rowHeight: 64 })).toEqual({ start: 0, end: 5 });
    expect(rowWindow(0, { scrolled: 0, height: 640, rowHeight: 64 })).toEqual({ start: 0, end: 0 });
  });
});

describe('the entries', () => {
  test('forget the oldest that the journal no longer has, but none that has just arrived', () => {
    const many = Array.from({ length: 1201 }, (_, place) => journalEntry({ id: String(2000 - place) }));
    expect(trimmedEntries(many.slice(1), 1000)).toHaveLength(1200);
    expect(trimmedEntries(many, 1000)).toEqual(many.slice(0, 1000));
  });

  test('are merged newest first, each once, the later version of one in place of the earlier', () => {
    const later = { ...good, durationMs: 99 };
    expect(mergedEntries([], all.toReversed())).toEqual(all);
    expect(mergedEntries([wrong, good], [forced])).toEqual([forced, wrong, good]);
    expect(mergedEntries([wrong, good], [later])).toEqual([wrong, later]);
    expect(mergedEntries([faulty], [good, forced])).toEqual([faulty, forced, good]);
    // Ids are numbers, so 10 is newer than 9.
    const [nine, ten] = ['9', '10'].map((id) => ({ ...good, id }));
    expect(mergedEntries([nine as typeof good], [ten as typeof good]).map(({ id }) => id)).toEqual(['10', '9']);
  });
});
