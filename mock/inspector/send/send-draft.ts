import { signal } from '@preact/signals';
import type { JournalEntry } from '../../schemas/journal-types.js';
import type { ListedSamples } from '../api/admin-types.js';
import { callAdmin } from '../api/call-admin.js';
import { operationRoot } from '../page-address.js';
import { lastAct } from '../state/act.js';
import { goTo, page } from '../state/page.js';
import { type DraftTarget, draftOfEntry, draftOfSample } from './drafts.js';
import { isDraftFile, type RequestDraft } from './request-draft.js';
import { curlSnippet } from './snippets.js';

/** Whether a request of the page is on its way. */
export const isSending = signal(false);

/** A request that needs values before it can be sent. */
export interface PendingDraft {
  readonly draft: RequestDraft;
  readonly what: string;
}

/** The request for which the page asks for secrets. */
export const pendingDraft = signal<PendingDraft | undefined>(undefined);

export const draftTarget: DraftTarget = {
  mock: `${location.origin}${page.root}`,
  base: `${location.origin}${operationRoot(page)}`,
};

/** Returns the samples of the session. */
export async function loadSamples(): Promise<ListedSamples | undefined> {
  const answer = await callAdmin<ListedSamples>({ method: 'GET', path: '/samples' });
  if (answer.ok) return answer.value;
  lastAct.value = { what: 'Loading the samples', curl: '', problem: answer.problem };
  return undefined;
}

/** Sends the sample of a scenario. */
export async function sendSample(scenario: string): Promise<void> {
  const samples = await loadSamples();
  const sample = samples?.samples.find((one) => one.scenario === scenario);
  if (samples && sample)
    await sendOrAsk({ draft: draftOfSample(sample, samples, draftTarget), what: `Sent a sample for ${scenario}` });
}

/** Sends a received request again. */
export async function sendAgain(entry: JournalEntry): Promise<void> {
  const samples = await loadSamples();
  if (!samples) return;
  const { draft, replaced } = draftOfEntry(entry, samples, draftTarget);
  const note = replaced.length === 0 ? '' : `, with sample pictures: those of ${replaced.join(' and ')} were not kept`;
  await sendOrAsk({ draft, what: `Sent #${entry.id} again${note}` });
}

/** Sends a draft, or first asks for its secrets. */
export async function sendOrAsk(pending: PendingDraft): Promise<void> {
  if (pending.draft.parts.some((part) => !isDraftFile(part) && part.value === null)) pendingDraft.value = pending;
  else await sendDraft(pending);
}

/**
 * Sends a draft whose values are all known, and shows the request in the detail pane. The curl line is that of `shown`,
 * which has no secret that the reader has typed.
 */
export async function sendDraft({ draft, what }: PendingDraft, shown: RequestDraft = draft): Promise<void> {
  const { method, url, headers } = draft;
  pendingDraft.value = undefined;
  isSending.value = true;
  const curl = curlSnippet(shown).replaceAll(' \\\n  ', ' ');
  lastAct.value = { what, curl };
  try {
    const body = ['GET', 'HEAD'].includes(method) ? null : await formOf(draft);
    const response = await fetch(url, { method, headers, body, cache: 'no-store' });
    const id = response.headers.get('X-Mock-Request-Id');
    if (id !== null) goTo({ view: 'request', id });
  } catch {
    // A fault has cut the answer off, or the mock has stopped. The journal shows which.
    lastAct.value = { what, curl, problem: 'no whole answer arrived' };
  } finally {
    isSending.value = false;
  }
}

async function formOf({ parts }: RequestDraft): Promise<FormData> {
  const form = new FormData();
  for (const part of parts)
    if (isDraftFile(part)) {
      const response = await fetch(part.picture);
      if (!response.ok) throw new Error(`${part.picture}: ${response.status}`);
      form.append(part.name, await response.blob(), part.fileName);
    } else form.append(part.name, part.value ?? '');
  return form;
}
