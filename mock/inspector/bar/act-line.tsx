import { lastAct } from '../state/act.js';

/** The curl line that does what the last click did. */
export function ActLine() {
  const act = lastAct.value;
  return (
    <section class="act" aria-label="Last change" aria-live="polite">
      {act && (
        <>
          <span class={act.problem === undefined ? 'what' : 'what failed'}>
            {act.problem === undefined ? act.what : `${act.what}: ${act.problem}`}
          </span>
          <code>{act.curl}</code>
        </>
      )}
    </section>
  );
}
