import type { Contract } from '../../../spec/index.js';
import type { ReadProblem } from '../../journal/received.js';
import type { Tenant } from '../../schemas/session-types.js';
import type { ContractParts } from '../multipart/count-parts.js';
import type { Inspection } from '../pictures/face-engine.js';

/** A request as the rules see it. All of it is gathered before, so that no rule waits. */
export interface RuleInput {
  readonly contract: Contract;
  readonly parts: ContractParts;
  /** Why the body could not be read to its end. */
  readonly problem: ReadProblem | undefined;
  /** What is odd about the body as a whole, and yet could be read. */
  readonly oddity: string | undefined;
  readonly tenant: Tenant | undefined;
  /** Where no tenant was found: all of them, for a hint at which one may have been meant. */
  readonly tenants: readonly Tenant[];
  /** Whether this tenant has used the refNumber before. */
  readonly repeatedRefNumber: boolean;
  readonly inspections: ReadonlyMap<string, Inspection>;
}
