import { type Contract, defaultScenario, type ResponseKind } from '../../../spec/index.js';
import type { TestCase } from '../../cases/case.js';
import { isObject, type JsonObject } from '../../wire/answer.js';
import type { ReceivedAnswer } from '../../wire/send.js';
import { type Check, type CheckOutcome, type CheckSource, notApplicable, type Observation } from '../check.js';

/** What a server's answer is judged by. */
export interface ServerContext {
  readonly case: TestCase;
  readonly contract: Contract;
  readonly answer: ReceivedAnswer;
  /** The parsed body; undefined where it is not JSON. */
  readonly body: unknown;
  /** The kind that the answer is; undefined where it is none. */
  readonly kind: ResponseKind | undefined;
  /** The kind whose shape the answer is held against: what it is, or where that is unknown what it should be. */
  readonly shape: ResponseKind;
  /** The X-Trx-No of the answers before this one, in order. */
  readonly earlierTrxNos: readonly string[];
}

/** One check on a server's answer. */
export type ServerCheck = Check<ServerContext>;
type Judge = (body: JsonObject, context: ServerContext) => CheckOutcome;

/** Judges only where the body is a JSON object; what is none is told by body-json. */
export const judgeBody =
  (judge: Judge): ServerCheck['judge'] =>
  (context) =>
    isObject(context.body) ? judge(context.body, context) : notApplicable;

/** The kinds whose body has `result` and a time. */
export const kindsWithResult = ['success', 'liveness-error'] as const;
/** The kinds whose body is a status and a message. */
export const kindsWithMessage = [
  'insufficient-balance',
  'parameter-invalid',
  'invalid-credentials',
  'face-compare-error',
  'image-too-large',
] as const;
/** The kinds that are no success. */
export const documentedFailureKinds = [...kindsWithMessage, 'liveness-error'] as const;

/** Whether a kind's body has `result` and a time. */
export const hasResult = (kind: ResponseKind): boolean => kindsWithResult.some((one) => one === kind);

/** The statements on a kind's body in section 2, `<kind>-<statement>`. image-too-large has none: no row shows it. */
export function statements(kind: ResponseKind, ...names: string[]): CheckSource {
  return kind === 'image-too-large'
    ? { ambiguity: 'image-too-large-answer' }
    : { requirements: names.map((name) => `${kind}-${name}`) };
}

/** The same, for a check that speaks of several kinds. */
export const statementsOfKind =
  (...names: string[]) =>
  (_: TestCase, kind: ResponseKind): CheckSource =>
    statements(kind, ...names);

/** The body as the contract's example of the kind has it. */
export function exampleOf({ contract, shape }: ServerContext): JsonObject {
  const example = contract.scenarios.get(defaultScenario(shape))?.example;
  return isObject(example) ? example : {};
}

/** The key of the time in the contract's example. */
export const dateKeyOf = (context: ServerContext): string =>
  Object.keys(exampleOf(context)).find((key) => key === 'date' || key === 'datetime') ?? 'date';

/** Observes only where the body is a JSON object. */
export const observeBody =
  (observe: (body: JsonObject, context: ServerContext) => readonly Observation[]) =>
  (context: ServerContext): readonly Observation[] =>
    isObject(context.body) ? observe(context.body, context) : [];
