import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from '../../spec/index.js';
import type { Sent, WireAnswer } from './wire.js';

/** A numeric parameter of a fault. */
export interface NumberSpec {
  readonly default: number;
  readonly minimum: number;
  readonly maximum: number;
}

/** An enumerated parameter of a fault. */
export interface WordSpec {
  readonly default: string;
  readonly words: readonly string[];
}

/** A parameter of a fault, as written in a header. */
export type ParameterSpec = NumberSpec | WordSpec;

/** Parameters of a fault by name. */
export type Parameters = Readonly<Record<string, ParameterSpec>>;

/** A value for each parameter. */
export type Given<Of extends Parameters> = {
  readonly [Name in keyof Of]: Of[Name] extends { readonly words: readonly (infer Word)[] } ? Word : number;
};

/** Definition of a fault. A fault without hooks only delays the answer. */
export interface FaultSpec<Of extends Parameters = Parameters> {
  /** Description, for lists. */
  readonly summary: string;
  /** Whether a client can still read the whole answer of the contract. */
  readonly isAnswerReadable: boolean;
  readonly parameters: Of;
  /** Runs before the request's body is read. */
  before?(response: ServerResponse, given: Given<Of>): Promise<void>;
  /** Changes the answer. */
  change?(answer: Answer, given: Given<Of>, request: IncomingMessage): WireAnswer;
  /** Sends the answer. Default: sends it whole. */
  send?(response: ServerResponse, answer: WireAnswer, given: Given<Of>): Promise<Sent>;
}

/** Creates a fault definition. Its hooks receive typed parameters. */
export function faultSpec<const Of extends Parameters>(spec: FaultSpec<Of>): FaultSpec<Of> {
  return spec;
}

/** Returns a parameter in milliseconds, at most ten minutes. */
export function faultMilliseconds(preset: number): NumberSpec {
  return { default: preset, minimum: 0, maximum: 600_000 };
}

/** Parameters of a random delay. */
export const spreadParameters = {
  spread: faultMilliseconds(0),
  distribution: { default: 'uniform', words: ['uniform', 'normal', 'lognormal'] },
} as const satisfies Parameters;

/** Parameters of every fault. The fault `delay` calls the first one `ms`. */
export const commonParameters = {
  delay: faultMilliseconds(0),
  ...spreadParameters,
  charged: { default: 'yes', words: ['yes', 'no'] },
} as const satisfies Parameters;
