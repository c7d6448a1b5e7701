import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

/** Details that are rendered when they are open: a list may have many, and a schema may contain itself. */
export function LazyDetails({
  summary,
  children,
}: {
  readonly summary: ComponentChildren;
  readonly children: () => ComponentChildren;
}) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details open={isOpen} onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary>{summary}</summary>
      {isOpen && children()}
    </details>
  );
}
