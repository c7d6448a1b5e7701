/** The scenarios, each with the picture that triggers it. */
export function ScenariosTab() {
  return <h2>Scenarios</h2>;
}
