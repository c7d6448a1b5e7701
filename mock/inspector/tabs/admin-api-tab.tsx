/** The admin API, rendered from its OpenAPI document. */
export function AdminApiTab() {
  return <h2>Admin API</h2>;
}
