import { type FixtureId, findFixture } from '../../fixtures/index.js';
import type { FileToSend, Tag, TestCase } from './case.js';

/** A case whose request differs from the good request in one picture. */
export interface PictureCase extends Pick<TestCase, 'id' | 'title' | 'requirements' | 'kind'> {
  readonly file: FileToSend;
  readonly kindAmbiguity?: string;
  readonly ambiguities?: readonly string[];
  readonly tags: readonly Tag[];
  readonly isForClient?: boolean;
  /** The server refuses the picture before it looks for a face, so a drawn picture works on any server. */
  readonly needsNoFace?: boolean;
}

/** Creates the case. The kind determines its cost, and the fixture determines the part. */
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

/** A fixture with its own file name and content type. */
export const fixtureFile = (fixture: FixtureId): FileToSend => ({ fixture });
