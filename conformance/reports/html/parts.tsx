import type { ComponentChildren, JSX } from 'preact';
import type { Verdict } from '../../evidence/verdict.js';
import { verdictSigns } from '../case-lines.js';
import { differenceOf, hasMuchInCommon } from '../difference.js';
import { escapeInvisible, visibleText } from '../visible-text.js';

/** A text of the run, with what is invisible escaped. Preact escapes what HTML would read. */
export function Plain({ text }: { readonly text: string }): JSX.Element {
  return <>{escapeInvisible(text)}</>;
}

/** A text of the register, in which words between backticks are code. */
export function Prose({ text }: { readonly text: string }): JSX.Element {
  return <>{text.split('`').map((part, at) => (at % 2 === 0 ? part : <code key={part}>{part}</code>))}</>;
}

/** The sign and the word of a verdict. */
export function VerdictWord({ verdict }: { readonly verdict: Verdict }): JSX.Element {
  return (
    <span class={verdict}>
      <span aria-hidden="true">{verdictSigns[verdict][0]}</span> {verdict}
    </span>
  );
}

/** The name of a kind of answer, with a dot in its colour. `outside` is an answer of none of the seven. */
export function KindName({ kind }: { readonly kind: string }): JSX.Element {
  return (
    <span class="kind">
      <svg viewBox="0 0 10 10" aria-hidden="true">
        <circle cx="5" cy="5" r="5" class={`fill-${kind}`} />
      </svg>
      {kind === 'outside' ? 'none of the seven' : kind}
    </span>
  );
}

/** What was expected and what came, side by side, with the differing part marked. */
export function ExpectedAndActual(texts: { readonly expected: string; readonly actual: string }): JSX.Element {
  const difference = differenceOf(texts.expected, texts.actual);
  const { before, expected, actual, after } = difference;
  const isMarked = hasMuchInCommon(difference);
  const side = (differing: readonly string[]): ComponentChildren => [
    before.join(''),
    isMarked && differing.length > 0 ? <mark>{differing.join('')}</mark> : differing.join(''),
    after.join(''),
  ];
  return (
    <div class="pair">
      <div class="expected">
        <span class="label">expected</span>
        <pre>{side(expected)}</pre>
      </div>
      <div class="actual">
        <span class="label">actual</span>
        <pre>{side(actual)}</pre>
      </div>
    </div>
  );
}

/** Links to cases of the report. */
export function CaseLinks({ ids }: { readonly ids: readonly string[] }): JSX.Element {
  return (
    <ul class="cases">
      {ids.map((id) => (
        <li key={id}>
          <a href={`#case-${id}`}>{id}</a>
        </li>
      ))}
    </ul>
  );
}

/** A text that is shown as it stands, such as a body or a command line. */
export function Verbatim({ label, text }: { readonly label: string; readonly text: string }): JSX.Element {
  return (
    <figure>
      <figcaption class="sub">{label}</figcaption>
      <pre>{visibleText(text)}</pre>
    </figure>
  );
}

/** A table that scrolls by itself where it is wider than the page. `label` names it for a screen reader. */
export function ScrollingTable({
  label,
  columns,
  children,
}: {
  readonly label: string;
  readonly columns: readonly string[];
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by the keyboard.
    <section class="scroll" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}
