import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { selectedId } from '../state/page.js';
import { shownEntries } from './list-state.js';
import { RequestRow } from './request-row.js';
import { rowWindow } from './window.js';

/** Height of a row in pixels, as in the style sheet. */
const rowHeight = 80;

/** The rows of the list. Only those in view are in the document, so that ten thousand scroll smoothly. */
export function RowList() {
  const view = useRef<HTMLDivElement>(null);
  const [scrolled, setScrolled] = useState(0);
  const [height, setHeight] = useState(600);
  const shown = shownEntries.value;
  const selected = selectedId.value;
  const selectedPlace = shown.findIndex(({ id }) => id === selected);
  const newest = shown[0]?.id;

  useLayoutEffect(() => {
    const { current } = view;
    if (!current) return;
    const observer = new ResizeObserver(() => setHeight(current.clientHeight));
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  const count = useRef(shown.length);
  // A reader who has scrolled down keeps the rows in view while new ones arrive above them.
  useLayoutEffect(() => {
    const { current } = view;
    const arrived = shown.length - count.current;
    count.current = shown.length;
    if (current && arrived > 0 && current.scrollTop > rowHeight) current.scrollTop += arrived * rowHeight;
  }, [newest]);
  useLayoutEffect(() => {
    const { current } = view;
    if (!current || selectedPlace < 0) return;
    const top = selectedPlace * rowHeight;
    if (top < current.scrollTop) current.scrollTop = top;
    else if (top + rowHeight > current.scrollTop + current.clientHeight)
      current.scrollTop = top + rowHeight - current.clientHeight;
  }, [selected]);

  const { start, end } = rowWindow(shown.length, { scrolled, height, rowHeight });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable area must be reachable by the keyboard.
    <div class="rows" ref={view} tabIndex={0} onScroll={({ currentTarget }) => setScrolled(currentTarget.scrollTop)}>
      <ol style={{ height: `${shown.length * rowHeight}px` }}>
        {shown.slice(start, end).map((entry, place) => (
          <RequestRow
            key={entry.id}
            entry={entry}
            top={(start + place) * rowHeight}
            position={{ place: start + place + 1, of: shown.length }}
          />
        ))}
      </ol>
    </div>
  );
}
