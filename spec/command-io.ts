/**
 * A command's access to the process. Only `cli.ts` creates the real one, so that only `cli.ts` prints and exits. Tests
 * pass their own and read what the command printed.
 */
export interface CommandIo {
  /** Prints one result line (standard output). */
  readonly out: (line: string) => void;
  /** Prints one line about progress or a problem (standard error). */
  readonly err: (line: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether standard error is a terminal, which allows moving progress and colours. */
  readonly isTty: boolean;
  /** Whether standard output is a terminal, which allows colours in result lines. Default false. */
  readonly outIsTty?: boolean;
  /** Columns of the terminal that standard output is. Absent where it is none. */
  readonly outColumns?: number;
  /** Aborted by Ctrl-C or SIGTERM. The command then ends cleanly. */
  readonly signal: AbortSignal;
  /**
   * The purpose of standard output, which decides what its loss means. `result` (default): a reader that closes the pipe
   * has read enough. `proof`: a run proves nothing if its result is not read, so it is interrupted. `log`: the server continues.
   */
  outIs?: 'result' | 'proof' | 'log';
  /** The exit code of the process. 0 until a command sets another. */
  exitCode: number;
}

/** Exit codes, the same for every command. */
export const exitCodes = {
  passed: 0,
  failed: 1,
  usage: 2,
  inconclusive: 3,
  drift: 4,
  budget: 5,
} as const;
