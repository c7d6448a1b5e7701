import {
  type Ambiguity,
  ambiguities,
  type Contract,
  type Decisions,
  nest,
  pathsGovernedBy,
  pictures,
  type Reading,
  type ResponseKind,
  withDecisions,
} from '../../spec/index.js';
import type { TestCase } from '../cases/case.js';
import { answerUnder, type DerivedAnswer } from './answer-under.js';
import { factsOf, type RequestFacts } from './facts.js';
import { undecidedReadings } from './undecided.js';

/** An answer that another reading of the register allows. */
export interface Alternative {
  readonly ambiguity: string;
  readonly reading: string;
  /** `outside`: an answer that is none of the seven kinds. */
  readonly kind: ResponseKind | 'outside';
  readonly result?: DerivedAnswer['result'];
}

/** What must come back for a case under a contract, and what else the document's silence allows. */
export interface Expectation {
  readonly demanded: DerivedAnswer;
  /** The HTTP status of the demanded answer. */
  readonly status: number;
  /** Whether every registered reading leads to the demanded kind, so that the document alone demands it. */
  readonly isDocumented: boolean;
  /** The answers that other readings allow, each with the first reading that does. */
  readonly alternatives: readonly Alternative[];
  /** Why no open question excuses a success; absent where one may. */
  readonly mustRefuse?: string;
  /** The ambiguity that lets any answer outside of the seven kinds stand for a refusal; absent where none does. */
  readonly silentOn?: string;
}

/** Derives from what a case sends, from the contract's decisions and from the register what must come back. */
export function expectationOf(testCase: TestCase, contract: Contract): Expectation {
  const facts = factsOf(testCase);
  const { decisions } = contract;
  const demanded = answerUnder(facts, contract, decisions);
  const mustRefuse = refusalReason(facts, contract);
  const silentOn = silenceOf(facts, demanded);
  const alternatives = alternativesTo(demanded, facts, contract).filter(
    ({ kind }) => kind !== 'success' || mustRefuse === undefined,
  );
  return {
    demanded,
    status: facts.method === contract.method ? decisions.status[demanded.kind] : decisions.wrongMethod.status,
    isDocumented: alternatives.length === 0,
    alternatives,
    ...(mustRefuse === undefined ? {} : { mustRefuse }),
    ...(silentOn === undefined ? {} : { silentOn }),
  };
}

function alternativesTo(demanded: DerivedAnswer, facts: RequestFacts, contract: Contract): readonly Alternative[] {
  const found = new Map<string, Alternative>();
  const add = (alternative: Alternative): void => {
    const { kind, result } = alternative;
    const key = JSON.stringify([kind, result]);
    if (key !== JSON.stringify([demanded.kind, demanded.result]) && !found.has(key)) found.set(key, alternative);
  };
  for (const { ambiguity, reading } of expressible) {
    const other = answerUnder(facts, contract, decisionsUnder(contract.decisions, ambiguity, reading));
    add({ ambiguity: ambiguity.id, reading: reading.id, ...other });
  }
  for (const { ambiguity, reading, allows } of undecidedReadings)
    for (const kind of allows(facts)) add({ ambiguity, reading, kind });
  return [...found.values()];
}

const expressible: readonly { readonly ambiguity: Ambiguity; readonly reading: Reading }[] = ambiguities.flatMap(
  (ambiguity) =>
    ambiguity.readings.filter(({ value }) => value !== undefined).map((reading) => ({ ambiguity, reading })),
);

function decisionsUnder(decisions: Decisions, { id }: Ambiguity, { value }: Reading): Decisions {
  const paths = pathsGovernedBy(id);
  const valueAt = (path: string): unknown => (paths.length === 1 ? value : Reflect.get(Object(value), path));
  return withDecisions(decisions, nest(paths.map((path) => [path, valueAt(path)])));
}

const binaryMegabyte = 1_048_576;

/** Why the document demands a refusal that no open question excuses a server from. */
function refusalReason(facts: RequestFacts, contract: Contract): string | undefined {
  if (facts.method !== contract.method) return `section 1 names the method ${contract.method} only`;
  if (facts.tenant === 'unknown' || facts.tenant === 'wrong-key')
    return 'section 1 makes the key the proof of the tenant';
  const lacking = contract.decisions.parts.required.find((name) => isLacking(facts, name));
  if (lacking !== undefined) return `section 1 marks ${lacking} as Required`;
  const heavy = facts.parts.find(
    (part) => part.type === 'picture' && isFarOver(part.name, part.picture.fixture.facts.bytes),
  );
  return heavy && `section 3 limits the size of ${heavy.name}`;
}

/** Whether a required part does not come, under any spelling of its name, or comes empty. */
function isLacking({ parts }: RequestFacts, name: string): boolean {
  const same = parts.filter((part) => part.name.toLowerCase() === name.toLowerCase());
  return !same.some((part) =>
    part.type === 'text' ? part.value !== '' : part.type !== 'picture' || part.picture.fixture.facts.bytes > 0,
  );
}

/** Whether a file is over its limit however a MegaByte is counted. */
function isFarOver(part: string, bytes: number): boolean {
  const documented = part === 'img1' || part === 'img2' ? pictures[part] : undefined;
  return documented !== undefined && bytes > documented.megabytes * binaryMegabyte;
}

/** Where the document does not say what a refusal looks like, a proxy or a framework may answer in place of the API. */
function silenceOf(facts: RequestFacts, { kind }: DerivedAnswer): string | undefined {
  if (facts.method !== 'POST') return 'wrong-method';
  if (facts.body === 'other') return 'wrong-content-type';
  if (facts.body === 'malformed-form') return 'missing-part';
  return kind === 'image-too-large' ? 'image-too-large-answer' : undefined;
}
