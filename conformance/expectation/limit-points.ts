import { type FixtureId, findFixture } from '../../fixtures/index.js';
import type { ResponseKind } from '../../spec/index.js';
import type { TestCase } from '../cases/case.js';

/** The kind of the answer to a case. */
export interface AnsweredCase {
  readonly case: TestCase;
  readonly kind: ResponseKind | 'outside';
}

/** A picture that was sent for a part, in an otherwise good request, and whether the server accepted it. */
export interface LimitPoint {
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  readonly isAccepted: boolean;
}

type PicturePart = 'img1' | 'img2';

const good = { img1: 'selfie-max', img2: 'ktp-max' } as const;
const other = { img1: 'img2', img2: 'img1' } as const;

/** Kinds that speak of the tenant, and not of the picture. */
const ofTenant: ReadonlySet<AnsweredCase['kind']> = new Set(['invalid-credentials', 'insufficient-balance']);

/**
 * Reads off answers which sizes of a part's picture the server accepts. A refused request says something of one picture only
 * where the server has accepted the other one.
 */
export function limitPointsOf(part: PicturePart, answers: readonly AnsweredCase[]): readonly LimitPoint[] {
  const companions = acceptedFixtures(other[part], answers);
  return answers.flatMap((answer): LimitPoint[] => {
    const isAccepted = answer.kind === 'success';
    const pictures = sizedPicturesOf(answer.case);
    const facts = pictures && findFixture(pictures[part])?.facts;
    if (!facts || ofTenant.has(answer.kind)) return [];
    return isAccepted || companions.includes(pictures[other[part]])
      ? [{ width: facts.width, height: facts.height, bytes: facts.bytes, isAccepted }]
      : [];
  });
}

/** The case of one request of a search: the good request with these pictures. It has the id of the search. */
export function probeOf(
  { search: _, ...testCase }: TestCase,
  { img1, img2 }: { readonly img1: string; readonly img2: string },
): TestCase {
  return {
    ...testCase,
    ambiguities: [],
    request: { files: { img1: { fixture: img1 as FixtureId }, img2: { fixture: img2 as FixtureId } } },
  };
}

/** The fixture to send for the other part: the good one, or another one where the server refuses that. */
export function companionFor(part: PicturePart, answers: readonly AnsweredCase[]): string {
  const accepted = acceptedFixtures(other[part], answers);
  const preferred = good[other[part]];
  return accepted.includes(preferred) ? preferred : (accepted[0] ?? preferred);
}

function acceptedFixtures(part: PicturePart, answers: readonly AnsweredCase[]): readonly string[] {
  return answers.flatMap((answer) => {
    const fixture = answer.kind === 'success' ? sizedPicturesOf(answer.case)?.[part] : undefined;
    return fixture === undefined ? [] : [fixture];
  });
}

/** The pictures of a request that differs from the good one in their sizes alone. Undefined for any other request. */
function sizedPicturesOf({ request, tenant, breaks, again, search }: TestCase) {
  if ('raw' in request || tenant !== undefined || breaks || again || search) return undefined;
  const { files = {}, ...others } = request;
  if (Object.keys(others).length > 0) return undefined;
  const { img1 = { fixture: good.img1 }, img2 = { fixture: good.img2 } } = files;
  const isPlain = [img1, img2].every(
    (file) => file.filename === undefined && file.type === undefined && isWholePicture(file.fixture),
  );
  return isPlain ? { img1: img1.fixture, img2: img2.fixture } : undefined;
}

/** Whether a fixture is a plain JPEG of the good person or card, so that only its size can be wrong. */
function isWholePicture(id: string): boolean {
  const fixture = findFixture(id);
  if (!fixture) return false;
  const { recipe, mark, facts, part, fileName } = fixture;
  const goodMark = findFixture(good[part])?.mark;
  return (
    recipe.kind === 'picture' &&
    recipe.encoding === undefined &&
    recipe.change === undefined &&
    facts.format === 'jpeg' &&
    fileName.endsWith('.jpg') &&
    mark?.sees === 'face' &&
    mark.person === goodMark?.person &&
    mark.live === goodMark?.live
  );
}
