/** The open sessions. */
export function SessionsTab() {
  return <h2>Sessions</h2>;
}
