import {
  fewestBytes,
  longestSideWithin,
  type SizedFixtureId,
  sizedBounds,
  sizedFixtureId,
} from '../../fixtures/index.js';
import type { LimitSearch, PictureLimit } from '../cases/case.js';
import type { LimitPoint } from './limit-points.js';

/** Between which sizes a limit is, in bytes or pixels. */
export interface LimitInterval {
  /** The size next to the limit that the server accepts. Absent when it accepts no picture. */
  readonly accepted?: number;
  /** The size next to the limit that the server refuses. Absent when no picture that it refuses shows the limit. */
  readonly refused?: number;
}

/** The state of a search: the interval, and the picture to send next. Without one, the search is at its end. */
export interface SearchState extends LimitInterval {
  readonly next?: SizedFixtureId;
}

/** Where a limit is searched: the picture at each size, and the last size that can be sent. */
interface Axis {
  readonly accepted: number;
  readonly refused: number | undefined;
  readonly bound: number;
  readonly pictureOf: (size: number) => SizedFixtureId;
}

/** Megabytes and kilobytes of all kinds: a limit is mostly one of them, and then few requests show it. */
const plausibleBytes: readonly number[] = sorted([
  ...[1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 16, 20].flatMap((count) => [
    count * 1_000_000,
    count * 1_048_576,
    count * 1_024_000,
  ]),
  ...[0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 1.2, 1.5, 2.5, 3.5].flatMap((count) => [
    count * 1_000_000,
    count * 1_048_576,
    count * 1_024_000,
  ]),
]);

/** Sides of usual pictures, and those at which a picture with the other side of section 3 has 2 megapixels. */
const plausiblePixels: readonly number[] = [
  240, 256, 300, 320, 360, 400, 480, 500, 512, 540, 576, 600, 640, 700, 720, 750, 768, 800, 854, 900, 960, 1000, 1024,
  1042, 1080, 1100, 1200, 1250, 1280, 1300, 1366, 1400, 1440, 1500, 1536, 1600, 1700, 1800, 1852, 1920, 2000, 2048,
  2160, 2400, 2500, 2560, 2592, 3000, 3024, 3072, 3200, 3264, 3500, 3840, 4000, 4032, 4096, 4200, 4500, 4800,
];

/**
 * Returns where a limit is by what the server has accepted and refused, and which picture shows more. A limit counts as found
 * when the two sizes are neighbours. Pictures within the limits are taken for a rectangle of widths and heights.
 */
export function searchState(search: LimitSearch, points: readonly LimitPoint[]): SearchState {
  const axis = axisOf(search, points);
  if (!axis) return {};
  const { accepted, refused, bound, pictureOf } = axis;
  const isMaximum = search.limit.startsWith('maximum');
  const interval = { accepted, ...(refused === undefined ? {} : { refused }) };
  if (refused === undefined) return accepted === bound ? interval : { ...interval, next: pictureOf(bound) };
  if (Math.abs(refused - accepted) <= 1) return interval;
  const size = sizeBetween(accepted, refused, isMaximum, plausibleFor(search.limit));
  return { ...interval, next: pictureOf(size) };
}

/** The most requests that a search for a limit takes. */
export function mostProbes(limit: PictureLimit): number {
  const plausible = plausibleFor(limit);
  const gaps = plausible.slice(1).map((size, at) => size - (plausible[at] ?? 0));
  // The bound, halving among the plausible sizes, one step from each of two neighbours, halving between them.
  return 1 + Math.ceil(Math.log2(plausible.length + 1)) + 2 + Math.ceil(Math.log2(Math.max(...gaps)));
}

function plausibleFor(limit: PictureLimit): readonly number[] {
  return limit === 'maximumBytes' ? plausibleBytes : plausiblePixels;
}

/** The size to send next: the middle one of the plausible sizes, then the neighbours of plausible ones, then the middle. */
function sizeBetween(accepted: number, refused: number, isMaximum: boolean, plausible: readonly number[]): number {
  const [low, high] = [Math.min(accepted, refused), Math.max(accepted, refused)];
  const between = plausible.filter((size) => size > low && size < high);
  const middle = between[Math.floor(between.length / 2)];
  if (middle !== undefined) return middle;
  const step = isMaximum ? 1 : -1;
  if (plausible.includes(accepted)) return accepted + step;
  if (plausible.includes(refused)) return refused - step;
  return Math.floor((low + high) / 2);
}

function axisOf({ part, limit }: LimitSearch, points: readonly LimitPoint[]): Axis | undefined {
  // Whether the sides of a portrait picture are exchanged is another question (`orientation`).
  const landscape = points.filter(({ width, height }) => width >= height);
  const good = landscape.filter(({ isAccepted }) => isAccepted);
  if (good.length === 0) return undefined;
  const ranges = {
    width: rangeOf(good.map(({ width }) => width)),
    height: rangeOf(good.map(({ height }) => height)),
  };
  const accepted = points.filter(({ isAccepted }) => isAccepted);
  const mostBytes = Math.max(...accepted.map(({ bytes }) => bytes));
  const isWithin = (value: number, [low, high]: readonly [number, number]): boolean => value >= low && value <= high;
  const bad = landscape.filter(({ isAccepted }) => !isAccepted);
  const [shortest, longest] = sizedBounds.side;

  if (limit === 'maximumBytes') {
    // Of the same shape as an accepted one, a portrait picture too is refused for its bytes.
    const isFitting = ({ width, height }: LimitPoint): boolean =>
      (width >= height && isWithin(width, ranges.width) && isWithin(height, ranges.height)) ||
      accepted.some((point) => point.width === width && point.height === height);
    const refused = points.filter((point) => !point.isAccepted && isFitting(point)).map(({ bytes }) => bytes);
    const { width, height } = largest(good, ({ width: across, height: down }) => across * down);
    const least = fewestBytes(width, height);
    return {
      accepted: mostBytes,
      refused: nearest(refused, mostBytes, true),
      bound: Math.max(sizedBounds.bytes, mostBytes),
      pictureOf: (bytes) => sizedFixtureId(part, width, height, Math.max(bytes, least)),
    };
  }
  const side = limit.endsWith('Width') ? 'width' : 'height';
  const crossing = side === 'width' ? 'height' : 'width';
  const isMaximum = limit.startsWith('maximum');
  const size = ranges[side][isMaximum ? 1 : 0];
  const longestBeside = (known: number): number =>
    Math.max(...good.filter((point) => point[side] === known).map((point) => point[crossing]));
  const refused = bad
    .filter((point) => isWithin(point[crossing], ranges[crossing]) && point.bytes <= mostBytes)
    .map((point) => point[side]);
  // A landscape picture is at least as wide as it is high, so that a smallest width shows in low pictures alone, and a largest
  // height in wide ones. For the other two, the longest other side that is known with the accepted size.
  const base = {
    minimumWidth: ranges.height[0],
    maximumHeight: ranges.width[1],
    minimumHeight: longestBeside(size),
    maximumWidth: longestBeside(size),
  }[limit];
  // A picture with more bytes may be refused for its bytes.
  const most = Math.min(longest, longestSideWithin(mostBytes, base));
  const bounds = {
    minimumWidth: Math.max(base, shortest),
    minimumHeight: shortest,
    maximumWidth: most,
    maximumHeight: Math.min(base, most),
  };
  const bound = isMaximum ? Math.max(bounds[limit], size) : Math.min(bounds[limit], size);
  return {
    accepted: size,
    refused: nearest(refused, size, isMaximum),
    bound,
    pictureOf: (next) => (side === 'width' ? sizedFixtureId(part, next, base) : sizedFixtureId(part, base, next)),
  };
}

/** The refused size next to an accepted one, on the side of the limit. */
function nearest(refused: readonly number[], accepted: number, isMaximum: boolean): number | undefined {
  const beyond = refused.filter((size) => (isMaximum ? size > accepted : size < accepted));
  if (beyond.length === 0) return undefined;
  return isMaximum ? Math.min(...beyond) : Math.max(...beyond);
}

function rangeOf(values: readonly number[]): readonly [number, number] {
  return [Math.min(...values), Math.max(...values)];
}

function largest(points: readonly LimitPoint[], sizeOf: (point: LimitPoint) => number): LimitPoint {
  const [first, ...others] = points;
  if (!first) throw new RangeError('there are no points');
  return others.reduce((best, point) => (sizeOf(point) > sizeOf(best) ? point : best), first);
}

function sorted(values: readonly number[]): readonly number[] {
  return [...new Set(values.map(Math.round))].sort((one, other) => one - other);
}
