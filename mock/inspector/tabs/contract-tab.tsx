/** The contract, and a form that sends a request. */
export function ContractTab() {
  return <h2>Contract and try-it</h2>;
}
