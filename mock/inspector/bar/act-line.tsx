import { CopyButton } from '../shared/copy-button.js';
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
          {act.curl !== '' && (
            <>
              <code>{act.curl}</code>
              <CopyButton text={act.curl} label="Copy" />
            </>
          )}
          <button
            type="button"
            class="quiet"
            aria-label="Dismiss"
            onClick={() => {
              lastAct.value = undefined;
            }}
          >
            ×
          </button>
        </>
      )}
    </section>
  );
}
