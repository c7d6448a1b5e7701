import { type ContenderName, contenders } from './contender.js';
import type { PairName } from './pair.js';

/** What was measured of one contender with one pair and one number of connections. */
export interface Measured {
  readonly requestsPerSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly cpuMsPerRequest: number;
  readonly peakBytes: number;
  readonly errors: number;
  /** How busy the CPU was that the load came from, 0 to 1. */
  readonly loadBusy: number;
}

/** One line of the table. */
export interface Row {
  readonly pair: PairName;
  /** Bytes of selfie and card. */
  readonly pictures: readonly [selfie: number, card: number];
  readonly connections: number;
  readonly measured: Readonly<Record<ContenderName, Measured>>;
}

/** What is started to measure how long a start takes: the two servers that read pictures, and the mock as a command. */
export const starters = ['express-multer', 'mock', 'command'] as const;

/** One of {@link starters}. */
export type StarterName = (typeof starters)[number];

/** Everything that a run of the bench found. */
export interface BenchReport {
  /** On which machine, and what is to be known of it. */
  readonly machine: string;
  readonly pinning: string;
  readonly rows: readonly Row[];
  /** Milliseconds from starting the process to its first success, medians. */
  readonly startMs: Readonly<Record<StarterName, number>>;
}

/** How one row's contenders compare: in requests a second, and in CPU a request, which other work on the machine disturbs less. */
export interface Ratios {
  readonly mockToExpress: number;
  readonly expressToDrain: number;
  readonly mockToDrain: number;
  /** CPU a request of bare Express + multer, divided by the mock's: above 1, the mock needs less. */
  readonly expressCpuToMock: number;
}

/** The ratios of a row. */
export function ratiosOf({ measured }: Row): Ratios {
  const rate = (name: ContenderName): number => measured[name].requestsPerSecond;
  return {
    mockToExpress: rate('mock') / rate('express-multer'),
    expressToDrain: rate('express-multer') / rate('drain'),
    mockToDrain: rate('mock') / rate('drain'),
    expressCpuToMock: measured['express-multer'].cpuMsPerRequest / measured.mock.cpuMsPerRequest,
  };
}

/** All answers that were none or not a success. */
export function errorsOf({ rows }: BenchReport): number {
  return rows.reduce((sum, { measured }) => sum + contenders.reduce((all, name) => all + measured[name].errors, 0), 0);
}

/** The value in the middle of a list that has one at least. */
export function medianOf(values: readonly number[]): number {
  return percentileOf(values, 0.5);
}

/** The value below which that share of the values lies. */
export function percentileOf(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
