import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** Distance of a panel from the edge of the view, in pixels. */
const edge = 8;

/** Moves a panel to the left by as much as it would leave the view. */
function keepInView(panel: HTMLElement): void {
  panel.style.translate = '';
  const beyond = panel.getBoundingClientRect().right + edge - document.documentElement.clientWidth;
  if (beyond > 0) panel.style.translate = `${-beyond}px`;
}

/** A button that opens a small panel. A click elsewhere and Escape close it. */
export function Popover({ label, children }: { readonly label: string; readonly children: ComponentChildren }) {
  const details = useRef<HTMLDetailsElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { current } = panel;
    if (!current) return;
    const place = () => keepInView(current);
    const observer = new ResizeObserver(place);
    observer.observe(current);
    addEventListener('resize', place);
    return () => {
      observer.disconnect();
      removeEventListener('resize', place);
    };
  }, []);
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
      <div class="panel" ref={panel}>
        {children}
      </div>
    </details>
  );
}
