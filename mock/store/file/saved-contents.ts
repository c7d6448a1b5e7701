import { createSecretHider } from '../../privacy/hide-secrets.js';
import type { Tenant } from '../../schemas/session-types.js';
import type { LedgerContents } from '../ledger.js';
import { type LedgerTexts, sentText } from '../ledger-text.js';
import { applyChange, contentsOf, createState, type StateContents } from '../state.js';
import { tenantsAtStart } from '../tenants-at-start.js';
import type { SavedState } from './read.js';

/** Returns the contents of a store when its file was last written, with the tenants to start with. */
export function savedContents({ snapshot, records }: SavedState, configured: readonly Tenant[]): StateContents {
  const state = createState(snapshot);
  let configuredBefore = snapshot.configured;
  for (const record of records)
    switch (record.type) {
      case 'answer':
        applyChange(state, record);
        break;
      case 'tenants':
        state.tenants.replace(record.tenants);
        configuredBefore = record.configured;
        break;
    }
  const { tenants, ...contents } = contentsOf(state);
  return {
    ...(snapshot.marksKey === undefined ? withoutSecrets(contents, state.ledger.texts, tenants) : contents),
    tenants: tenantsAtStart(tenants, configuredBefore, configured),
  };
}

/** Masks texts that an older version of the kit saved unmasked. */
function withoutSecrets(contents: LedgerContents, texts: LedgerTexts, tenants: readonly Tenant[]): LedgerContents {
  const hide = createSecretHider(tenants.map(({ key }) => key));
  const kept = (text: string): string => texts.encode(sentText(text, hide));
  const keptUnlessCode = (text: string): string => (tenants.some(({ code }) => code === text) ? text : kept(text));
  return {
    ...contents,
    transactions: contents.transactions.map((row) => ({
      ...row,
      refNumber: kept(row.refNumber),
      tenantCode: keptUnlessCode(row.tenantCode),
      loginId: keptUnlessCode(row.loginId),
    })),
    refNumbers: contents.refNumbers.map(([code, own]) => [
      code,
      own.map((one) => texts.encodeRefNumber(sentText(one, hide))),
    ]),
  };
}
