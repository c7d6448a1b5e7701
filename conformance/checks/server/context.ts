import { type Contract, defaultScenario, type ResponseKind } from '../../../spec/index.js';
import type { TestCase } from '../../cases/case.js';
import type { Expectation } from '../../expectation/expectation.js';
import { isObject, type JsonObject } from '../../wire/answer.js';
import type { SecondAnswer } from '../../wire/second-request.js';
import type { ReceivedAnswer } from '../../wire/send.js';
import { type Check, type CheckOutcome, type CheckSource, notApplicable, type Observation } from '../check.js';

/** The input of a check on a server's answer. */
export interface ServerContext {
  readonly case: TestCase;
  readonly contract: Contract;
  readonly expectation: Expectation;
  readonly answer: ReceivedAnswer;
  /** The parsed body. Undefined when it is not JSON. */
  readonly body: unknown;
  /** The kind of the answer. Undefined when it has none of the seven. */
  readonly kind: ResponseKind | undefined;
  /** The kind whose shape the checks expect: the kind of the answer, or the demanded kind when it has none. */
  readonly shape: ResponseKind;
  /** The X-Trx-No values of earlier answers, oldest first. */
  readonly earlierTrxNos: readonly string[];
  /** The earlier answers of the run, oldest first. */
  readonly earlier: readonly EarlierAnswer[];
  /** The answer to the second request of a case that sends two. */
  readonly second: SecondAnswer | undefined;
}

/** An earlier answer of the run, with its parsed body: undefined when it is not JSON. */
export interface EarlierAnswer {
  readonly case: TestCase;
  readonly answer: ReceivedAnswer;
  readonly body: unknown;
}

/** One check on a server's answer. */
export type ServerCheck = Check<ServerContext>;
type Judge = (body: JsonObject, context: ServerContext) => CheckOutcome;

/** Judges a body that is a JSON object. `body-json` fails for any other. */
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
/** Whether a kind's body has `result` and a time. */
export const hasResult = (kind: ResponseKind): boolean =>
  kindsWithResult.some((kindWithResult) => kindWithResult === kind);

/** The requirements `<kind>-<name>` on a kind's body in section 2. No row shows image-too-large, so it has none. */
export function statements(kind: ResponseKind, ...names: string[]): CheckSource {
  return kind === 'image-too-large'
    ? { ambiguity: 'image-too-large-answer' }
    : { requirements: names.map((name) => `${kind}-${name}`) };
}

/** The same as a rule, for a check on several kinds. */
export const statementsOfKind =
  (...names: string[]) =>
  (_: TestCase, kind: ResponseKind): CheckSource =>
    statements(kind, ...names);

/** The body of the contract's example for the kind. */
export function exampleOf({ contract, shape }: ServerContext): JsonObject {
  const example = contract.scenarios.get(defaultScenario(shape))?.example;
  return isObject(example) ? example : {};
}

/** The key that holds the time in the contract's example. */
export const dateKeyOf = (context: ServerContext): string =>
  Object.keys(exampleOf(context)).find((key) => key === 'date' || key === 'datetime') ?? 'date';

/** Observes a body that is a JSON object. */
export const observeBody =
  (observe: (body: JsonObject, context: ServerContext) => readonly Observation[]) =>
  (context: ServerContext): readonly Observation[] =>
    isObject(context.body) ? observe(context.body, context) : [];
