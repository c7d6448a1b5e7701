import { act } from '../state/act.js';
import { session } from '../state/world.js';
import { forcedThings } from './forced.js';

/** Says what is forced on the next answers, each with its undo. */
export function ForcedStrip() {
  const things = session.value ? forcedThings(session.value) : [];
  return (
    <section class="forced" aria-label="Forced" aria-live="polite">
      {things.map(({ key, words, undo }) => (
        <p key={key}>
          <b>{words}</b>
          <button type="button" onClick={() => void act('Ended what was forced', undo)}>
            Undo
          </button>
        </p>
      ))}
    </section>
  );
}
