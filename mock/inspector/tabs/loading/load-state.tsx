import type { ComponentChildren } from 'preact';
import type { Loaded } from './use-loaded.js';

/** Shows a loaded value, or that it is being loaded, or why it cannot be. */
export function LoadState<Value>({
  of,
  what,
  again,
  children,
}: {
  readonly of: Loaded<Value>;
  /** What is loaded, for messages: `the ledger`. */
  readonly what: string;
  readonly again: () => void;
  readonly children: (value: Value) => ComponentChildren;
}) {
  switch (of.state) {
    case 'loading':
      return (
        <p class="soft" role="status">
          Loading {what} …
        </p>
      );
    case 'failed':
      return (
        <div class="problem" role="alert">
          <p>
            <b>Cannot load {what}.</b> {of.problem}
          </p>
          <button type="button" onClick={again}>
            Try again
          </button>
        </div>
      );
    case 'loaded':
      return <>{children(of.value)}</>;
  }
}
