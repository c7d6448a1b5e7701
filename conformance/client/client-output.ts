/** A stream on which a client prints. */
export type OutputStream = 'stdout' | 'stderr';

/** What a client printed during a case: the last characters of each stream. */
export type ClientOutput = Readonly<Record<OutputStream, string>>;

/** Keeps the ends of what a client prints. */
export interface OutputKeeper {
  readonly add: (stream: OutputStream, text: string) => void;
  readonly kept: () => ClientOutput;
}

/** The number of characters of each stream that a run keeps. */
const keptLength = 4000;

/** Creates a keeper for one case. */
export function createOutputKeeper(): OutputKeeper {
  const printed = { stdout: '', stderr: '' };
  return {
    add: (stream, text) => {
      printed[stream] = (printed[stream] + text).slice(-keptLength);
    },
    kept: () => ({ stdout: printed.stdout.trim(), stderr: printed.stderr.trim() }),
  };
}
