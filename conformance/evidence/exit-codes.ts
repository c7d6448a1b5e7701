/** The exit codes of a run, for the help texts of both directions. */
export const exitCodeHelp = `
Exit codes:
  0  something ran, and all of it passed
  1  a case failed
  2  wrong usage or set-up: nothing was judged; or an error of the kit
  3  something is inconclusive, nothing ran, or the run was cut short
  4  drift only: a run on a server passed, and differs from its --baseline
  5  the budget excluded cases`;
