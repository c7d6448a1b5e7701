import type { ListedScenario } from '../../api/admin-types.js';
import { CopyButton } from '../../shared/copy-button.js';
import { LazyDetails } from '../lazy-details.js';

/** The answer of a scenario as the mock has it, before a request is sent: headers, and the body in its exact bytes. */
export function SampleAnswer({ scenario: { name, sample, fresh } }: { readonly scenario: ListedScenario }) {
  return (
    <LazyDetails summary="See the answer">
      {() => (
        <>
          <ul class="plain small">
            {Object.entries(sample.headers).map(([header, value]) => (
              <li key={header}>
                <code>
                  {header}: {value}
                </code>
              </li>
            ))}
          </ul>
          <section aria-label={`Body of ${name}`}>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable area must be reachable by the keyboard. */}
            <pre class="block" tabIndex={0}>
              {sample.body}
            </pre>
          </section>
          <p class="small">
            {fresh.length === 0 ? (
              'Each answer has exactly this.'
            ) : (
              <>
                Each answer has its own{' '}
                {fresh.map((place, at) => (
                  <span key={place}>
                    {at === 0 ? '' : ', '}
                    <code>{place}</code>
                  </span>
                ))}
                .
              </>
            )}{' '}
            <CopyButton text={sample.body} label="Copy" name={`Copy the body of ${name}`} />
          </p>
        </>
      )}
    </LazyDetails>
  );
}
