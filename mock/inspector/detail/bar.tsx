import type { MeasureBar } from './measure.js';

/** A measure as a bar, with its limits as marks. */
export function Bar({ bar: { label, filled, limit, least, isWithin } }: { readonly bar: MeasureBar }) {
  return (
    <div class={isWithin ? 'measure' : 'measure beyond'}>
      <svg class="gauge" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
        <rect class="track" x="0" y="0" width="100" height="4" />
        <rect class="filled" x="0" y="0" width={filled} height="4" />
        {least !== undefined && <rect class="mark" x={least} y="0" width="0.6" height="4" />}
        {limit < 100 && <rect class="mark" x={limit} y="0" width="0.6" height="4" />}
      </svg>
      <span class="small">
        {isWithin ? '' : '✗ '}
        {label}
      </span>
    </div>
  );
}
