import { masked } from '../privacy/hide-secrets.js';
import { isPlainName } from '../privacy/shown-word.js';

/** Maximum length of a shown path. */
const longest = 500;

/** A session in a path: its id, and its displayed name. */
export interface SessionInPath {
  readonly id: string;
  readonly name: string;
}

/**
 * Masks a path. Known and plain segments are shown, so that a misspelt path remains recognisable. Other segments may be
 * misplaced keys and are shown by length.
 */
export function shownPath(path: string, known: readonly string[], session?: SessionInPath): string {
  const isNamed = session !== undefined && path.startsWith(`/s/${session.id}/`);
  return path
    .slice(0, longest)
    .split('/')
    .map((segment, place) => {
      if (isNamed && place === 2) return session.name;
      // This segment is meant as a session's id.
      return isPlainName(segment, known) ? segment : masked(segment);
    })
    .join('/');
}

/** Returns the names in these paths. */
export function segmentsOf(paths: readonly string[]): readonly string[] {
  return [...new Set(paths.flatMap((path) => path.split('/')))].filter((segment) => segment !== '');
}
