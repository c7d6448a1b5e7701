import { masked } from '../privacy/hide-secrets.js';
import { isPlainName } from '../privacy/shown-word.js';

/** Longer paths are cut. */
const longest = 500;

/** A session in a path: its id there, and the name that it is shown by. */
export interface SessionInPath {
  readonly id: string;
  readonly name: string;
}

/**
 * A path as it may be shown: what comes near to the known names, or is made of plain words, stands as it came; any other
 * segment may be a key that is in the wrong place, and is shown by its length. So a misspelt path can still be seen to be one.
 */
export function shownPath(path: string, known: readonly string[], session?: SessionInPath): string {
  const isNamed = session !== undefined && path.startsWith(`/s/${session.id}/`);
  return path
    .slice(0, longest)
    .split('/')
    .map((segment, place) => {
      if (isNamed && place === 2) return session.name;
      // Whatever it is called by, what stands here is meant as a session's id.
      return isPlainName(segment, known) ? segment : masked(segment);
    })
    .join('/');
}

/** The names that stand in these paths. */
export function segmentsOf(paths: readonly string[]): readonly string[] {
  return [...new Set(paths.flatMap((path) => path.split('/')))].filter((segment) => segment !== '');
}
