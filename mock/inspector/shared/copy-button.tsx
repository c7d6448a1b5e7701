import { useRef, useState } from 'preact/hooks';

/** Copies a text. Where the browser forbids that, it selects the text for the reader to copy. */
export function CopyButton({
  text,
  label,
  name = label,
}: {
  readonly text: string;
  readonly label: string;
  /** What it copies, for readers that hear the button alone. */
  readonly name?: string;
}) {
  const [state, setState] = useState<'idle' | 'copied' | 'by hand'>('idle');
  const field = useRef<HTMLTextAreaElement>(null);
  const copy = async () => {
    try {
      // Only secure origins have a clipboard: not the address of this machine on the network.
      await navigator.clipboard.writeText(text);
      setState('copied');
      setTimeout(() => setState('idle'), 1500);
    } catch {
      setState('by hand');
      setTimeout(() => field.current?.select());
    }
  };
  return (
    <>
      <button
        type="button"
        class="quiet"
        aria-label={state === 'copied' || name === label ? undefined : name}
        onClick={copy}
      >
        {state === 'copied' ? 'Copied' : label}
      </button>
      {state === 'by hand' && (
        <textarea ref={field} class="by-hand" readOnly value={text} aria-label={`${name}: copy this text`} />
      )}
    </>
  );
}
