/**
 * What a folder's command may use of the outside world. Only `cli.ts` makes one, so that only `cli.ts` prints and exits;
 * tests pass their own and read what was said.
 */
export interface CommandIo {
  /** Prints one result line (standard output). */
  readonly out: (line: string) => void;
  /** Prints one line about progress or trouble (standard error). */
  readonly err: (line: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether standard error is a terminal: progress may move and colours may be used. */
  readonly isTty: boolean;
  /** Whether standard output is a terminal: colours may be used in result lines. Default false. */
  readonly outIsTty?: boolean;
  /** Aborted by Ctrl-C or SIGTERM. A command that sees it ends cleanly. */
  readonly signal: AbortSignal;
  /**
   * What standard output is for, which decides what its loss means. `result` (default): a reader that goes away has had
   * enough. `proof`: a run whose end nobody sees has proved nothing, so it is interrupted. `log`: a server goes on without it.
   */
  outIs?: 'result' | 'proof' | 'log';
  /** The exit code that the process will end with; 0 until a command sets another. */
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
