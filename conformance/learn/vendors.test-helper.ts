import fc from 'fast-check';
import {
  type Decisions,
  decisionAt,
  documented,
  nest,
  type Profile,
  type ProfilePath,
  partNames,
  profileContradictions,
  profilePaths,
  responseKinds,
  withDecisions,
} from '../../spec/index.js';
import { otherValuesOf } from '../expectation/flips.test-helper.js';
import { derivedRun } from './derived-run.test-helper.js';
import type { Learned } from './learn.js';
import type { SeenAnswer } from './seen-answer.js';

/** Decisions that no answer shows, whatever they are. */
export const invisible: ReadonlySet<ProfilePath> = new Set(['charged', 'pictures.exif']);

/** A profile that differs from `documented` in some decisions. */
export function vendorWith(values: Readonly<Partial<Record<ProfilePath, unknown>>>): Profile {
  return withDecisions(documented, nest(Object.entries(values)));
}

/** Profiles that differ in up to ten decisions at once. */
export const anyVendor: fc.Arbitrary<Profile> = fc
  .uniqueArray(fc.constantFrom(...profilePaths), { minLength: 2, maxLength: 10 })
  .chain((paths) => fc.tuple(...paths.map((path) => fc.tuple(fc.constant(path), anyValueOf(path)))))
  .map((values) => vendorWith(Object.fromEntries(values)))
  .filter((profile) => profileContradictions(profile).length === 0);

function anyValueOf(path: ProfilePath): fc.Arbitrary<unknown> {
  if (path === 'order') return fc.shuffledSubarray([...documented.order], { minLength: documented.order.length });
  if (path === 'trxNo.kinds') return fc.subarray([...responseKinds]);
  if (path === 'parts.required') return fc.subarray(partNames.slice(2)).map((names) => ['img1', 'img2', ...names]);
  if (path.startsWith('status.')) return fc.constantFrom(200, 400, 401, 402, 403, 413, 422);
  // Few texts, so that kinds share one now and then.
  if (path.startsWith('answers.texts.')) return fc.constantFrom('Salah', 'Ditolak', 'Tidak dapat diproses');
  return fc.constantFrom(...otherValuesOf(path));
}

/** Ids of the cases that two runs sent and whose answers differ in more than figures, times and numbers. */
export function driftBetween(one: readonly SeenAnswer[], other: readonly SeenAnswer[]): readonly string[] {
  const shapeOf = ({ status, contentType, trxNo, body }: SeenAnswer): string =>
    JSON.stringify([status, contentType, trxNo !== undefined, body])
      .replaceAll(/\w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT/g, 'the time')
      .replaceAll(/\b[01]\.\d{5}\b/g, 'a figure');
  const shapes = new Map(other.map((answer) => [answer.case.id, shapeOf(answer)]));
  return one
    .filter((answer) => shapes.has(answer.case.id) && shapes.get(answer.case.id) !== shapeOf(answer))
    .map((answer) => answer.case.id);
}

/**
 * The cases that a server under the learned decisions answers otherwise than the vendor, apart from those that learning
 * lists as unexplained: an own text that one case alone shows.
 */
export function unlearned(vendor: Profile, learned: Learned): readonly string[] {
  const listed = new Set(learned.unexplained.map(({ answer }) => answer.case.id));
  const drift = driftBetween(derivedRun(vendor), derivedRun({ ...documented, ...learned.decisions }));
  return drift.filter((id) => !listed.has(id));
}

/** Observed decisions whose value is not the vendor's, and that do not say which other values fit too. */
export function wronglyObserved({ observed }: Learned, vendor: Decisions): readonly string[] {
  const partly: readonly ProfilePath[] = ['order', 'parts.required', 'trxNo.kinds'];
  return observed
    .filter(({ path, note }) => !(note?.includes(' fit ') || (note !== undefined && partly.includes(path))))
    .filter(({ path, value }) => JSON.stringify(value) !== JSON.stringify(inTableOrder(path, decisionAt(vendor, path))))
    .map(({ path, value }) => `${path}: ${JSON.stringify(value)}`);
}

/** A list of kinds or parts says nothing by its order. */
function inTableOrder(path: ProfilePath, value: unknown): unknown {
  const names: readonly string[] = path === 'trxNo.kinds' ? responseKinds : path === 'parts.required' ? partNames : [];
  if (names.length === 0 || !Array.isArray(value)) return value;
  return names.filter((name) => value.includes(name));
}
