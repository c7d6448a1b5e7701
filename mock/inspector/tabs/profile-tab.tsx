/** The decisions of the profile, with their sources. */
export function ProfileTab() {
  return <h2>Profile</h2>;
}
