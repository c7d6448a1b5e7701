import { signal } from '@preact/signals';
import { parsePageAddress } from '../page-address.js';
import { hashOf, type PageRoute, parsePageRoute } from '../page-route.js';

/** Where this page is served. */
export const page = parsePageAddress(location.pathname);

/**
 * Whether the session of the page is open. A session that no request and no change has opened has nothing to load, and
 * the admin API answers a call that reads it with 404.
 */
export const isSessionOpen = signal(page.session === undefined);

/** What the page shows. It follows the fragment of the address, so links and the back button work. */
export const route = signal<PageRoute>(parsePageRoute(location.hash));

/** The request in the detail pane. It stays while a tab is open. */
export const selectedId = signal<string | undefined>(route.value.view === 'request' ? route.value.id : undefined);

/** Follows the address. Call it once. */
export function followAddress(): void {
  addEventListener('hashchange', () => {
    route.value = parsePageRoute(location.hash);
    if (route.value.view === 'request') selectedId.value = route.value.id;
  });
}

/** Goes to a route, as a click on its link does. */
export function goTo(next: PageRoute): void {
  location.hash = hashOf(next);
}
