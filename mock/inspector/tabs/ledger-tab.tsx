/** The ledger of the session, and its CSV. */
export function LedgerTab() {
  return <h2>Ledger</h2>;
}
