/**
 * Why the kit stopped. `usage` and `setup` are the caller's to mend (exit code 2); `unmet` says that the requests which
 * a test asked for did not come; `unwritable` that a file cannot take what it is to keep, as long as the disk is full;
 * `internal` is the kit's own fault.
 */
export type KitErrorCode = 'usage' | 'setup' | 'unmet' | 'unwritable' | 'internal';

/**
 * The one error class of the kit. Its message is one line that names the thing, the reason and the remedy,
 * so that the command line can print it as it is.
 */
export class KitError extends Error {
  readonly code: KitErrorCode;

  constructor(code: KitErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'KitError';
    this.code = code;
  }
}

/** The reason inside an unknown thrown value, as one line: a system error's code with its text, or the message. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n', 1)[0] ?? text;
}
