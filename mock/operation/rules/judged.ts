import type { Contract } from '../../../spec/index.js';
import type { ReadProblem } from '../../journal/received.js';
import type { Tenant } from '../../schemas/session-types.js';
import type { TakenParts } from '../multipart/take.js';
import type { Look } from '../pictures/face-engine.js';

/** A request as the rules see it: all they need, gathered before they are asked, so that they run without waiting. */
export interface Judged {
  readonly contract: Contract;
  readonly parts: TakenParts;
  /** Why the body could not be read to its end. */
  readonly problem: ReadProblem | undefined;
  /** What is odd about the body as a whole, and yet could be read. */
  readonly oddity: string | undefined;
  readonly tenant: Tenant | undefined;
  /** All tenants: where none is found, a hint says which one may have been meant. */
  readonly tenants: () => readonly Tenant[];
  /** Whether this tenant has used the refNumber before. */
  readonly repeatedRefNumber: boolean;
  readonly looks: ReadonlyMap<string, Look>;
}
