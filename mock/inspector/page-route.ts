/** The names of the tabs, in their order. */
export const tabNames = ['ledger', 'scenarios', 'sessions', 'contract', 'profile', 'admin'] as const;

/** The name of a tab, as in the page's address. */
export type TabName = (typeof tabNames)[number];

/** What the fragment of the page's address selects. */
export type PageRoute =
  | { readonly view: 'list' }
  | { readonly view: 'request'; readonly id: string }
  | { readonly view: 'tab'; readonly tab: TabName };

/** Parses a fragment: `#/requests/8`, `#/ledger`, or anything else for the list. */
export function parsePageRoute(hash: string): PageRoute {
  const id = /^#\/requests\/(\d{1,15})$/.exec(hash)?.[1];
  if (id !== undefined) return { view: 'request', id };
  const tab = tabNames.find((name) => hash === `#/${name}`);
  return tab === undefined ? { view: 'list' } : { view: 'tab', tab };
}

/** Returns the fragment of a route. */
export function hashOf(route: PageRoute): string {
  switch (route.view) {
    case 'list':
      return '#/';
    case 'request':
      return `#/requests/${route.id}`;
    case 'tab':
      return `#/${route.tab}`;
  }
}
