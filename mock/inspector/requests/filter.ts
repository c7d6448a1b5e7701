import type { JournalEntry } from '../../schemas/journal-types.js';
import { isForced, rejectedBy } from './outcome.js';

/** Which requests the list shows, as the words of a sentence. */
export const shownWords = ['everything', 'with violations', 'forced', 'faults'] as const;

/** The filter of the list. */
export interface RequestFilter {
  readonly shown: (typeof shownWords)[number];
  /** A tenant_code as sent; undefined for all. */
  readonly tenant: string | undefined;
  /** Text in the refNumber, in any case. */
  readonly search: string;
}

export const noFilter: RequestFilter = { shown: 'everything', tenant: undefined, search: '' };

/** Returns the entries that a filter shows, in their order. */
export function filteredEntries(
  entries: readonly JournalEntry[],
  { shown, tenant, search }: RequestFilter,
): readonly JournalEntry[] {
  const wanted = search.trim().toLowerCase();
  if (shown === 'everything' && tenant === undefined && wanted === '') return entries;
  return entries.filter(
    (entry) =>
      isShown(entry, shown) &&
      (tenant === undefined || tenantOf(entry) === tenant) &&
      (wanted === '' || (textOf(entry, 'refNumber') ?? '').toLowerCase().includes(wanted)),
  );
}

/** Returns the tenants that the requests name, in alphabetical order. */
export function tenantsIn(entries: readonly JournalEntry[]): readonly string[] {
  return [...new Set(entries.flatMap((entry) => tenantOf(entry) || []))].sort();
}

function isShown(entry: JournalEntry, shown: RequestFilter['shown']): boolean {
  switch (shown) {
    case 'everything':
      return true;
    case 'with violations':
      return rejectedBy(entry).length > 0;
    case 'forced':
      return isForced(entry);
    case 'faults':
      return entry.answer?.fault !== undefined;
  }
}

function tenantOf(entry: JournalEntry): string | undefined {
  return textOf(entry, 'tenant_code');
}

/** Returns the value of a text part by its name in the contract. */
function textOf({ parts }: JournalEntry, name: string): string | undefined {
  const part = parts.find((one) => (one.contractName ?? one.name) === name);
  return part?.type === 'text' ? part.value : undefined;
}
