import type { ClientCase, ClientReport, NoReport } from '../protocol/protocol.js';
import type { OutputStream } from './client-output.js';
import type { DeadEnd } from './exec/dead-end.js';

/** A case as a driver gives it to the client. */
export interface GivenCase {
  readonly clientCase: ClientCase;
  /** A folder of this case alone. It has the pictures that `clientCase` names. */
  readonly folder: string;
  /** The longest time that the client may take, in milliseconds. */
  readonly limitMs: number;
  readonly signal: AbortSignal;
  /** Called with everything that the client prints during the case. */
  readonly onOutput: (stream: OutputStream, text: string) => void;
  /** Masks the secrets of the run and of the case. A driver quotes nothing of a client's output without it. */
  readonly mask: (text: string) => string;
  /** Lets pages of these origins read the mock's answers. A client that runs in a browser needs it. */
  readonly allowOrigins: (origins: readonly string[]) => Promise<void>;
}

/** How a case ended on the client's side. */
export interface CaseEnd {
  /** What the client reports, or why there is no report to judge. */
  readonly report: ClientReport | NoReport;
  /** Remarks for the reader, one line each. */
  readonly notes: readonly string[];
  /**
   * The time at which the client could begin with the case, in milliseconds since the epoch. Default: when the driver was given
   * the case. A driver that starts the client once, or waits for it, sets it.
   */
  readonly takenAt?: number;
  /** The time of the complete report, in milliseconds since the epoch. Absent without a report. */
  readonly reportedAt?: number;
  /** Set when the client reached its time limit. */
  readonly hasTimedOut: boolean;
  /** Set when the client failed before it sent or reported anything. */
  readonly deadEnd?: DeadEnd;
}

/** Hands cases to a client, one after another, and takes its reports. */
export interface ClientDriver {
  /** Set for a driver whose client stays for the next case, which then shows whether a fault has harmed it. */
  readonly keepsClient?: boolean;
  /** Set for a driver that does not see what the client prints. */
  readonly hidesOutput?: boolean;
  /**
   * Gives the client one case and waits for its report or its end.
   *
   * @throws KitError `setup` when the client cannot be started
   */
  readonly give: (given: GivenCase) => Promise<CaseEnd>;
  /** Ends the client with all that it started. */
  readonly close: () => Promise<void>;
}

/** Creates a driver. A run that gives several cases at once creates a driver for each. */
export type CreateClientDriver = () => ClientDriver;
