import { type FixtureId, findFixture } from '../../fixtures/index.js';
import type { Case, FileToSend, Tag } from './case.js';

/** A case that differs from the good request in one picture. */
export interface PictureCase extends Pick<Case, 'id' | 'title' | 'requirements' | 'kind'> {
  readonly file: FileToSend;
  readonly openKind?: string;
  readonly ambiguities?: readonly string[];
  readonly tags: readonly Tag[];
  readonly client?: boolean;
  /** The picture is refused before an engine looks for a face, so that a drawn one does on any server. */
  readonly faceless?: boolean;
}

/** Fills in what follows from the kind: a success is charged, a failure perhaps; whose picture it is says the fixture. */
export function picture({ file, client = false, faceless = false, ...rest }: PictureCase): Case {
  const part = findFixture(file.fixture)?.part ?? 'img1';
  return {
    ...rest,
    request: { files: { [part]: file } },
    cost: rest.kind === 'success' ? 'billable' : 'unknown',
    needs: faceless ? [] : ['real-face'],
    directions: client ? ['server', 'client'] : ['server'],
    ambiguities: rest.ambiguities ?? (rest.openKind ? [rest.openKind] : []),
    ...(rest.kind === 'success' ? { verdict: { matched: true, live: true } } : {}),
  };
}

/** A fixture under its own name. */
export const of = (fixture: FixtureId): FileToSend => ({ fixture });
