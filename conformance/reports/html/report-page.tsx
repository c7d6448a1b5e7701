import type { JSX } from 'preact';
import { exitCodes, version } from '../../../spec/index.js';
import type { Verdict } from '../../evidence/verdict.js';
import { verdictSigns } from '../case-lines.js';
import { describeDoubleCharges } from '../double-charges.js';
import { countOf } from '../layout.js';
import type { RunReport } from '../run-report.js';
import { escapeInvisible } from '../visible-text.js';
import { CaseEntry } from './case-entry.js';
import { CauseCards, ExplanationCard, KnownFailureProblems } from './cause-cards.js';
import type { HtmlOptions } from './html-options.js';
import { LatencyChart } from './latency-chart.js';
import { VerdictWord } from './parts.js';
import { ReadingTable } from './reading-table.js';
import { reportSections, SectionLinks } from './section-links.js';
import { ThumbnailSheet } from './thumbnail-sheet.js';

const verdicts = Object.keys(verdictSigns) as readonly Verdict[];

/** The whole report of a run. */
export function ReportPage({
  report,
  options,
}: {
  readonly report: RunReport;
  readonly options: HtmlOptions;
}): JSX.Element {
  const { results, summary } = report;
  const examples = new Set(report.causes.flatMap((cause) => cause.results.slice(0, 1).map(({ case: { id } }) => id)));
  const occurring = verdicts.filter((verdict) => summary[verdict] > 0);
  return (
    <>
      {options.thumbnails && <ThumbnailSheet thumbnails={options.thumbnails} />}
      <Head report={report} formatMoney={options.formatMoney} />
      <main>
        <ExplanationCard explanation={report.explanation} profileFile={options.profileFile} />
        <CauseCards causes={report.causes} />
        <KnownFailureProblems used={report.knownFailures} />
        <h2 id="cases">{reportSections.cases}</h2>
        <search class="toolbar" aria-label="Cases">
          {occurring.map((verdict) => (
            <label key={verdict}>
              <input type="checkbox" value={verdict} checked /> <VerdictWord verdict={verdict} />
            </label>
          ))}
          <input id="search" type="search" aria-label="Search in the cases" placeholder="Search: id, text, kind" />
          <span id="count" class="soft" role="status" />
        </search>
        <p id="examples-only" class="soft" hidden>
          Many cases did not pass, so that one of each cause is printed open. The file has the others.
        </p>
        {results.map((result) => (
          <CaseEntry key={result.case.id} result={result} options={options} isExample={examples.has(result.case.id)} />
        ))}
        <LatencyChart results={results} />
        <ReadingTable readings={report.readings} />
      </main>
      <footer>
        Written by eendigo-kit {version}. This file loads nothing and can be kept and sent as it is. Keys, tenant codes
        and numbers that may be a NIK are masked.
      </footer>
    </>
  );
}

function Head({
  report,
  formatMoney,
}: {
  readonly report: RunReport;
  readonly formatMoney: HtmlOptions['formatMoney'];
}): JSX.Element {
  const { info, summary, exit, results, doubleCharges } = report;
  const { direction, subject, profile, plan, startedAt, durationMs, cutShort, notes = [] } = info;
  const verdict = signOf(exit.code);
  const charged = results.reduce((sum, { evidence }) => sum + (evidence?.mayHaveBeenCharged ?? 0), 0);
  return (
    <header>
      <h1>{direction === 'server' ? 'Server' : 'Client'} conformance</h1>
      <p class={`outcome ${verdict}`}>
        <span aria-hidden="true">{verdictSigns[verdict][0]}</span> {escapeInvisible(exit.reason)}
      </p>
      <ul class="tiles" aria-label="Cases by verdict">
        {verdicts
          .filter((entry) => entry !== 'known' || summary.known > 0)
          .map((entry) => (
            <li key={entry}>
              <b class={summary[entry] > 0 ? entry : 'soft'}>{summary[entry]}</b>
              <VerdictWord verdict={entry} />
            </li>
          ))}
      </ul>
      <VerdictBar summary={summary} />
      <dl>
        <dt>{direction === 'server' ? 'Server' : 'Client'}</dt>
        <dd>
          <code>{escapeInvisible(subject)}</code>
        </dd>
        <dt>Profile</dt>
        <dd>{escapeInvisible(profile)}</dd>
        <dt>Run</dt>
        <dd>
          <time dateTime={startedAt.toISOString()}>{startedAt.toISOString().replace('T', ' ').slice(0, 19)} UTC</time>,{' '}
          {countOf(plan.cases, 'case')} in {(durationMs / 1000).toFixed(1)} s, exit code {exit.code}
          {cutShort === undefined ? '' : '; cut short'}
        </dd>
        {notes.map((note) => (
          <>
            <dt>Note</dt>
            <dd>{escapeInvisible(note)}</dd>
          </>
        ))}
        <dt>Cost</dt>
        <dd>
          {costInWords(direction, plan, charged)}
          {direction === 'server' && charged > 0 && formatMoney ? ` (${formatMoney(charged)})` : ''}
          {doubleCharges ? `. ${describeDoubleCharges(doubleCharges)}` : ''}
        </dd>
      </dl>
      <SectionLinks report={report} />
    </header>
  );
}

function costInWords(
  direction: RunReport['info']['direction'],
  { sent, mayBeCharged }: RunReport['info']['plan'],
  charged: number,
): string {
  if (direction === 'client') return 'free: the client talks to a mock on this machine';
  if (mayBeCharged === 0 && charged === 0) return `free: ${countOf(sent, 'call')} planned, none of which is charged`;
  return `${countOf(charged, 'call')} may have been charged, of at most ${mayBeCharged} planned`;
}

/** The shares of the verdicts as one bar. The numbers above say the same. */
function VerdictBar({ summary }: { readonly summary: RunReport['summary'] }): JSX.Element {
  const total = Math.max(
    1,
    verdicts.reduce((sum, verdict) => sum + summary[verdict], 0),
  );
  let left = 0;
  return (
    <svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
      {verdicts.map((verdict) => {
        const share = (summary[verdict] / total) * 1000;
        const x = left;
        left += share;
        return (
          <rect key={verdict} x={x.toFixed(1)} y="0" width={share.toFixed(1)} height="10" class={`fill-${verdict}`} />
        );
      })}
    </svg>
  );
}

function signOf(code: number): Verdict {
  if (code === exitCodes.passed) return 'passed';
  return code === exitCodes.failed || code === exitCodes.usage ? 'failed' : 'inconclusive';
}
