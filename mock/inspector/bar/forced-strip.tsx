import { session } from '../state/world.js';

/** Says what is forced on the next answers. */
export function ForcedStrip() {
  const { scenario } = session.value ?? { scenario: null };
  if (scenario === null) return null;
  return (
    <section class="forced" aria-label="Forced">
      Every answer is <b>{scenario}</b>.
    </section>
  );
}
