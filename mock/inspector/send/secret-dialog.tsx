import { useEffect, useRef, useState } from 'preact/hooks';
import { isDraftFile } from './request-draft.js';
import { pendingDraft, sendDraft } from './send-draft.js';

/** Asks for the values that the mock does not show, before the page sends a request. They stay in this page. */
export function SecretDialog() {
  const pending = pendingDraft.value;
  const dialog = useRef<HTMLDialogElement>(null);
  const [values, setValues] = useState<Readonly<Record<number, string>>>({});
  const isOpen = pending !== undefined;
  useEffect(() => {
    if (isOpen) dialog.current?.showModal();
    else setValues({});
  }, [isOpen]);
  if (!pending) return null;
  const { draft, what } = pending;
  const send = () => {
    const parts = draft.parts.map((part, place) =>
      isDraftFile(part) || part.value !== null ? part : { ...part, value: values[place] ?? '' },
    );
    void sendDraft({ draft: { ...draft, parts }, what }, draft);
  };
  const close = () => {
    pendingDraft.value = undefined;
  };
  return (
    <dialog ref={dialog} onClose={close} aria-labelledby="secret-title">
      <form
        class="stacked"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <h2 id="secret-title">Values that the mock does not show</h2>
        <p class="soft small">They go into this request only.</p>
        {draft.parts.map((part, place) =>
          isDraftFile(part) || part.value !== null ? null : (
            <label class="stacked" key={place}>
              {part.name}
              <input
                type="password"
                autocomplete="off"
                value={values[place] ?? ''}
                onInput={({ currentTarget }) => setValues({ ...values, [place]: currentTarget.value })}
              />
            </label>
          ),
        )}
        <p class="buttons">
          <button type="submit" class="main">
            Send
          </button>
          <button type="button" onClick={close}>
            Cancel
          </button>
        </p>
      </form>
    </dialog>
  );
}
