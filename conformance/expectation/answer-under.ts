import {
  type Contract,
  type Decisions,
  type FailureKind,
  type OwnAnswerName,
  type OwnAnswerParts,
  type PartName,
  type PictureLimits,
  parseOwnAnswer,
  type ResponseKind,
  type RuleName,
  type RuleOutcome,
} from '../../spec/index.js';
import type { CasePicture, RequestFacts, SentPart } from './facts.js';
import { dimensionOutcome, formatOutcome, formatOutcomeByName, limitsUnder, readabilityOf } from './pictures.js';

/** The answer that a request gets under a set of decisions. */
export interface DerivedAnswer {
  readonly kind: ResponseKind;
  /** What a success says of the pictures; absent for a failure. */
  readonly result?: { readonly matched: boolean; readonly live: boolean };
  /** The decision of `ownAnswers` on such a request, which may put another answer in place of the kind. */
  readonly mayBeOwn?: OwnAnswerName;
}

/** The answer of none of the kinds that decisions demand. Undefined where they demand one of a kind. */
export function ownAnswerOf({ mayBeOwn }: DerivedAnswer, { ownAnswers }: Decisions): OwnAnswerParts | undefined {
  return mayBeOwn && parseOwnAnswer(ownAnswers[mayBeOwn]);
}

/** A request as one set of decisions reads it. */
interface Reading {
  readonly contract: Contract;
  readonly decisions: Decisions;
  readonly facts: RequestFacts;
  readonly parts: readonly SentPart[];
  readonly pictures: ReadonlyMap<string, CasePicture>;
  readonly texts: ReadonlyMap<string, string>;
  readonly hasTenant: boolean;
}

/**
 * Derives the answer to a request from the contract's rules, in the order that the decisions name. It knows nothing of
 * the mock, and reads no bytes: what a case sends is known beforehand.
 */
export function answerUnder(facts: RequestFacts, contract: Contract, decisions: Decisions): DerivedAnswer {
  if (facts.method !== contract.method) return { kind: decisions.wrongMethod.kind, mayBeOwn: 'wrongMethod' };
  const reading = readUnder(facts, contract, decisions);
  for (const name of decisions.order) {
    const refusal = rules[name](reading).find((outcome) => outcome !== 'accepted');
    if (refusal !== undefined) return typeof refusal === 'string' ? { kind: refusal } : refusal;
  }
  return success(reading);
}

function readUnder(facts: RequestFacts, contract: Contract, decisions: Decisions): Reading {
  const sent = facts.parts.map((part) => (isTextFor(part, decisions) ? asText(part) : part));
  const parts = decisions.parts.nameCase === 'ignored' ? inContractsCase(sent, contract) : sent;
  // The part that counts comes last here.
  const counted = decisions.parts.repeated === 'last' ? parts : parts.toReversed();
  const pictures = new Map(counted.flatMap((part) => (part.type === 'picture' ? [[part.name, part.picture]] : [])));
  const { trimmed } = decisions.parts;
  const texts = new Map(
    counted.flatMap((part) => (part.type === 'text' ? [[part.name, trimmed ? part.value.trim() : part.value]] : [])),
  );
  const hasKey = texts.get('key') === 'key' && texts.get('tenant_code') === 'code';
  return {
    contract,
    decisions,
    facts,
    parts,
    pictures,
    texts,
    hasTenant: hasKey && isTenant(facts, decisions),
  };
}

/** Parts with the names of the contract, which they may have in other capitals. */
function inContractsCase(parts: readonly SentPart[], contract: Contract): readonly SentPart[] {
  const names = new Map(contract.parts.map(({ name }) => [name.toLowerCase(), name]));
  return parts.map((part) => ({ ...part, name: names.get(part.name.toLowerCase()) ?? part.name }));
}

/** Whether a picture without a file name counts as a text, which is no picture. */
function isTextFor(part: SentPart, { pictures }: Decisions): boolean {
  return part.type === 'picture' && part.picture.filename === undefined && pictures.withoutFilename === 'refused';
}

function asText({ name }: SentPart): SentPart {
  return { name, type: 'picture-as-text' };
}

function isTenant({ tenant }: RequestFacts, { parts, credentials }: Decisions): boolean {
  switch (tenant) {
    case 'funded':
    case 'empty':
      return true;
    case 'unknown':
    case 'wrong-key':
    case 'other-tenants-key':
    case 'key-in-other-capitals':
    case 'key-cut-short':
    case 'key-with-more':
      return false;
    case 'padded-key':
      return parts.trimmed;
    case 'lower-case-code':
      return credentials.tenantCodeCase === 'ignored';
  }
}

const credentialNames: readonly PartName[] = ['key', 'tenant_code'];

/** What a rule makes of a request or of one picture: an outcome, or a refusal that may be the server's own answer. */
type Outcome = RuleOutcome | (Required<Pick<DerivedAnswer, 'mayBeOwn'>> & { readonly kind: FailureKind });

type Rule = (reading: Reading) => readonly Outcome[];

const rules: Readonly<Record<RuleName, Rule>> = {
  parameters: parameterOutcomes,
  credentials: ({ hasTenant, facts, decisions, texts }) => {
    const isReported = facts.body !== 'form' || decisions.credentials.missing === 'as-missing-part';
    const isMissing = credentialNames.some((name) => decisions.parts.required.includes(name) && !texts.has(name));
    return hasTenant || (isMissing && isReported) ? [] : ['invalid-credentials'];
  },
  balance: ({ hasTenant, facts }) => (hasTenant && facts.tenant === 'empty' ? ['insufficient-balance'] : []),
  size: (reading) =>
    eachPicture(reading, (_, { fixture }, { maximumBytes }) =>
      fixture.facts.bytes > maximumBytes ? { kind: 'image-too-large', mayBeOwn: 'tooManyBytes' } : 'accepted',
    ),
  format: (reading) =>
    eachPicture(reading, (part, picture, limits) =>
      // A file over the limit is refused for its size alone, one whose header names refused dimensions for those.
      isRefusedUnread(picture, limits, reading.decisions)
        ? formatOutcomeByName(picture, limits, reading.decisions)
        : formatOutcome(part, picture, limits, reading.decisions),
    ),
  dimensions: (reading) =>
    eachPicture(reading, (_, picture, limits) =>
      hasPixels(picture) && picture.fixture.facts.bytes <= limits.maximumBytes
        ? dimensionOutcome(picture, limits, reading.decisions)
        : 'accepted',
    ),
  liveness: (reading) => {
    const selfie = lookedAt(reading, 'img1');
    if (!selfie) return [];
    const { sees, live = true } = markOf(selfie);
    return sees !== 'face' || (!live && reading.decisions.answers.notLive === 'liveness-error')
      ? ['liveness-error']
      : [];
  },
  'face-compare': (reading) => {
    const card = lookedAt(reading, 'img2');
    if (!card) return [];
    const isRefused =
      markOf(card).sees !== 'face' ||
      (reading.decisions.answers.notMatched === 'face-compare-error' && !isSamePerson(reading));
    return isRefused ? ['face-compare-error'] : [];
  },
};

function parameterOutcomes(reading: Reading): readonly Outcome[] {
  const { contract, facts, decisions, parts, texts } = reading;
  if (facts.body === 'other') return [{ kind: decisions.wrongContentType.kind, mayBeOwn: 'wrongContentType' }];
  if (facts.body === 'malformed-form') return [{ kind: decisions.malformedForm.kind, mayBeOwn: 'malformedForm' }];
  const listed = contract.parts.flatMap(({ name, picture }): RuleOutcome[] => {
    const same = parts.filter((part) => part.name === name);
    const isRequired = decisions.parts.required.includes(name as PartName);
    const hasRightType = same.some(({ type }) => type === (picture ? 'picture' : 'text'));
    const isLeftToCredentials =
      decisions.credentials.missing === 'as-wrong-value' && credentialNames.includes(name as PartName);
    return [
      (same.length > 0 || (isRequired && !isLeftToCredentials)) && !hasRightType ? decisions.parts.missing : 'accepted',
      same.length > 1 ? repeatedOutcome(decisions) : 'accepted',
      picture ? emptyFileOutcome(reading, name) : textOutcome(name, texts.get(name), isRequired, decisions),
    ];
  });
  const unlisted = parts
    .filter((part) => !contract.parts.some(({ name }) => name === part.name))
    .map(() => decisions.parts.unknown);
  const repeated = facts.repeatsRefNumber && reading.hasTenant ? [decisions.parts.repeatedRefNumber] : [];
  return [...listed, ...unlisted, ...repeated];
}

function repeatedOutcome({ parts: { repeated } }: Decisions): RuleOutcome {
  return repeated === 'first' || repeated === 'last' ? 'accepted' : repeated;
}

function emptyFileOutcome({ pictures, decisions }: Reading, name: string): RuleOutcome {
  return pictures.get(name)?.fixture.facts.bytes === 0 ? decisions.pictures.emptyFile : 'accepted';
}

function textOutcome(
  name: string,
  value: string | undefined,
  isRequired: boolean,
  { parts: { empty, emptyOptional, nik } }: Decisions,
): RuleOutcome {
  if (value === undefined) return 'accepted';
  if (value === '' && isRequired) return empty;
  const isJudged = value !== '' || emptyOptional === 'as-value';
  return name === 'nik' && nik === 'sixteen-digits' && isJudged && !/^\d{16}$/.test(value)
    ? 'parameter-invalid'
    : 'accepted';
}

function eachPicture(
  { contract, decisions, pictures }: Reading,
  outcomeOf: (part: 'img1' | 'img2', picture: CasePicture, limits: PictureLimits) => Outcome,
): readonly Outcome[] {
  return contract.parts.flatMap(({ name, picture: limits }) => {
    const picture = pictures.get(name);
    if (!limits || !picture) return [];
    if (picture.fixture.facts.bytes === 0 && decisions.pictures.emptyFile !== 'accepted') return [];
    return [
      outcomeOf(name as 'img1' | 'img2', picture, limitsUnder(name as 'img1' | 'img2', limits, contract, decisions)),
    ];
  });
}

function isRefusedUnread(picture: CasePicture, limits: PictureLimits, decisions: Decisions): boolean {
  return (
    picture.fixture.facts.bytes > limits.maximumBytes ||
    (hasPixels(picture) && dimensionOutcome(picture, limits, decisions) !== 'accepted')
  );
}

/** Whether a face engine is shown a picture: one within the size limit that decodes. */
function isLookedAt(picture: CasePicture, { maximumBytes }: PictureLimits): boolean {
  return picture.fixture.facts.bytes <= maximumBytes && readabilityOf(picture) !== 'unreadable' && hasPixels(picture);
}

function hasPixels({ fixture: { facts } }: CasePicture): boolean {
  return facts.format === 'jpeg' || facts.format === 'png';
}

function lookedAt({ contract, decisions, pictures }: Reading, name: 'img1' | 'img2'): CasePicture | undefined {
  const limits = contract.parts.find((part) => part.name === name)?.picture;
  const picture = pictures.get(name);
  return picture && limits && isLookedAt(picture, limitsUnder(name, limits, contract, decisions)) ? picture : undefined;
}

function markOf({ fixture: { mark } }: CasePicture): { readonly sees: string; readonly live?: boolean } {
  return mark ?? { sees: 'face' };
}

function isSamePerson(reading: Reading): boolean {
  const [selfie, card] = (['img1', 'img2'] as const).map((name) => lookedAt(reading, name)?.fixture.mark?.person);
  return selfie === undefined || card === undefined || selfie === card;
}

function success(reading: Reading): DerivedAnswer {
  const selfie = lookedAt(reading, 'img1');
  return {
    kind: 'success',
    result: { matched: isSamePerson(reading), live: (selfie && markOf(selfie).live) !== false },
  };
}
