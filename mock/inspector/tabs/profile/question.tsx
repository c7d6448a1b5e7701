import { CopyButton } from '../../shared/copy-button.js';
import { MarkedText } from '../marked-text.js';
import { isInEffect, type ProfileInEffect, type ShownAmbiguity, type ShownReading } from './load-profile.js';
import { profileFile } from './profile-file.js';
import { shownValue } from './shown-value.js';

/** A question that the document leaves open: its place, its readings, and the question for the vendor. */
export function QuestionText({ ambiguity, of }: { readonly ambiguity: ShownAmbiguity; readonly of: ProfileInEffect }) {
  const { id, section, row, question, readings, why, undecidable, vendorQuestion } = ambiguity;
  return (
    <>
      <p>
        <b>
          <MarkedText text={question} />
        </b>{' '}
        <span class="soft">
          ({id}; the document, {/^\d/.test(section) ? `section ${section}` : section}: {row})
        </span>
      </p>
      <ol class="readings">
        {readings.map((reading) => (
          <Reading key={reading.id} reading={reading} isDefault={reading.id === ambiguity.default} why={why} of={of} />
        ))}
      </ol>
      {undecidable !== undefined && (
        <p>
          <b>No decision settles it.</b> <MarkedText text={undecidable} />
        </p>
      )}
      <p>
        <b>To ask the vendor:</b> <q lang="id">{vendorQuestion.id}</q>{' '}
        <CopyButton text={vendorQuestion.id} label="Copy in Indonesian" />{' '}
        <CopyButton text={vendorQuestion.en} label="Copy in English" />
      </p>
    </>
  );
}

function Reading({
  reading,
  isDefault,
  why,
  of,
}: {
  readonly reading: ShownReading;
  readonly isDefault: boolean;
  /** Why the default is the default. */
  readonly why: string;
  readonly of: ProfileInEffect;
}) {
  const { id, text, argument, values } = reading;
  const inEffect = isInEffect(reading, of.decisions);
  const file = profileFile(reading, of.profile?.name ?? 'documented');
  return (
    <li class={inEffect ? 'reading in-effect' : 'reading'}>
      <p>
        <b>
          <MarkedText text={text} />
        </b>{' '}
        <code>{id}</code> {inEffect && <span class="source source-observed">in effect</span>}{' '}
        {isDefault && <span class="soft small">the default of the profile documented</span>}
      </p>
      <p class="small">
        <MarkedText text={isDefault ? `${argument} Default: ${why}` : argument} />
      </p>
      {values.length > 0 && (
        <ul class="plain small">
          {values.map(({ path, value }) => (
            <li key={path}>
              <code>
                {path}: {shownValue(value)}
              </code>
            </li>
          ))}
        </ul>
      )}
      {inEffect === false && (
        <details>
          <summary>Try this reading</summary>
          <p class="small">
            Save this as <code>mine.yaml</code> and start the mock with <code>--profile mine.yaml</code>.{' '}
            <code>extends</code> has the name of a built-in profile, or the path of your own.
          </p>
          <pre class="block">{file}</pre>
          <CopyButton text={file} label="Copy the profile" />
        </details>
      )}
    </li>
  );
}
