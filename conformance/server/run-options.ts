import type { FixtureId } from '../../fixtures/index.js';
import type { Contract } from '../../spec/index.js';
import type { TestCase } from '../cases/case.js';
import type { CaseResult, Evidence } from '../evidence/verdict.js';
import type { PictureSource } from '../pictures.js';
import type { CurlContext } from '../reports/curl.js';
import type { Credentials } from '../wire/credentials.js';
import type { OnDrawing } from '../wire/drawing.js';
import type { TargetTls } from '../wire/target-tls.js';
import type { CallBudget } from './spend/budget.js';

/** A run of cases on a server. */
export interface ServerRunOptions {
  /** The URL before the operation's path, e.g. `http://127.0.0.1:8080/demo`. */
  readonly target: URL;
  readonly contract: Contract;
  readonly cases: readonly TestCase[];
  readonly credentials: Credentials;
  readonly pictures: PictureSource;
  /**
   * Results of an earlier part of the run, which this one passes on first. Later cases depend on them: on refNumbers, on
   * the sequence of `X-Trx-No`, and on orders of rules that are known already.
   */
  readonly earlier?: readonly CaseResult[];
  /** Returns why the run skips a case, and undefined for a case that it sends. */
  readonly skip?: (testCase: TestCase) => string | undefined;
  /**
   * Set to leave out the request before the cases, which shows whether judging makes sense. The server may charge it. The
   * first answers to the cases then take its place.
   */
  readonly omitsControl?: boolean;
  /** The budget on a server that charges. Each call is reserved before it is sent. Absent where no call is charged. */
  readonly budget?: CallBudget;
  /** Whether a case that `skip` skips is sent after all while the budget still affords it. */
  readonly isBeyondBudget?: (testCase: TestCase) => boolean;
  /** Called before each request, with the id of its case and its refNumber if it has one. */
  readonly onSend?: (caseId: string, refNumber: string | undefined) => void;
  /** Called with the evidence of the request before the cases. */
  readonly onControl?: (evidence: Evidence) => void;
  /** The HTTP proxy, with its user name and password. Default: none. */
  readonly proxy?: URL;
  /** The authorities and the client's certificate for TLS with the target. Default: those of Node.js, and none. */
  readonly tls?: TargetTls;
  /** The longest time that one answer may take, in milliseconds. */
  readonly timeoutMs: number;
  /** The shortest time between two requests, in milliseconds. 0 for none. */
  readonly intervalMs: number;
  readonly signal: AbortSignal;
  /** Called while the run draws pictures. Drawing does not count towards the time of a case. */
  readonly onDrawing?: OnDrawing;
  /** Returns the file in which a curl line finds a picture. Default: the user's own file, or a name without a folder. */
  readonly fileOf?: (id: FixtureId) => string;
  /** The proxy that the curl lines name. Default: curl reads the environment. */
  readonly curlProxy?: CurlContext['proxy'];
  /** The options with which the curl lines name them. Default: none. */
  readonly curlTls?: CurlContext['tls'];
}
