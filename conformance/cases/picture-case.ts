import { type FixtureId, findFixture } from '../../fixtures/index.js';
import type { Capability } from './capability.js';
import type { FileToSend, Tag, TestCase } from './case.js';

/** A case whose request differs from the good request in one picture. */
export interface PictureCase extends Pick<TestCase, 'id' | 'title' | 'requirements'> {
  readonly file: FileToSend;
  readonly ambiguities?: readonly string[];
  readonly tags: readonly Tag[];
  readonly isForClient?: boolean;
  readonly uses?: readonly Capability[];
  /** The server refuses the picture before it looks for a face, so a drawn picture works on any server. */
  readonly needsNoFace?: boolean;
}

/** Creates the case. The fixture determines the part. */
export function createPictureCase({ file, isForClient = false, needsNoFace = false, ...rest }: PictureCase): TestCase {
  const part = findFixture(file.fixture)?.part ?? 'img1';
  return {
    ...rest,
    request: { files: { [part]: file } },
    needs: needsNoFace ? [] : ['real-face'],
    directions: isForClient ? ['server', 'client'] : ['server'],
    ambiguities: rest.ambiguities ?? [],
  };
}

/** A fixture with its own file name and content type. */
export const fixtureFile = (fixture: FixtureId): FileToSend => ({ fixture });
