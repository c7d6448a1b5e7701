import { type FixtureId, findFixture } from '../../fixtures/index.js';
import type { FileToSend, Tag, TestCase } from './case.js';

/** A case that differs from the good request in one picture. */
export interface PictureCase extends Pick<TestCase, 'id' | 'title' | 'requirements' | 'kind'> {
  readonly file: FileToSend;
  readonly kindAmbiguity?: string;
  readonly ambiguities?: readonly string[];
  readonly tags: readonly Tag[];
  readonly isForClient?: boolean;
  /** The picture is refused before an engine looks for a face, so that a drawn one does on any server. */
  readonly needsNoFace?: boolean;
}

/** Fills in what follows from the kind: a success is charged, a failure perhaps; whose picture it is says the fixture. */
export function createPictureCase({ file, isForClient = false, needsNoFace = false, ...rest }: PictureCase): TestCase {
  const part = findFixture(file.fixture)?.part ?? 'img1';
  return {
    ...rest,
    request: { files: { [part]: file } },
    cost: rest.kind === 'success' ? 'billable' : 'unknown',
    needs: needsNoFace ? [] : ['real-face'],
    directions: isForClient ? ['server', 'client'] : ['server'],
    ambiguities: rest.ambiguities ?? (rest.kindAmbiguity ? [rest.kindAmbiguity] : []),
    ...(rest.kind === 'success' ? { expectedResult: { matched: true, live: true } } : {}),
  };
}

/** A fixture under its own name. */
export const fixtureFile = (fixture: FixtureId): FileToSend => ({ fixture });
