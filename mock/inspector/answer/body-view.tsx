import { useState } from 'preact/hooks';

/** A body, pretty or raw. One that is not JSON is shown as it is. */
export function BodyView({ body, title }: { readonly body: string; readonly title: string }) {
  const [isRaw, setIsRaw] = useState(false);
  const pretty = prettyJson(body);
  return (
    <div class="body">
      <div class="body-head">
        <h3>{title}</h3>
        {pretty === undefined ? (
          <span class="soft small">{body === '' ? 'empty' : 'not valid JSON'}</span>
        ) : (
          <button type="button" class="quiet" aria-pressed={isRaw} onClick={() => setIsRaw(!isRaw)}>
            Raw
          </button>
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable area must be reachable by the keyboard. */}
      <pre class="block" tabIndex={0}>
        {isRaw || pretty === undefined ? body : pretty}
      </pre>
    </div>
  );
}

function prettyJson(text: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return undefined;
  }
}
