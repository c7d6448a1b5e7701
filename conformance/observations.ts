import type { Observation } from './check.js';

/** One observation. An empty text is told by the word `empty`, which a report can show. */
export function seen(ambiguity: string, value: string): readonly [Observation] {
  return [{ ambiguity, value: value || 'empty' }];
}

/** What an answer's clock shows, from its distance to ours in milliseconds: now, Jakarta's time named GMT, or other. */
export function clockWord(distance: number): string {
  const near = (hours: number): boolean => Math.abs(distance - hours * 3_600_000) < 5 * 60_000;
  if (near(0)) return 'now';
  return near(7) ? 'seven hours ahead' : 'another time';
}

/** How a figure is written. */
export function figureWord(figure: string): string {
  if (/^[01]\.\d{5}$/.test(figure)) return 'fraction of five decimals';
  if (/^[01](\.\d+)?$/.test(figure)) return 'fraction';
  return /^\d{1,3}(\.\d+)?%?$/.test(figure) ? 'percentage' : 'neither fraction nor percentage';
}

/** How an X-Trx-No is written. */
export function trxNoWord(trxNo: string | undefined): string {
  if (trxNo === undefined) return 'none';
  if (!/^\d+$/.test(trxNo)) return 'not a number';
  return trxNo.startsWith('0') ? 'padded with zeros' : 'plain number';
}

/** How an X-Trx-No follows on the one before it. */
export function sequenceWord(trxNo: string | undefined, before: string | undefined): string {
  if (trxNo === undefined || before === undefined || !/^\d+$/.test(trxNo + before)) return 'the first';
  return BigInt(trxNo) > BigInt(before) ? 'larger' : 'not larger';
}
