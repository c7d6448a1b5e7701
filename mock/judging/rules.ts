import type { Contract, FailureKind, RuleName, Verdict } from '../../spec/index.js';
import type { Tenant } from '../books/tenants.js';
import type { ReadProblem } from '../multipart/index.js';
import type { Look } from '../pictures/face-engine.js';
import { wrongCredentials } from './credential-hints.js';
import { bodyProblems, partProblems } from './part-rules.js';
import { dimensionProblems, formatProblems, sizeProblems } from './picture-rules.js';
import { faultOf } from './sight-texts.js';
import type { TakenParts } from './take.js';

/** One thing that is wrong with a request. */
export interface Violation {
  /** The rule that found it, `method` or `path` where it never came to a rule, or `origin` for a browser's page that is not listed. */
  readonly rule: RuleName | 'method' | 'path' | 'origin';
  /** The part that it concerns, where it concerns one. */
  readonly part?: string;
  /** Which of the body's parts that is, from 0; absent where it did not come, or all parts of that name are concerned. */
  readonly place?: number;
  /** The answer that it deserves; `accepted` for what the contract lets pass. */
  readonly verdict: Verdict;
  /** What is wrong, for a person. */
  readonly text: string;
  /** What probably happened and what to do about it. */
  readonly hint?: string;
  /** Section of the document that is concerned. */
  readonly section: string;
}

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
