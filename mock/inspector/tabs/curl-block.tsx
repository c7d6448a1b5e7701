import { CopyButton } from '../shared/copy-button.js';

/** A curl line with a button that copies it. */
export function CurlBlock({ curl, label = 'Copy the curl line' }: { readonly curl: string; readonly label?: string }) {
  return (
    <div class="curl">
      <pre>{curl}</pre>
      <CopyButton text={curl} label={label} />
    </div>
  );
}
