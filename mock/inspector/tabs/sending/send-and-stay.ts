import { type DraftFile, type DraftText, isDraftFile, type RequestDraft } from '../../send/request-draft.js';
import { curlSnippet } from '../../send/snippets.js';
import { lastAct } from '../../state/act.js';
import { selectedId } from '../../state/page.js';

/** A part that a tab sends: a text, a picture of the mock, or a file of the reader. */
export type TriedPart = DraftText | (DraftFile & { readonly file?: File });

/** A request that a tab sends. Its secrets are known. */
export interface TriedDraft extends RequestDraft {
  readonly parts: readonly TriedPart[];
}

/** The answer to a request of a tab. */
export type TriedAnswer =
  | {
      readonly state: 'answered';
      readonly status: number;
      readonly headers: readonly (readonly [name: string, value: string])[];
      readonly body: string;
      readonly ms: number;
      /** Id of the request; undefined if the mock sends no `X-Mock-*` headers. */
      readonly id: string | undefined;
      /** The scenario that answered. */
      readonly scenario: string | undefined;
    }
  /** A fault has cut the answer off, or the mock has stopped. */
  | { readonly state: 'failed'; readonly problem: string };

/**
 * Sends a request and returns its answer. The tab stays open; the panes above it show the request. `curl` is the line that
 * does the same, without secrets.
 */
export async function sendAndStay(draft: TriedDraft, what: string, curl = curlOf(draft)): Promise<TriedAnswer> {
  lastAct.value = { what, curl: curl.replaceAll(' \\\n  ', ' ') };
  const start = performance.now();
  try {
    const { method, url, headers } = draft;
    const response = await fetch(url, { method, headers, body: await formOf(draft), cache: 'no-store' });
    const body = await response.text();
    const id = response.headers.get('X-Mock-Request-Id') ?? undefined;
    if (id !== undefined) selectedId.value = id;
    return {
      state: 'answered',
      status: response.status,
      headers: [...response.headers],
      body,
      ms: Math.round(performance.now() - start),
      id,
      scenario: response.headers.get('X-Mock-Scenario') ?? undefined,
    };
  } catch {
    const problem = 'No whole answer arrived: a fault has cut it off, or the mock has stopped.';
    lastAct.value = { what, curl, problem };
    return { state: 'failed', problem };
  }
}

/** Returns the curl line of a request. Secrets that the draft has are in it. */
export function curlOf(draft: TriedDraft): string {
  return curlSnippet(draft);
}

async function formOf({ parts }: TriedDraft): Promise<FormData> {
  const form = new FormData();
  for (const part of parts)
    if (!isDraftFile(part)) form.append(part.name, part.value ?? '');
    else if (part.file) form.append(part.name, part.file, part.fileName);
    else {
      const response = await fetch(part.picture);
      if (!response.ok) throw new Error(`${part.picture}: ${response.status}`);
      form.append(part.name, await response.blob(), part.fileName);
    }
  return form;
}
