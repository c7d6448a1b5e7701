import { findFixture } from '../../fixtures/index.js';
import type { TestCase } from '../cases/case.js';
import type { Observation } from './check.js';

/** Creates one observation. The value of an empty text is `empty`, which a report can show. */
export function createObservation(ambiguity: string, value: string): readonly [Observation] {
  return [{ ambiguity, value: value || 'empty' }];
}

/** Ambiguities that other checks observe in more detail than the kind of an answer shows. */
const observedElsewhere: ReadonlySet<string> = new Set([
  'compare-when-not-live',
  'false-word',
  'liveness-error-result',
  'liveness-error-wording',
  'trx-no-format',
  'trx-no-sequence',
  'wrong-method',
]);

/** The ambiguities of a case that the kind of its answer shows. */
export function kindAmbiguitiesOf({ ambiguities }: TestCase): readonly string[] {
  return ambiguities.filter((ambiguity) => !observedElsewhere.has(ambiguity));
}

/** The formats that section 3 names, and the contents that are no picture at all. */
const documentedFormats: readonly string[] = ['jpeg', 'png', 'none'];

/** A kind, with the one part that the request lacks: `parameter-invalid without key`, `success with empty nik`. */
export function describeKindOf({ request }: TestCase, kind: string): string {
  if ('raw' in request) return kind;
  const { omit = [], add = [], texts = {}, files = {}, withoutFilename = [] } = request;
  if (withoutFilename.length > 0) return `${kind} without a file name`;
  const formats = Object.values(files).map(({ fixture }) => findFixture(fixture)?.facts.format);
  if (formats.some((format) => format && !documentedFormats.includes(format))) return `${kind} for another format`;
  const empty = Object.keys(texts).filter((name) => Reflect.get(texts, name) === '');
  if (omit.length === 1 && add.length === 0) return `${kind} without ${omit[0]}`;
  return empty.length === 1 ? `${kind} with empty ${empty[0]}` : kind;
}

/** Compares the text of a liveness error with the printed one. */
export function classifyErrorText(text: string, printed: string): string {
  if (text.trim() === printed.trim()) return 'the whole text';
  const known = printed.split(';').map((part) => part.trim());
  return text.split(';').every((part) => known.includes(part.trim())) ? 'some of its parts' : 'another text';
}

/** Describes the layout of a body: the order of its keys, and whether it has several lines. */
export function classifyLayout(hasSameOrder: boolean, text: string): string {
  const order = hasSameOrder ? 'in this order' : 'in another order';
  return text.trim().includes('\n') ? `${order}, on several lines` : order;
}

/**
 * Classifies an answer's time by its difference to a clock, both in milliseconds. Seven hours ahead is Jakarta's time with
 * the label GMT.
 */
export function classifyClock(difference: number, tolerance: number): string {
  const isNear = (hours: number): boolean => Math.abs(difference - hours * 3_600_000) <= tolerance;
  if (isNear(0)) return 'now';
  return isNear(7) ? 'seven hours ahead' : 'another time';
}

/** Classifies the format of a figure. */
export function classifyFigure(figure: string): string {
  if (/^(0\.\d{5}|1\.0{5})$/.test(figure)) return 'fraction of five decimals';
  if (/^(0(\.\d+)?|1(\.0+)?)$/.test(figure)) return 'fraction';
  // A fraction that is larger than one, such as 1.23456, is not a percentage.
  const isPercentage = /^(\d{1,2}(\.\d+)?|100(\.0+)?)%?$/.test(figure) && !/^1\.\d{5}$/.test(figure);
  return isPercentage ? 'percentage' : 'neither fraction nor percentage';
}

/** Classifies the format of an X-Trx-No. */
export function classifyTrxNo(trxNo: string | undefined): string {
  if (trxNo === undefined) return 'none';
  if (!/^\d+$/.test(trxNo)) return 'not a number';
  return trxNo.startsWith('0') ? 'padded with zeros' : 'plain number';
}

/** Compares an X-Trx-No with the previous one. */
export function classifyTrxNoSequence(trxNo: string | undefined, previous: string | undefined): string {
  if (trxNo === undefined || previous === undefined || !/^\d+$/.test(trxNo + previous)) return 'the first';
  return BigInt(trxNo) > BigInt(previous) ? 'larger' : 'not larger';
}
