import { useState } from 'preact/hooks';
import type { ListedSample, ListedScenario } from '../../api/admin-types.js';
import { draftOfSample } from '../../send/drafts.js';
import { draftTarget } from '../../send/send-draft.js';
import { CopyButton } from '../../shared/copy-button.js';
import { AnswerLine } from '../sending/answer-view.js';
import { curlOf, sendAndStay, type TriedAnswer } from '../sending/send-and-stay.js';
import { forcesOf, type Offer, sampleText } from './load-scenarios.js';
import { SampleAnswer } from './sample-answer.js';
import { SamplePictures } from './sample-pictures.js';
import { triggerInWords } from './trigger.js';

/** One scenario: what it answers, what triggers it, a button that sends that, and the ways to force it. */
export function ScenarioCard({
  scenario,
  sample,
  offer,
  secret,
}: {
  readonly scenario: ListedScenario;
  readonly sample: ListedSample | undefined;
  readonly offer: Offer;
  /** The key of a tenant whose key the mock does not show. */
  readonly secret: string;
}) {
  const { name, kind, status, summary } = scenario;
  const [answer, setAnswer] = useState<TriedAnswer | 'waiting'>();
  const needsKey = sampleText(sample, 'key') === null && secret === '';
  const send = async () => {
    if (!sample) return;
    const draft = draftOfSample(sample, offer.samples, draftTarget);
    const parts = draft.parts.map((part) =>
      part.name === 'key' && 'value' in part ? { ...part, value: part.value ?? secret } : part,
    );
    setAnswer('waiting');
    setAnswer(await sendAndStay({ ...draft, parts }, `Sent a sample for ${name}`, curlOf(draft)));
  };
  return (
    <li class="card scenario">
      <h3>
        <span class={`badge kind-${kind}`}>{name}</span> <span class="soft small">HTTP {status}</span>
      </h3>
      <p>{summary}</p>
      {sample && <SamplePictures sample={sample} fixtures={offer.fixtures} />}
      {sample && (
        <p class="small">
          <b>Triggered by:</b> {triggerInWords(sample, offer)}
        </p>
      )}
      <p class="buttons">
        <button
          type="button"
          class="main"
          disabled={!sample || needsKey || answer === 'waiting'}
          aria-label={`Send a request for ${name}`}
          onClick={() => void send()}
        >
          Send
        </button>
        <span role="status">{answer === 'waiting' ? 'Waiting …' : answer && <AnswerLine answer={answer} />}</span>
      </p>
      <SampleAnswer scenario={scenario} />
      <Forces name={name} channels={offer.channels} />
    </li>
  );
}

function Forces({ name, channels }: { readonly name: string; readonly channels: readonly string[] }) {
  const forces = forcesOf(name, channels);
  if (forces.length === 0) return <p class="soft small">This mock lets no request force a scenario.</p>;
  return (
    <details>
      <summary>Force it</summary>
      <ul class="plain small">
        {forces.map(({ channel, title, text }) => (
          <li key={channel} class="force">
            {title}: <code>{text}</code> <CopyButton text={text} label="Copy" name={`Copy ${text}`} />
          </li>
        ))}
      </ul>
    </details>
  );
}
