import { useEffect, useState } from 'preact/hooks';
import type { ListedSamples } from '../api/admin-types.js';
import { draftOfSample } from '../send/drafts.js';
import { isDraftFile, type RequestDraft } from '../send/request-draft.js';
import { draftTarget, isSending, loadSamples, sendSample } from '../send/send-draft.js';
import { curlSnippet } from '../send/snippets.js';
import { CopyButton } from '../shared/copy-button.js';
import { connection } from '../state/connection.js';

/** What stands in place of the list before the first request: how to send one. */
export function EmptyList() {
  const [samples, setSamples] = useState<ListedSamples>();
  const isLive = connection.value.state === 'live';
  useEffect(() => {
    if (isLive) void loadSamples().then(setSamples);
  }, [isLive]);
  if (connection.value.state === 'connecting') return <p class="empty">Connecting to the mock …</p>;
  const sample = samples?.samples[0];
  const curl = sample && samples && curlLines(draftOfSample(sample, samples, draftTarget));
  return (
    <div class="empty">
      <p>
        <b>Waiting for the first request.</b>
      </p>
      <p>Point your client at this base URL, and its requests appear here:</p>
      <p class="buttons">
        <code>{draftTarget.base}</code>
        <CopyButton text={draftTarget.base} label="Copy" />
      </p>
      <p>
        <button type="button" class="main" disabled={isSending.value} onClick={() => void sendSample('success')}>
          Send a sample now
        </button>
      </p>
      {curl && (
        <>
          <p>Or send it with curl:</p>
          <pre class="block">{curl}</pre>
          <p>
            <CopyButton text={curl} label="Copy the curl lines" />
          </p>
        </>
      )}
    </div>
  );
}

/** Returns lines that fetch the sample pictures and send them. */
function curlLines(draft: RequestDraft): string {
  const fetching = draft.parts.filter(isDraftFile).map(({ picture, fileName }) => `-o ${fileName} ${picture}`);
  return `curl ${fetching.join(' \\\n  ')}\n${curlSnippet(draft)}`;
}
