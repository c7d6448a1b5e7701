/** What stands in place of the list before the first request. */
export function EmptyList() {
  return <p class="empty">Waiting for the first request.</p>;
}
