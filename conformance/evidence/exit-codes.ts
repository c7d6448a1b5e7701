/** The exit codes of a run, for the help texts of both directions. */
export const exitCodeHelp = `
Exit codes:
  0  something ran, and all of it passed or is a known failure
  1  a case failed, or an entry of the file of known failures does not hold
  2  wrong usage or set-up: nothing was judged; an error of the kit; or an output
     that would hold a secret or a picture, and was not written
  3  something is inconclusive, nothing ran, or the run was cut short
  4  drift only: a run on a server passed, and differs from its --baseline
  5  the budget excluded cases`;
