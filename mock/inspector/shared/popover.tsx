import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** A button that opens a small panel. A click elsewhere and Escape close it. */
export function Popover({ label, children }: { readonly label: string; readonly children: ComponentChildren }) {
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const close = (event: Event) => {
      const { current } = details;
      if (!current?.open || (event.target instanceof Node && current.contains(event.target))) return;
      current.open = false;
    };
    const closeByKey = ({ key }: KeyboardEvent) => {
      if (key !== 'Escape' || !details.current?.open) return;
      details.current.open = false;
      details.current.querySelector('summary')?.focus();
    };
    addEventListener('pointerdown', close);
    addEventListener('keydown', closeByKey);
    return () => {
      removeEventListener('pointerdown', close);
      removeEventListener('keydown', closeByKey);
    };
  }, []);
  return (
    <details class="popover" ref={details}>
      <summary class="button">{label}</summary>
      <div class="panel">{children}</div>
    </details>
  );
}
