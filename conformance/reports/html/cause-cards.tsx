import type { JSX } from 'preact';
import { createPaint } from '../../../spec/index.js';
import { verdictSigns } from '../case-lines.js';
import { type Cause, type CauseCheck, headlineOf } from '../causes.js';
import type { Explanation } from '../explanation/explanation.js';
import { explanationLines } from '../explanation-lines.js';
import { describeKnownFailureProblem } from '../known-failure-problem.js';
import { placeOf } from '../places.js';
import type { RunReport } from '../run-report.js';
import { escapeInvisible, visibleText } from '../visible-text.js';
import { CaseLinks, ExpectedAndActual, Verbatim } from './parts.js';

/** Examples that a check of a cause shows. The cases have the others. */
const maxExamples = 3;

/** What did not pass, one card a cause. */
export function CauseCards({ causes }: { readonly causes: readonly Cause[] }): JSX.Element | null {
  if (causes.length === 0) return null;
  return (
    <section>
      <h2>Why cases did not pass</h2>
      {causes.map((cause, at) => {
        const reproduce = cause.results.find((result) => result.reproduce !== undefined)?.reproduce;
        return (
          <article key={at} class="card">
            <h3 class={cause.outcome}>
              <span aria-hidden="true">{verdictSigns[cause.outcome][0]}</span> {escapeInvisible(headlineOf(cause))}
            </h3>
            {cause.checks.map((check) => (
              <CauseCheckBlock key={check.id} check={check} />
            ))}
            <h4 class="sub">Cases</h4>
            <CaseLinks ids={cause.results.map(({ case: { id } }) => id)} />
            {reproduce !== undefined && <Verbatim label="One of them once more" text={reproduce} />}
          </article>
        );
      })}
    </section>
  );
}

function CauseCheckBlock({ check }: { readonly check: CauseCheck }): JSX.Element {
  const { id, title, examples, sources } = check;
  return (
    <>
      <p>
        <code>{id}</code>: {title}
      </p>
      {examples.slice(0, maxExamples).map(({ caseId, expected, actual }) => (
        <ExpectedAndActual key={caseId} expected={expected} actual={actual} />
      ))}
      {examples.length > maxExamples && <p class="soft">and {examples.length - maxExamples} more pairs of texts</p>}
      <p class="soft">Document: {placeOf(sources)}</p>
    </>
  );
}

/** Entries of the file of known failures that do not hold. */
export function KnownFailureProblems({ used }: { readonly used: RunReport['knownFailures'] }): JSX.Element | null {
  if (!used || used.problems.length === 0) return null;
  return (
    <section>
      <h2>Known failures that do not hold</h2>
      <ul class="card">
        {used.problems.map((entry) => (
          <li key={entry.line}>{describeKnownFailureProblem(used.file, entry)}</li>
        ))}
      </ul>
    </section>
  );
}

/** The profile under which the server answers as this one did. */
export function ExplanationCard({
  explanation,
  profileFile,
}: {
  readonly explanation: Explanation | undefined;
  readonly profileFile: string;
}): JSX.Element | null {
  if (!explanation) return null;
  const lines = explanationLines(explanation, profileFile, { columns: 100, paint: createPaint(false) });
  return (
    <section>
      <h2>What explains it</h2>
      <pre class="card">{visibleText(lines.join('\n'))}</pre>
    </section>
  );
}
