import { computed, signal } from '@preact/signals';
import { goTo, selectedId } from '../state/page.js';
import { entries, isPaused, setPaused } from '../state/requests.js';
import { filteredEntries, noFilter, type RequestFilter } from './filter.js';

export const requestFilter = signal<RequestFilter>(noFilter);

/** The entries that the list shows. */
export const shownEntries = computed(() => filteredEntries(entries.value, requestFilter.value));

/** Selects the next older (1) or newer (-1) request of the list. */
export function selectNeighbour(step: 1 | -1): void {
  const shown = shownEntries.value;
  const at = shown.findIndex(({ id }) => id === selectedId.value);
  const next = shown[at < 0 ? 0 : Math.max(0, Math.min(shown.length - 1, at + step))];
  if (next) goTo({ view: 'request', id: next.id });
}

/** Keys of the page: j and k walk through the list, / searches, p pauses. Call it once. */
export function listenToKeys(): void {
  addEventListener('keydown', (event) => {
    const { target, key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (target instanceof HTMLElement && target.closest('input, select, textarea, dialog')) {
      if (key === 'Escape' && target.id === searchId) target.blur();
      return;
    }
    switch (key) {
      case 'j':
        return selectNeighbour(1);
      case 'k':
        return selectNeighbour(-1);
      case 'p':
        return setPaused(!isPaused.value);
      case '/':
        event.preventDefault();
        return document.getElementById(searchId)?.focus();
    }
  });
}

/** Id of the search field. */
export const searchId = 'search';
