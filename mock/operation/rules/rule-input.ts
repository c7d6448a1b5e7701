import type { Contract } from '../../../spec/index.js';
import type { ReadProblem } from '../../journal/received.js';
import type { Tenant } from '../../schemas/session-types.js';
import type { Wording } from '../../texts/wording.js';
import type { ContractParts } from '../multipart/count-parts.js';
import type { Inspection } from '../pictures/face-engine.js';

/** A request as the rules see it. It is complete, so that rules are synchronous. */
export interface RuleInput {
  readonly contract: Contract;
  readonly parts: ContractParts;
  /** Why the body could not be read completely. */
  readonly problem: ReadProblem | undefined;
  /** A peculiarity of the whole body that did not prevent reading it. */
  readonly oddity: Wording | undefined;
  readonly tenant: Tenant | undefined;
  /** All tenants if none was found, to suggest which one the client may have meant. */
  readonly tenants: readonly Tenant[];
  /** Whether this tenant has used the refNumber before. */
  readonly isRefNumberUsed: boolean;
  readonly inspections: ReadonlyMap<string, Inspection>;
}
