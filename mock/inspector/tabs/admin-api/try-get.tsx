import { useEffect, useState } from 'preact/hooks';
import type { AdminRequest } from '../../api/admin-types.js';
import { adminPath } from '../../page-address.js';
import { page } from '../../state/page.js';

/** Longest text that the page shows of an answer. */
const mostCharacters = 20_000;

/** What a GET has answered. */
type Got =
  | { readonly state: 'idle' | 'waiting' }
  | { readonly state: 'failed'; readonly problem: string }
  | {
      readonly state: 'answered';
      readonly status: number;
      readonly type: string;
      readonly bytes: number;
      readonly body: { readonly text: string } | { readonly image: string } | undefined;
    };

/** Sends a GET of the admin API and shows its answer. */
export function TryGet({ call, isComplete }: { readonly call: AdminRequest; readonly isComplete: boolean }) {
  const [got, setGot] = useState<Got>({ state: 'idle' });
  const image = got.state === 'answered' && got.body && 'image' in got.body ? got.body.image : undefined;
  useEffect(() => {
    if (image === undefined) return undefined;
    return () => URL.revokeObjectURL(image);
  }, [image]);
  const send = async () => {
    setGot({ state: 'waiting' });
    setGot(await get(call.path));
  };
  return (
    <div class="try">
      <p class="buttons">
        <button
          type="button"
          class="main"
          disabled={!isComplete || got.state === 'waiting'}
          onClick={() => void send()}
        >
          Try it
        </button>
        {!isComplete && <span class="soft">Fill in the parameters of the path first.</span>}
      </p>
      <div role="status">
        <Answer got={got} />
      </div>
    </div>
  );
}

function Answer({ got }: { readonly got: Got }) {
  switch (got.state) {
    case 'idle':
      return null;
    case 'waiting':
      return <p class="soft">Waiting for the answer …</p>;
    case 'failed':
      return <p class="failed">{got.problem}</p>;
    case 'answered':
      return (
        <>
          <p>
            <b class={got.status < 400 ? undefined : 'failed'}>{got.status}</b>{' '}
            <span class="soft">
              {got.type}, {got.bytes} bytes
            </span>
          </p>
          {got.body && 'text' in got.body && (
            <pre class="block">
              {got.body.text.slice(0, mostCharacters)}
              {got.body.text.length > mostCharacters && `\n… (${got.body.text.length} characters)`}
            </pre>
          )}
          {got.body && 'image' in got.body && <img class="sample" src={got.body.image} alt="Answered by the mock" />}
        </>
      );
  }
}

async function get(path: string): Promise<Got> {
  try {
    const response = await fetch(adminPath({ ...page, session: undefined }, path));
    const type = response.headers.get('Content-Type') ?? '';
    const blob = await response.blob();
    const body = /^image\/(jpeg|png)/.test(type)
      ? { image: URL.createObjectURL(blob) }
      : /^text\/|json|javascript/.test(type)
        ? { text: await blob.text() }
        : undefined;
    return { state: 'answered', status: response.status, type: type || 'no content', bytes: blob.size, body };
  } catch {
    return { state: 'failed', problem: 'The mock cannot be reached. Is it still running?' };
  }
}
