import type { JSX } from 'preact';
import type { FixtureId } from '../../../fixtures/index.js';
import type { Thumbnails } from './thumbnails.js';

/** The id under which the page holds the thumbnail of a fixture. */
export function thumbnailId(fixture: FixtureId): string {
  return `picture-${fixture}`;
}

/** Every thumbnail once, invisible, for the cases to show. */
export function ThumbnailSheet({ thumbnails }: { readonly thumbnails: Thumbnails }): JSX.Element {
  return (
    <svg class="sheet" width="0" height="0" aria-hidden="true">
      <defs>
        {[...thumbnails].map(([fixture, { address, width, height }]) => (
          <image key={fixture} id={thumbnailId(fixture)} href={address} width={width} height={height} />
        ))}
      </defs>
    </svg>
  );
}
