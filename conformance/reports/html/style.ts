import { pageBase, pageTokens } from '../../../spec/index.js';

/** The style sheet of the HTML report. It names no other file. */
export const pageStyle = `${pageTokens}${pageBase}
html { scroll-padding-top: var(--space-4); }
header, main, footer { max-width: 1200px; margin: 0 auto; padding: 0 var(--space-4); }
header { padding-top: var(--space-5); }
footer { padding-top: var(--space-5); padding-bottom: var(--space-6); color: var(--soft); font-size: 0.875rem; }
.sub { margin: var(--space-4) 0 var(--space-2); font-size: 0.875rem; font-weight: 600; color: var(--soft); }
pre { margin: 0; padding: var(--space-2) var(--space-3); background: var(--sunk); border-radius: var(--radius); white-space: pre-wrap; }
mark { color: inherit; border-radius: 3px; padding: 0 1px; }
.expected mark { background: var(--removed); }
.actual mark { background: var(--added); }
.soft { color: var(--soft); }
p.soft { font-size: 0.875rem; max-width: none; }
.passed { color: var(--passed); } .failed { color: var(--failed); } .inconclusive { color: var(--inconclusive); }
.known { color: var(--known); } .error { color: var(--error); } .skipped { color: var(--skipped); }
.outcome { font-weight: 600; font-size: 1.125rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: var(--space-1) var(--space-4); margin: var(--space-3) 0; }
dt { color: var(--soft); }
dd { margin: 0; min-width: 0; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); gap: var(--space-2); margin: var(--space-4) 0 var(--space-3); padding: 0; list-style: none; }
.tiles li { padding: var(--space-2) var(--space-3); background: var(--card); border: 1px solid var(--line); border-radius: var(--radius); }
.tiles b { display: block; font-size: 1.5rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
.card { margin: 0 0 var(--space-3); padding: var(--space-4); background: var(--card); border: 1px solid var(--line); border-radius: var(--radius); }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: var(--space-2); margin: var(--space-2) 0; }
.pair > div { min-width: 0; }
.label { display: block; color: var(--soft); font-size: 0.8125rem; }
.cases { display: flex; flex-wrap: wrap; gap: var(--space-1) var(--space-3); margin: var(--space-1) 0; padding: 0; list-style: none; font: var(--code); }
.toolbar { display: flex; flex-wrap: wrap; gap: var(--space-2) var(--space-4); align-items: center; margin: 0 0 var(--space-3); padding: 0; border: 0; }
.toolbar label { display: inline-flex; gap: var(--space-1); align-items: center; min-height: 1.75rem; }
.toolbar input[type='search'] { flex: 1 1 14rem; min-width: 0; padding: var(--space-2); font: inherit; color: inherit; background: var(--card); border: 1px solid var(--soft); border-radius: var(--radius); }
.case { margin: 0 0 var(--space-1); background: var(--card); border: 1px solid var(--line); border-radius: var(--radius); }
.case > summary { display: grid; grid-template-columns: 0.75rem 1.25rem minmax(0, 20rem) minmax(0, 1fr) max-content; gap: var(--space-2); align-items: baseline; padding: var(--space-2) var(--space-3); cursor: pointer; list-style: none; }
.case > summary::-webkit-details-marker { display: none; }
.case > summary::before { content: '▸' / ''; color: var(--soft); }
.case[open] > summary::before { content: '▾' / ''; }
.case > summary:hover { background: var(--sunk); }
.case .sign { font-weight: 700; }
.case .id { font: var(--code); font-weight: 600; }
.case .time { font-size: 0.8125rem; color: var(--soft); font-variant-numeric: tabular-nums; }
.inside { scroll-margin-top: 4rem; padding: 0 var(--space-4) var(--space-4); border-top: 1px solid var(--line); }
.kind { display: inline-flex; align-items: center; gap: var(--space-1); }
.kind svg { width: 0.7rem; height: 0.7rem; flex: none; }
.scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: var(--radius); }
table { width: 100%; border-collapse: collapse; font-size: 0.875rem; }
th, td { overflow-wrap: break-word; padding: var(--space-2) var(--space-3); text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
tbody tr:last-child > * { border-bottom: 0; }
th { color: var(--soft); font-weight: 600; }
td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.sheet { position: absolute; }
.thumbnail { display: block; max-width: 100%; margin-bottom: var(--space-1); border-radius: 3px; }
.chart { display: block; width: 100%; height: 10rem; background: var(--card); border: 1px solid var(--line); border-radius: var(--radius); }
.bar { display: block; width: 100%; height: 0.75rem; border-radius: var(--radius); }
.fill-passed { fill: var(--passed); } .fill-failed { fill: var(--failed); } .fill-inconclusive { fill: var(--inconclusive); }
.fill-known { fill: var(--known); } .fill-error { fill: var(--error); } .fill-skipped { fill: var(--skipped); }
.fill-success { fill: var(--kind-success); }
.fill-insufficient-balance { fill: var(--kind-insufficient-balance); }
.fill-parameter-invalid { fill: var(--kind-parameter-invalid); }
.fill-invalid-credentials { fill: var(--kind-invalid-credentials); }
.fill-image-too-large { fill: var(--kind-image-too-large); }
.fill-face-compare-error { fill: var(--kind-face-compare-error); }
.fill-liveness-error { fill: var(--kind-liveness-error); }
.fill-outside { fill: var(--soft); }
.grid-line { stroke: var(--line); }
.no-script .toolbar { display: none; }
@media (max-width: 700px) {
  .pair { grid-template-columns: 1fr; }
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: var(--space-2); }
  .case > summary { grid-template-columns: 0.75rem 1.25rem 1fr max-content; }
  .scroll table { min-width: 36rem; }
  .case > summary .title { grid-column: 3 / -1; grid-row: 2; }
}
@media print {
  .toolbar { display: none; }
  body { font-size: 11px; background: none; }
  .card, .case, .scroll { break-inside: avoid; }
  .case[open] { break-inside: auto; }
  a { color: inherit; text-decoration: none; }
}
`;
