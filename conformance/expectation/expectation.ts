import { type Contract, defaultScenario, type OwnAnswerParts, pictures, type ResponseKind } from '../../spec/index.js';
import type { TenantRole, TestCase } from '../cases/case.js';
import { type DerivedAnswer, ownAnswerOf } from './answer-under.js';
import { factsOf, type RequestFacts } from './facts.js';
import { oncePerContract } from './once-per-contract.js';
import { demandedAnswer, type OpenReading, predictedAnswers } from './predictions.js';
import { undecidedReadings } from './undecided.js';

/** An answer that other readings of the register allow. */
export interface Alternative {
  /** `outside`: an answer that is none of the seven kinds. */
  readonly kind: ResponseKind | 'outside';
  readonly result?: DerivedAnswer['result'];
  /** At least one, in the order of the register. */
  readonly readings: readonly OpenReading[];
}

/** The answer that a case must get under a contract, and the answers that the document's silence allows. */
export interface Expectation {
  readonly demanded: DerivedAnswer;
  /** The answer of none of the kinds that the contract puts in place of the demanded kind. Absent where it has none. */
  readonly own?: OwnAnswerParts;
  /** The HTTP status of the demanded answer. */
  readonly status: number;
  /** Whether every registered reading leads to the demanded answer, so that the document alone demands it. */
  readonly isDocumented: boolean;
  /** The answers that other readings allow. */
  readonly alternatives: readonly Alternative[];
  /** Why no open question excuses a success. Absent where one may. */
  readonly mustRefuse?: string;
  /** The ambiguity under which any refusal passes, one outside the seven kinds included. Absent where none does. */
  readonly silentOn?: string;
}

/** Derives from what a case sends, from the contract's decisions and from the register which answer must come back. */
export const expectationOf = oncePerContract(derive);

function derive(testCase: TestCase, contract: Contract): Expectation {
  const facts = factsOf(testCase);
  const { decisions } = contract;
  const demanded = demandedAnswer(testCase, contract);
  const mustRefuse = demanded.kind === 'success' ? undefined : refusalReason(facts, contract);
  const silentOn = silenceOf(facts, demanded, testCase);
  const own = ownAnswerOf(demanded, decisions);
  const alternatives = alternativesTo(testCase, demanded, contract).filter(
    ({ kind }) => kind !== 'success' || mustRefuse === undefined,
  );
  return {
    demanded,
    ...(own === undefined ? {} : { own }),
    status:
      own?.status ??
      (facts.method === contract.method ? decisions.status[demanded.kind] : decisions.wrongMethod.status),
    isDocumented: alternatives.length === 0,
    alternatives,
    ...(mustRefuse === undefined ? {} : { mustRefuse }),
    ...(silentOn === undefined ? {} : { silentOn }),
  };
}

/** The scenario that the mock sends to a client for a case. */
export function scenarioOf(testCase: TestCase, contract: Contract): string {
  return testCase.scenario ?? defaultScenario(demandedAnswer(testCase, contract).kind);
}

/** The kind of answer that a case gets: the one that the contract demands, or that of the scenario for a client. */
export function answerKind(testCase: TestCase, contract: Contract): ResponseKind {
  const { kind } = demandedAnswer(testCase, contract);
  if (testCase.directions.includes('server')) return kind;
  return contract.scenarios.get(scenarioOf(testCase, contract))?.kind ?? kind;
}

function alternativesTo(testCase: TestCase, demanded: DerivedAnswer, contract: Contract): readonly Alternative[] {
  const keyOf = ({ kind, result }: Pick<Alternative, 'kind' | 'result'>): string => JSON.stringify([kind, result]);
  const found = new Map<string, Alternative>();
  const demandedKey = keyOf(demanded);
  const add = (answer: Pick<Alternative, 'kind' | 'result'>, reading: OpenReading): void => {
    const key = keyOf(answer);
    if (key === demandedKey) return;
    found.set(key, { ...answer, readings: [...(found.get(key)?.readings ?? []), reading] });
  };
  for (const { answer, reading } of predictedAnswers(testCase, contract)) if (answer !== demanded) add(answer, reading);
  for (const { ambiguity, reading, allows } of undecidedReadings)
    for (const kind of allows(factsOf(testCase), demanded.kind)) add({ kind }, { ambiguity, reading });
  return [...found.values()];
}

const tenantsWithoutKey: ReadonlySet<TenantRole> = new Set([
  'unknown',
  'wrong-key',
  'other-tenants-key',
  'key-in-other-capitals',
  'key-cut-short',
  'key-with-more',
]);

const binaryMegabyte = 1_048_576;

/** Why the document demands a refusal that no open question excuses a server from. */
function refusalReason(facts: RequestFacts, contract: Contract): string | undefined {
  if (facts.method !== contract.method) return `section 1 names the method ${contract.method} only`;
  if (tenantsWithoutKey.has(facts.tenant)) return 'section 1 makes the key the proof of the tenant';
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
function silenceOf(facts: RequestFacts, { kind }: DerivedAnswer, { breaks }: TestCase): string | undefined {
  if (facts.method !== 'POST') return 'wrong-method';
  if (facts.body === 'other') return 'wrong-content-type';
  if (facts.body === 'malformed-form') return 'malformed-form';
  // The document orders no two rules, so a proxy may stop a heavy file before any other rule.
  return kind === 'image-too-large' || breaks?.includes('size') ? 'image-too-large-answer' : undefined;
}
