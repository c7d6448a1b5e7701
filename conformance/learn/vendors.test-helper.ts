import fc from 'fast-check';
import {
  ambiguities,
  type Decisions,
  decisionAt,
  decisions as decisionTable,
  documented,
  nest,
  type PartName,
  type PlainSchema,
  type Profile,
  type ProfilePath,
  parts,
  pathsGovernedBy,
  profileContradictions,
  profilePaths,
  responseKinds,
  withDecisions,
} from '../../spec/index.js';
import { derivedRun } from './derived-run.test-helper.js';
import type { Learned } from './learn.js';
import type { SeenAnswer } from './seen-answer.js';

const partNames: readonly PartName[] = parts.map(({ name }) => name);

/** Decisions that no answer shows, whatever they are. */
export const invisible: ReadonlySet<ProfilePath> = new Set(['charged', 'pictures.exif']);

/** A profile that differs from `documented` in some decisions. */
export function vendorWith(values: Readonly<Partial<Record<ProfilePath, unknown>>>): Profile {
  return withDecisions(documented, nest(Object.entries(values)));
}

/** Every other value of a decision: those of its list and of the readings, or one where it has none. */
export function otherValuesOf(path: ProfilePath): readonly unknown[] {
  const { schema, default: preset, ambiguity } = decisionTable[path];
  const isAlone = pathsGovernedBy(ambiguity).length === 1;
  const readings = ambiguities.find(({ id }) => id === ambiguity)?.readings ?? [];
  const read = readings.map(({ value }): unknown => (isAlone ? value : Reflect.get(Object(value), path)));
  const all = [...listed(schema), ...read.filter((value) => value !== undefined), ...invented(path)];
  const others = all.filter((value) => JSON.stringify(value) !== JSON.stringify(preset));
  return [...new Map(others.map((value) => [JSON.stringify(value), value])).values()].filter(
    (value) => profileContradictions(vendorWith({ [path]: value })).length === 0,
  );
}

function listed({ enum: values, type }: PlainSchema): readonly unknown[] {
  if (Array.isArray(values)) return values;
  return type === 'boolean' ? [true, false] : [];
}

/** Values that no list has: a status, a text, an order, other required parts. */
function invented(path: ProfilePath): readonly unknown[] {
  if (path === 'order') return [documented.order.toReversed()];
  if (path === 'parts.required') return [['img1', 'img2', 'key', 'tenant_code']];
  if (path === 'answers.threshold') return ['0.75'];
  if (path.endsWith('status') || path.startsWith('status.')) return [403];
  return path.startsWith('answers.texts.') || path === 'answers.imageTooLargeMessage' ? ['Tidak dapat diproses'] : [];
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
