/**
 * The reason for an error. `usage` and `setup`: the caller can correct it (exit code 2). `unmet`: the requests that a test
 * expects did not arrive. `unwritable`: a file cannot be written, e.g. while the disk is full. `leak`: an output would hold a
 * secret or a picture, so it is not written. `internal`: a defect of the kit.
 */
export type KitErrorCode = 'usage' | 'setup' | 'unmet' | 'unwritable' | 'leak' | 'internal';

/** The kit's only error class. Its message is one printable line that names the thing, the reason and the remedy. */
export class KitError extends Error {
  readonly code: KitErrorCode;

  constructor(code: KitErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'KitError';
    this.code = code;
  }
}

/** Returns the message of any thrown value as one line. A system error's message includes its code. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n', 1)[0] ?? text;
}
