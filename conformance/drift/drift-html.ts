import escapeHtml from 'escape-html';
import { pageBase, pageTokens } from '../../spec/index.js';
import { countOf } from '../reports/layout.js';
import { visibleText } from '../reports/visible-text.js';
import { type Drift, hasDrift, type RunDifference } from './difference.js';
import { classSigns } from './drift-text.js';
import { type DriftClass, driftClasses } from './rules.js';
import { aboutRun, headingOf, runsOf } from './run-lines.js';

const meanings: Readonly<Record<DriftClass, string>> = {
  breaking: 'A client that worked may fail.',
  additive: 'Something more, or better: a client that reads what it knows does not notice.',
  noise: 'It varies by itself, or says nothing about the API.',
};

const style = `${pageTokens}${pageBase}
body { padding: var(--space-5) clamp(var(--space-4), 4vw, 2rem) var(--space-6); }
main { max-width: 1200px; margin: 0 auto; }
h2 { margin-bottom: 0; }
p { margin: var(--space-1) 0 0; color: var(--soft); }
.good { color: var(--passed); } .breaking { color: var(--failed); } .additive { color: var(--inconclusive); } .noise { color: var(--soft); }
dl.counts { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); gap: var(--space-2); margin: var(--space-4) 0; }
dl.counts div { padding: var(--space-2) var(--space-3); border: 1px solid var(--line); border-radius: var(--radius); background: var(--card); }
dl.counts dt { font-size: var(--small); } dl.counts dd { margin: 0; font-size: 1.5rem; font-weight: 600; font-variant-numeric: tabular-nums; }
ul { margin: var(--space-3) 0 0; padding: 0; list-style: none; }
ul.runs { color: var(--soft); font-size: var(--small); }
li.difference { margin-top: var(--space-3); padding: var(--space-3) var(--space-4); border: 1px solid var(--line); border-left: 4px solid currentColor; border-radius: var(--radius); background: var(--card); }
li.difference > * { color: var(--ink); }
table { width: 100%; margin-top: var(--space-2); border-collapse: collapse; font-size: var(--small); }
th { width: 4rem; padding: var(--space-1) 0; text-align: left; vertical-align: top; font-weight: 500; color: var(--soft); }
td { padding: var(--space-1) 0; } td, .cases { font: var(--code); white-space: pre-wrap; }
summary { margin-top: var(--space-2); cursor: pointer; color: var(--soft); font-size: var(--small); }
h2 + p + details > summary { font-size: 1rem; }
@media print { main { max-width: none; } body { background: none; } li.difference { break-inside: avoid; } }
`;

/** Renders a drift as one HTML page that needs nothing else: no script, no address outside. */
export function driftHtml(drift: Drift): string {
  const { warnings, differences, compared, counts, exit } = drift;
  const verdict = hasDrift(drift) ? 'breaking' : exit.code === 0 ? 'good' : 'additive';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${shown(headingOf(drift))}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1 class="${verdict}">${shown(headingOf(drift))}</h1>
<dl class="counts">
<div><dt>cases compared</dt><dd>${compared}</dd></div>
${driftClasses.map((name) => `<div><dt class="${name}">${classSigns[name][0]} ${name}</dt><dd>${counts[name]}</dd></div>`).join('\n')}
</dl>
<ul class="runs">
${runsOf(drift)
  .map(([label, run]) => `<li>${label}: ${shown(aboutRun(run))}</li>`)
  .join('\n')}
${warnings.map((warning) => `<li class="additive">Warning: ${shown(warning)}</li>`).join('\n')}
</ul>
${driftClasses.map((name) => sectionOf(name, differences)).join('\n')}
</main>
</body>
</html>
`;
}

function sectionOf(name: DriftClass, differences: readonly RunDifference[]): string {
  const ofClass = differences.filter((difference) => difference.class === name);
  if (ofClass.length === 0) return '';
  const list = `<ul>\n${ofClass.map(itemOf).join('\n')}\n</ul>`;
  const body =
    name === 'noise' ? `<details><summary>${countOf(ofClass.length, 'difference')}</summary>${list}</details>` : list;
  return `<section>\n<h2 class="${name}">${classSigns[name][0]} ${name}</h2>\n<p>${meanings[name]}</p>\n${body}\n</section>`;
}

function itemOf({ class: driftClass, sentence, old, now, cases }: RunDifference): string {
  const named =
    cases.length < 2
      ? ''
      : `<details><summary>${countOf(cases.length, 'case')}</summary><div class="cases">${cases.map(shown).join('\n')}</div></details>`;
  return `<li class="difference ${driftClass}"><div>${shown(sentence)}.</div>
<table><tbody><tr><th scope="row">old</th><td>${shown(old)}</td></tr><tr><th scope="row">new</th><td>${shown(now)}</td></tr></tbody></table>${named}</li>`;
}

function shown(text: string): string {
  return escapeHtml(visibleText(text));
}
