import { LazyDetails } from '../lazy-details.js';
import { MarkedText } from '../marked-text.js';
import type { DecisionInEffect, ProfileInEffect } from './load-profile.js';
import { QuestionText } from './question.js';
import { shownValue } from './shown-value.js';

/** One decision: its path, value and source, and on demand the question that it answers. */
export function DecisionCard({ decision, of }: { readonly decision: DecisionInEffect; readonly of: ProfileInEffect }) {
  const { path, value, source, profile, reason } = decision;
  const ambiguity = of.ambiguities.find(({ id }) => id === decision.ambiguity);
  const head = (
    <>
      <code class="path">{path}</code> <code class="value">{shownValue(value)}</code>{' '}
      {source !== undefined && <span class={`source source-${source}`}>{source}</span>}{' '}
      {ambiguity && (
        <span class="soft small">
          <MarkedText text={ambiguity.question} />
        </span>
      )}
    </>
  );
  return (
    <li class="card">
      <LazyDetails summary={head}>
        {() => (
          <>
            {reason !== undefined && (
              <p>
                <b>Source:</b> <MarkedText text={reason} />
                {profile !== undefined && `, in the profile ${profile}`}
              </p>
            )}
            {ambiguity ? (
              <QuestionText ambiguity={ambiguity} of={of} />
            ) : (
              <p class="soft">The register has no question about it.</p>
            )}
          </>
        )}
      </LazyDetails>
    </li>
  );
}
