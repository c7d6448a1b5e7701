import { useState } from 'preact/hooks';

/** A button for what cannot be undone: the first click asks, the second does it. Leaving the button cancels. */
export function ConfirmButton({
  label,
  confirm,
  what,
  onConfirm,
}: {
  readonly label: string;
  /** The label of the second click. */
  readonly confirm: string;
  /** What it acts on, for readers that hear the button alone. */
  readonly what: string;
  readonly onConfirm: () => void;
}) {
  const [isAsking, setIsAsking] = useState(false);
  return (
    <button
      type="button"
      class={isAsking ? 'danger' : undefined}
      aria-label={`${isAsking ? confirm : label}: ${what}`}
      onBlur={() => setIsAsking(false)}
      onClick={() => {
        setIsAsking(!isAsking);
        if (isAsking) onConfirm();
      }}
    >
      {isAsking ? confirm : label}
    </button>
  );
}
