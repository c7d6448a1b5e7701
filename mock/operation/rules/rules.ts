import type { FailureKind, RuleName } from '../../../spec/index.js';
import type { Violation } from '../../journal/violation.js';
import type { TakenParts } from '../multipart/take.js';
import type { Look } from '../pictures/face-engine.js';
import { wrongCredentials } from './credential-hints.js';
import type { Judged } from './judged.js';
import { bodyProblems, partProblems } from './part-rules.js';
import { dimensionProblems, formatProblems, sizeProblems } from './picture-rules.js';
import { faultOf } from './sight-texts.js';

type Rule = (request: Judged) => readonly Violation[];

/** Every rule by its name. A new one is one entry here and one name in the spec's `ruleNames`. */
const rules: Readonly<Record<RuleName, Rule>> = {
  parameters: (request) => [...bodyProblems(request), ...partProblems(request)],
  credentials: credentialProblems,
  balance: ({ tenant }) =>
    tenant && tenant.balance <= 0
      ? [
          {
            rule: 'balance',
            verdict: 'insufficient-balance',
            text: `the balance of ${tenant.code} is used up`,
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

/** Asks every rule in the contract's order and returns all that they find, in that order. */
export function judge(request: Judged): readonly Violation[] {
  return request.contract.decisions.order.flatMap((name) => rules[name](request));
}

/** The first violation that is not let pass: the one that answers. */
export function firstFault(
  violations: readonly Violation[],
): (Violation & { readonly verdict: FailureKind }) | undefined {
  return violations.find(
    (found): found is Violation & { readonly verdict: FailureKind } => found.verdict !== 'accepted',
  );
}

const credentialParts = ['tenant_code', 'key'];

function credentialProblems({ contract, parts, tenant, tenants }: Judged): readonly Violation[] {
  // Where a required one of the two did not come, or nothing could be read, the rule on parameters says so.
  const isMissing = contract.parts.some(
    ({ name, required }) => required && credentialParts.includes(name) && parts.text(name) === undefined,
  );
  if (tenant || isMissing) return [];
  const [code = '', key = ''] = credentialParts.map((name) => parts.text(name));
  const { part, hint } = wrongCredentials({ code, key }, tenants(), contract.decisions.credentials.tenantCodeCase);
  const place = parts.textPart(part)?.place;
  return [
    {
      rule: 'credentials',
      part,
      ...(place === undefined ? {} : { place }),
      verdict: 'invalid-credentials',
      text: 'no tenant has this tenant_code and key',
      hint,
      section: '2',
    },
  ];
}

function livenessProblems({ contract: { decisions }, parts, looks }: Judged): readonly Violation[] {
  const selfie = looks.get('img1');
  if (!selfie?.readable) return [];
  const at = { rule: 'liveness', ...pictureAt('img1', parts), verdict: 'liveness-error', section: '3.1' } as const;
  const fault = faultOf('img1', selfie.sees);
  if (fault !== undefined) return [{ ...at, text: fault, hint: `simulated: ${selfie.basis}` }];
  return selfie.live || decisions.answers.notLive === 'success'
    ? []
    : [{ ...at, text: 'the selfie shows a picture of a person' }];
}

function comparisonProblems({ contract: { decisions }, parts, looks }: Judged): readonly Violation[] {
  const ktp = looks.get('img2');
  if (!ktp?.readable) return [];
  const at = {
    rule: 'face-compare',
    ...pictureAt('img2', parts),
    verdict: 'face-compare-error',
    section: '3.2',
  } as const;
  const fault = faultOf('img2', ktp.sees);
  if (fault !== undefined) return [{ ...at, text: fault, hint: `simulated: ${ktp.basis}` }];
  return decisions.answers.notMatched === 'success' || samePerson(looks.get('img1'), ktp)
    ? []
    : [{ ...at, text: 'the pictures show different people' }];
}

function pictureAt(part: 'img1' | 'img2', parts: TakenParts): Pick<Violation, 'part' | 'place'> {
  const place = parts.file(part)?.place;
  return { part, ...(place === undefined ? {} : { place }) };
}

/** Whether two looks are of one person. Pictures without a mark name nobody, and count as the same. */
export function samePerson(selfie: Look | undefined, ktp: Look | undefined): boolean {
  if (!selfie?.readable || !ktp?.readable) return true;
  return selfie.person === undefined || ktp.person === undefined || selfie.person === ktp.person;
}
