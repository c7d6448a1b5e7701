import type { Violation } from '../../schemas/journal-types.js';

/** What is wrong, what to change, and where the document says so. */
export function FindingList({ violations }: { readonly violations: readonly Violation[] }) {
  return (
    <ul class="findings">
      {violations.map(({ text, hint, outcome, section, rule }, place) => (
        <li key={`${rule}-${place}`}>
          <p>
            <span class={outcome === 'accepted' ? 'warning' : 'failed'}>{text}</span>{' '}
            <span class="soft small">
              {outcome === 'accepted' ? 'accepted' : `makes it ${outcome}`} · section {section}
            </span>
          </p>
          {hint !== undefined && <p class="hint">→ {hint}</p>}
        </li>
      ))}
    </ul>
  );
}
