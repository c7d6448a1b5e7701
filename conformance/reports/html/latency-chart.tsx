import type { JSX } from 'preact';
import type { CaseResult } from '../../evidence/verdict.js';
import { reportSections } from './section-links.js';

/** The size of the drawing. The page stretches it to its own width. */
const [width, height] = [1000, 160];

/** How long each case took, in the order of the run, with the middle and the slowest in words. */
export function LatencyChart({ results }: { readonly results: readonly CaseResult[] }): JSX.Element | null {
  const ran = results.filter(({ checks }) => checks.length > 0);
  if (ran.length === 0) return null;
  const times = ran.map(({ durationMs }) => durationMs).toSorted((one, other) => one - other);
  const longest = Math.max(1, times.at(-1) ?? 0);
  const step = width / ran.length;
  const slowest = ran.toSorted((one, other) => other.durationMs - one.durationMs).slice(0, 3);
  const words = `Half of the cases took at most ${quantile(times, 0.5)} ms, 95 % at most ${quantile(times, 0.95)} ms, the slowest ${longest} ms.`;
  return (
    <section>
      <h2 id="times">{reportSections.times}</h2>
      <p>
        {words} Slowest:{' '}
        {slowest.map(({ case: { id }, durationMs }, at) => (
          <>
            {at > 0 && ', '}
            <a href={`#case-${id}`}>{id}</a> ({durationMs} ms)
          </>
        ))}
        .
      </p>
      <svg class="chart" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label={words}>
        {[0.25, 0.5, 0.75].map((part) => (
          <line key={part} x1="0" x2={width} y1={height * part} y2={height * part} class="grid-line" />
        ))}
        {ran.map(({ case: { id, title }, durationMs, verdict }, at) => {
          const bar = Math.max(1, (durationMs / longest) * (height - 8));
          return (
            <rect
              key={id}
              x={round(at * step)}
              y={round(height - bar)}
              width={round(Math.max(1, step * 0.8))}
              height={round(bar)}
              class={`fill-${verdict}`}
            >
              <title>{`${id}: ${durationMs} ms, ${title}`}</title>
            </rect>
          );
        })}
      </svg>
    </section>
  );
}

function quantile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * part) - 1)] ?? 0;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
