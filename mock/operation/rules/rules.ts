import type { FailureKind, RuleName } from '../../../spec/index.js';
import type { Violation } from '../../schemas/journal-types.js';
import { answerWordings } from '../../texts/answer-wordings.js';
import { credentialWordings } from '../../texts/credential-wordings.js';
import { pictureWordings as words } from '../../texts/picture-wordings.js';
import type { ContractParts } from '../multipart/count-parts.js';
import type { Inspection } from '../pictures/face-engine.js';
import { wrongCredentials } from './credential-hints.js';
import { bodyProblems, partProblems } from './part-rules.js';
import { dimensionProblems, formatProblems, sizeProblems } from './picture-rules.js';
import type { RuleInput } from './rule-input.js';
import { faultOf } from './sight-texts.js';
import type { WordedViolation } from './worded-violation.js';

type Rule = (request: RuleInput) => readonly WordedViolation[];

/** Every rule by its name. To add one, add an entry here and a name in the spec's `ruleNames`. */
const rules: Readonly<Record<RuleName, Rule>> = {
  parameters: (request) => [...bodyProblems(request), ...partProblems(request)],
  credentials: credentialProblems,
  balance: ({ tenant }) =>
    tenant && tenant.balance <= 0
      ? [
          {
            rule: 'balance',
            outcome: 'insufficient-balance',
            text: answerWordings.usedUp,
            hint: answerWordings.usedUpHint,
            section: '2',
          },
        ]
      : [],
  size: sizeProblems,
  format: formatProblems,
  dimensions: dimensionProblems,
  liveness: livenessProblems,
  'face-compare': comparisonProblems,
};

/** Applies every rule in the contract's order, and returns all violations in that order. */
export function applyRules(request: RuleInput): readonly WordedViolation[] {
  return request.contract.decisions.order.flatMap((name) => rules[name](request));
}

/** Returns the first violation that is not accepted; it decides the answer. */
export function firstFault(
  violations: readonly Violation[],
): (Violation & { readonly outcome: FailureKind }) | undefined {
  return violations.find(
    (found): found is Violation & { readonly outcome: FailureKind } => found.outcome !== 'accepted',
  );
}

const credentialParts = ['tenant_code', 'key'];

function credentialProblems({ contract, parts, problem, tenant, tenants }: RuleInput): readonly WordedViolation[] {
  // The rule `parameters` reports a body that cannot be read.
  const isReported = problem !== undefined || contract.decisions.credentials.missing === 'as-missing-part';
  // If one of the two is required and missing, the contract decides which rule reports it.
  const isMissing = contract.parts.some(
    ({ name, required }) => required && credentialParts.includes(name) && parts.text(name) === undefined,
  );
  if (tenant || (isMissing && isReported)) return [];
  const [code = '', key = ''] = credentialParts.map((name) => parts.text(name));
  const { part, hint } = wrongCredentials({ code, key }, tenants, contract.decisions.credentials.tenantCodeCase);
  const place = parts.textPart(part)?.place;
  return [
    {
      rule: 'credentials',
      part,
      ...(place === undefined ? {} : { partIndex: place }),
      outcome: 'invalid-credentials',
      text: credentialWordings.noTenant,
      hint,
      section: '2',
    },
  ];
}

function livenessProblems({ contract: { decisions }, parts, inspections }: RuleInput): readonly WordedViolation[] {
  const selfie = inspections.get('img1');
  if (!selfie?.readable) return [];
  const at = { rule: 'liveness', ...pictureAt('img1', parts), outcome: 'liveness-error', section: '3.1' } as const;
  const fault = faultOf('img1', selfie.sees);
  if (fault !== undefined) return [{ ...at, text: fault, hint: words.simulatedHint({ basis: selfie.basis }) }];
  return selfie.live || decisions.answers.notLive === 'success' ? [] : [{ ...at, text: words.notLive }];
}

function comparisonProblems({ contract: { decisions }, parts, inspections }: RuleInput): readonly WordedViolation[] {
  const ktp = inspections.get('img2');
  if (!ktp?.readable) return [];
  const at = {
    rule: 'face-compare',
    ...pictureAt('img2', parts),
    outcome: 'face-compare-error',
    section: '3.2',
  } as const;
  const fault = faultOf('img2', ktp.sees);
  if (fault !== undefined) return [{ ...at, text: fault, hint: words.simulatedHint({ basis: ktp.basis }) }];
  return decisions.answers.notMatched === 'success' || samePerson(inspections.get('img1'), ktp)
    ? []
    : [{ ...at, text: words.notMatched }];
}

function pictureAt(part: 'img1' | 'img2', parts: ContractParts): Pick<WordedViolation, 'part' | 'partIndex'> {
  const place = parts.file(part)?.place;
  return { part, ...(place === undefined ? {} : { partIndex: place }) };
}

/** Whether two inspections show the same person. Pictures without a mark count as a match. */
export function samePerson(selfie: Inspection | undefined, ktp: Inspection | undefined): boolean {
  if (!selfie?.readable || !ktp?.readable) return true;
  return selfie.person === undefined || ktp.person === undefined || selfie.person === ktp.person;
}
