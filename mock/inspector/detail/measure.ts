/** A bar for a measure against its limits. */
export interface MeasureBar {
  readonly label: string;
  /** Filled part of the bar in percent. The bar's end is the upper limit, or the value if that is larger. */
  readonly filled: number;
  /** Place of the upper limit in percent. */
  readonly limit: number;
  /** Place of the lower limit in percent, if there is one. */
  readonly least?: number;
  readonly isWithin: boolean;
}

/** Returns the bar of a file's size. */
export function bytesBar(bytes: number, most: number): MeasureBar {
  const isWithin = bytes <= most;
  return {
    ...scale(bytes, most),
    label: `${inMegabytes(bytes, most)} (at most ${inMegabytes(most, most)})`,
    isWithin,
  };
}

/** Returns the bar of one side of a picture, in pixels. */
export function sideBar(
  what: string,
  pixels: number,
  bounds: { readonly least: number; readonly most: number },
): MeasureBar {
  const { least, most } = bounds;
  const { filled, limit } = scale(pixels, most);
  return {
    label: `${what} ${pixels} px (${least} to ${most})`,
    filled,
    limit,
    least: (least / most) * limit,
    isWithin: pixels >= least && pixels <= most,
  };
}

function scale(value: number, most: number): Pick<MeasureBar, 'filled' | 'limit'> {
  const end = Math.max(value, most, 1);
  return { filled: (value / end) * 100, limit: (most / end) * 100 };
}

/** Sizes near the limit are written so that they differ from it. */
function inMegabytes(bytes: number, limit: number): string {
  if (bytes !== limit && Math.abs(bytes - limit) < 50_000) return `${bytes} bytes`;
  if (bytes < 100_000) return `${Math.round(bytes / 100) / 10} kB`;
  return `${Math.round(bytes / 10_000) / 100} MB`;
}
