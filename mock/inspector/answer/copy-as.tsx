import { useEffect, useState } from 'preact/hooks';
import type { JournalEntry } from '../../schemas/journal-types.js';
import type { ListedSamples } from '../api/admin-types.js';
import { draftOfEntry } from '../send/drafts.js';
import { draftTarget, isSending, loadSamples, sendAgain } from '../send/send-draft.js';
import { snippetLanguages } from '../send/snippets.js';
import { CopyButton } from '../shared/copy-button.js';
import { page } from '../state/page.js';
import { vitestSnippet } from './verify-snippet.js';

/** The request as code: to run, to keep as a test, to send again, to pass on. */
export function CopyAs({ entry }: { readonly entry: JournalEntry }) {
  const [open, setOpen] = useState<string>();
  const [samples, setSamples] = useState<ListedSamples>();
  useEffect(() => {
    void loadSamples().then(setSamples);
  }, []);
  const draft = samples && draftOfEntry(entry, samples, draftTarget).draft;
  const snippets = [
    ...(draft ? snippetLanguages.map(({ title, write }) => ({ title, text: write(draft) })) : []),
    { title: 'a test', text: vitestSnippet(entry) },
  ];
  const shown = snippets.find(({ title }) => title === open);
  return (
    <section class="copy-as" aria-label="Use this request">
      <p class="buttons">
        <button
          type="button"
          class="main"
          disabled={isSending.value || entry.state === 'open'}
          onClick={() => void sendAgain(entry)}
        >
          Send again
        </button>
        <CopyButton text={location.href} label="Copy the link" />
        <a
          class="button quiet"
          href={`${page.root}/__admin/requests/${entry.id}`}
          download={`request-${entry.id}.json`}
        >
          Download as JSON
        </a>
      </p>
      <p class="buttons">
        <span class="soft small">As code:</span>
        {snippets.map(({ title }) => (
          <button
            key={title}
            type="button"
            class="quiet"
            aria-expanded={title === open}
            onClick={() => setOpen(title === open ? undefined : title)}
          >
            {title === 'a test' ? 'Make it a test' : title}
          </button>
        ))}
      </p>
      {shown && (
        <div class="snippet">
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable area must be reachable by the keyboard. */}
          <pre class="block" tabIndex={0}>
            {shown.text}
          </pre>
          <CopyButton text={shown.text} label={`Copy ${shown.title}`} />
        </div>
      )}
    </section>
  );
}
