import { countOf } from '../reports/layout.js';
import { markdownCode, markdownText } from '../reports/markdown.js';
import { type Drift, hasDrift, type RunDifference } from './difference.js';
import { classSigns } from './drift-text.js';
import { driftClasses } from './rules.js';
import { aboutRun, headingOf, runsOf } from './run-lines.js';

/** The most differences of a class. GitHub refuses a summary over 1 MiB. */
const maxDifferences = 100;
/** Ids that a difference shows at once. The others are folded. */
const maxShown = 10;

/** Formats a drift as Markdown, for the summary of a CI job: the counts, the runs, and a sentence for each difference. */
export function driftMarkdown(drift: Drift): string {
  const { warnings, differences, compared, counts, exit } = drift;
  return [
    `## ${hasDrift(drift) ? classSigns.breaking[0] : exit.code === 0 ? '✔' : '?'} ${markdownText(headingOf(drift))}`,
    '',
    `| cases compared | ${driftClasses.map((name) => `${classSigns[name][0]} ${name}`).join(' | ')} |`,
    `| ---: | ${driftClasses.map(() => '---:').join(' | ')} |`,
    `| ${compared} | ${driftClasses.map((name) => counts[name]).join(' | ')} |`,
    '',
    ...runsOf(drift).map(([label, run]) => `- ${label}: ${markdownText(aboutRun(run))}`),
    ...warnings.map((warning) => `- Warning: ${markdownText(warning)}`),
    '',
    ...driftClasses.flatMap((name) => {
      const ofClass = differences.filter((difference) => difference.class === name);
      const more = ofClass.length - maxDifferences;
      const lines = [
        ...ofClass.slice(0, maxDifferences).map(differenceItem),
        ...(more > 0 ? [`- and ${countOf(more, 'more difference')}`] : []),
        '',
      ];
      if (ofClass.length === 0) return [];
      if (name === 'noise')
        return [`<details><summary>Noise (${ofClass.length})</summary>`, '', ...lines, '</details>', ''];
      return [`### ${classSigns[name][0]} ${name}`, '', ...lines];
    }),
  ].join('\n');
}

function differenceItem({ sentence, cases }: RunDifference): string {
  if (cases.length < 2) return `- ${markdownText(sentence)}`;
  const ids = cases.map(markdownCode).join(' ');
  return cases.length <= maxShown
    ? `- ${markdownText(sentence)}<br>${ids}`
    : `- ${markdownText(sentence)} <details><summary>cases</summary>${ids}</details>`;
}
