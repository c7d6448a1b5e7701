import type { JSX } from 'preact';
import type { RunReport } from '../run-report.js';

/** The sections of the page by their ids, in their order. */
export const reportSections = {
  causes: 'Why cases did not pass',
  cases: 'Cases',
  times: 'Time of each case',
  questions: 'What the answers show of the open questions',
} as const;

/** Links to the sections that the page has: a report of many failures is long. */
export function SectionLinks({ report }: { readonly report: RunReport }): JSX.Element {
  const { causes, results, readings } = report;
  const isThere: Readonly<Record<keyof typeof reportSections, boolean>> = {
    causes: causes.length > 0,
    cases: true,
    times: results.some(({ checks }) => checks.length > 0),
    questions: readings.length > 0,
  };
  return (
    <nav class="sections" aria-label="Sections">
      <ul>
        {Object.entries(reportSections).map(([id, title]) =>
          Reflect.get(isThere, id) ? (
            <li key={id}>
              <a href={`#${id}`}>{title}</a>
            </li>
          ) : null,
        )}
      </ul>
    </nav>
  );
}
