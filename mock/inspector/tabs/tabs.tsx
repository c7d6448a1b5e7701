import type { ComponentChildren } from 'preact';
import type { TabName } from '../page-route.js';
import { AdminApiTab } from './admin-api/admin-api-tab.js';
import { ContractTab } from './contract/contract-tab.js';
import { LedgerTab } from './ledger/ledger-tab.js';
import { ProfileTab } from './profile/profile-tab.js';
import { ScenariosTab } from './scenarios/scenarios-tab.js';
import { SessionsTab } from './sessions/sessions-tab.js';

/** A tab below the panes. */
export interface InspectorTab {
  readonly title: string;
  readonly Content: () => ComponentChildren;
}

/** The tabs. A new one is an entry here and its name in `page-route.ts`. */
export const inspectorTabs: Readonly<Record<TabName, InspectorTab>> = {
  ledger: { title: 'Ledger', Content: LedgerTab },
  scenarios: { title: 'Scenarios', Content: ScenariosTab },
  sessions: { title: 'Sessions', Content: SessionsTab },
  contract: { title: 'Contract and try-it', Content: ContractTab },
  profile: { title: 'Profile', Content: ProfileTab },
  admin: { title: 'Admin API', Content: AdminApiTab },
};
