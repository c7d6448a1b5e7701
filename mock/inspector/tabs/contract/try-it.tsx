import { useState } from 'preact/hooks';
import { quoteForShell } from '../../api/curl-line.js';
import type { ContractOperation } from '../../api/served-contract.js';
import { newRefNumber } from '../../send/drafts.js';
import { isDraftFile } from '../../send/request-draft.js';
import { CurlBlock } from '../curl-block.js';
import type { Offer } from '../scenarios/load-scenarios.js';
import { AnswerView } from '../sending/answer-view.js';
import { curlOf, sendAndStay, type TriedAnswer, type TriedDraft } from '../sending/send-and-stay.js';
import { PicturePart } from './picture-part.js';
import { TextPart } from './text-part.js';
import { basePaths, buildRequest, canForce, changeForm, presetRefNumber, resetForm, tryForm } from './try-state.js';

/** The form of the contract: sends a request and shows its answer. */
export function TryIt({ operation, offer }: { readonly operation: ContractOperation; readonly offer: Offer }) {
  const [answer, setAnswer] = useState<TriedAnswer>();
  const [isSending, setIsSending] = useState(false);
  const { draft, shown } = buildRequest(tryForm.value, operation, offer);
  const send = async () => {
    setIsSending(true);
    setAnswer(await sendAndStay(draft, 'Sent the form', curlOf(shown)));
    setIsSending(false);
    presetRefNumber.value = newRefNumber();
  };
  return (
    <form
      class="try-it"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <ol class="try-parts" aria-label="Parts of the request">
        {operation.parts.map((part) =>
          part.isFile ? (
            <PicturePart key={part.name} part={part} offer={offer} />
          ) : (
            <TextPart key={part.name} part={part} offer={offer} />
          ),
        )}
      </ol>
      <div class="try-side">
        <Choices operation={operation} offer={offer} />
        <p class="buttons">
          <button type="submit" class="main" disabled={isSending}>
            {isSending ? 'Sending …' : 'Send the request'}
          </button>
          <button type="button" onClick={resetForm}>
            Fill in the sample again
          </button>
        </p>
        {answer && <AnswerView answer={answer} />}
        <h3>The same with curl</h3>
        <CurlBlock curl={withDownloads(shown)} />
      </div>
    </form>
  );
}

/** Where the request goes, and what it forces. */
function Choices({ operation, offer }: { readonly operation: ContractOperation; readonly offer: Offer }) {
  const bases = basePaths(operation);
  const form = tryForm.value;
  const chosen = form.base ?? bases.findIndex((base) => offer.samples.path === `${base}${operation.path}`);
  return (
    <div class="fields">
      <label class="field">
        <span>Send to</span>
        <select value={chosen} onChange={({ currentTarget }) => changeForm({ base: Number(currentTarget.value) })}>
          {bases.map((base, place) => (
            <option key={base} value={place}>
              {operation.method} {base}
              {operation.path}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        <span>Answer</span>
        <select
          value={form.scenario}
          disabled={!canForce(offer)}
          onChange={({ currentTarget }) => changeForm({ scenario: currentTarget.value })}
        >
          <option value="">by the rules</option>
          {offer.scenarios.map(({ name }) => (
            <option key={name} value={name}>
              force {name}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

/** Returns the curl lines that fetch the sample pictures and send the request. */
function withDownloads(draft: TriedDraft): string {
  const samples = draft.parts.flatMap((part) => (isDraftFile(part) && !part.file ? [part] : []));
  const unique = [...new Map(samples.map((part) => [part.fileName, part])).values()];
  return [
    ...unique.map(({ fileName, picture }) => `curl -so ${quoteForShell(fileName)} ${location.origin}${picture}`),
    curlOf(draft),
  ].join('\n');
}
