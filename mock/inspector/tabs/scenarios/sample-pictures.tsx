import type { ListedSample } from '../../api/admin-types.js';
import { adminPath } from '../../page-address.js';
import { page } from '../../state/page.js';
import type { ListedFixture } from './load-scenarios.js';

/** Returns the path of a sample picture. */
export function fixturePath(id: string): string {
  return adminPath({ ...page, session: undefined }, `/fixtures/${id}`);
}

/** The two pictures of a sample. */
export function SamplePictures({
  sample,
  fixtures,
}: {
  readonly sample: ListedSample;
  readonly fixtures: readonly ListedFixture[];
}) {
  return (
    <div class="pictures">
      {sample.parts.map((part) => {
        if (!('fixture' in part)) return null;
        const title = fixtures.find(({ id }) => id === part.fixture)?.title ?? part.fixture;
        return (
          <figure key={part.name}>
            <img class="sample-picture" src={fixturePath(part.fixture)} alt={title} title={title} loading="lazy" />
            <figcaption class="soft small">
              {part.name}: {part.fileName}
            </figcaption>
          </figure>
        );
      })}
    </div>
  );
}
