import type { DecisionInEffect, ShownAmbiguity } from './load-profile.js';

/** The decisions that the tab shows. */
export interface WantedDecisions {
  readonly source: 'all' | NonNullable<DecisionInEffect['source']>;
  readonly text: string;
}

const sources: Readonly<Record<WantedDecisions['source'], string>> = {
  all: 'all decisions',
  documented: 'what the document states',
  assumed: 'what is assumed',
  observed: 'what was observed',
};

/** Whether a decision is wanted. The text is searched in its path, its value and its question. */
export function isFound(
  decision: DecisionInEffect,
  { source, text }: WantedDecisions,
  ambiguities: readonly ShownAmbiguity[],
): boolean {
  if (source !== 'all' && decision.source !== source) return false;
  const question = ambiguities.find(({ id }) => id === decision.ambiguity)?.question ?? '';
  const searched = [decision.path, JSON.stringify(decision.value), decision.ambiguity, question].join('\n');
  return searched.toLowerCase().includes(text.trim().toLowerCase());
}

/** Filters the decisions by source and text. */
export function DecisionFilter({
  wanted,
  onChange,
  hasSources,
}: {
  readonly wanted: WantedDecisions;
  readonly onChange: (wanted: WantedDecisions) => void;
  readonly hasSources: boolean;
}) {
  return (
    <form class="fields" onSubmit={(event) => event.preventDefault()}>
      {hasSources && (
        <label class="field">
          <span>Show</span>
          <select
            value={wanted.source}
            onChange={({ currentTarget }) =>
              onChange({ ...wanted, source: currentTarget.value as WantedDecisions['source'] })
            }
          >
            {Object.entries(sources).map(([name, label]) => (
              <option key={name} value={name}>
                {label}
              </option>
            ))}
          </select>
        </label>
      )}
      <label class="field">
        <span>with the text</span>
        <input
          type="search"
          autocomplete="off"
          placeholder="status, image, NIK …"
          value={wanted.text}
          onInput={({ currentTarget }) => onChange({ ...wanted, text: currentTarget.value })}
        />
      </label>
    </form>
  );
}
