import type { IncomingMessage } from 'node:http';
import type { Contract } from '../../spec/index.js';
import type { ReceivedBody } from '../journal/received.js';
import type { Violation } from '../schemas/journal-types.js';
import type { Account } from '../store/store.js';
import { answerWordings as words } from '../texts/answer-wordings.js';
import type { Language } from '../texts/wording.js';
import type { ContractParts } from './multipart/count-parts.js';
import { unlistedOrigin } from './pages.js';
import type { Inspection } from './pictures/face-engine.js';
import { applyRules } from './rules/rules.js';
import { violationIn, type WordedViolation } from './rules/worded-violation.js';

/** The input for validation. */
export interface ValidationInput {
  readonly contract: Contract;
  readonly request: IncomingMessage;
  readonly body: ReceivedBody;
  readonly parts: ContractParts;
  readonly inspections: ReadonlyMap<string, Inspection>;
  readonly account: Account;
  readonly corsOrigins: readonly string[];
  readonly language: Language;
}

/**
 * Finds every violation in a request, in the contract's order. The first one that is not accepted decides the answer.
 */
export function validateRequest(input: ValidationInput): readonly Violation[] {
  const { contract, request, corsOrigins, language } = input;
  const found = request.method === contract.method ? violationsIn(input) : [wrongMethod(request, contract)];
  return [...found, ...unlistedOrigin(request, corsOrigins)].map((one) => violationIn(language, one));
}

function violationsIn({ contract, body, parts, inspections, account }: ValidationInput): readonly WordedViolation[] {
  return applyRules({
    contract,
    parts,
    problem: body.problem,
    oddity: body.oddity,
    tenant: account.tenant,
    tenants: account.tenant ? [] : account.tenants,
    isRefNumberUsed: account.tenant !== undefined && account.isRefNumberUsed,
    inspections,
  });
}

function wrongMethod({ method }: IncomingMessage, contract: Contract): WordedViolation {
  const text = words.wrongMethod({ method: method ?? '', allowed: contract.method });
  return {
    rule: 'method',
    outcome: contract.decisions.wrongMethod.kind,
    ownAnswer: 'wrongMethod',
    text,
    section: '1',
  };
}
