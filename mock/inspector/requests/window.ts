/** The rows of a long list that are in or near view. */
export interface RowWindow {
  readonly start: number;
  /** Behind the last one. */
  readonly end: number;
}

/** Rows that are drawn beyond each end of the view, so that scrolling shows no gap. */
const margin = 12;

/** Returns the rows to draw, of `count` rows of one height, for a view that is scrolled and high by so many pixels. */
export function rowWindow(
  count: number,
  { scrolled, height, rowHeight }: { readonly scrolled: number; readonly height: number; readonly rowHeight: number },
): RowWindow {
  const start = Math.max(0, Math.min(count, Math.floor(scrolled / rowHeight)) - margin);
  return { start, end: Math.min(count, Math.ceil((scrolled + height) / rowHeight) + margin) };
}
