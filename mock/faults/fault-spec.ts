import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from '../../spec/index.js';
import type { Sent, WireAnswer } from './wire.js';

/** A number that a fault may be given. */
export interface NumberSpec {
  readonly default: number;
  readonly minimum: number;
  readonly maximum: number;
}

/** A word that a fault may be given. */
export interface WordSpec {
  readonly default: string;
  readonly words: readonly string[];
}

/** What a fault may be given, as it is written in a header. */
export type ParameterSpec = NumberSpec | WordSpec;

/** The parameters of a fault by their names. */
export type Parameters = Readonly<Record<string, ParameterSpec>>;

/** A value for each of these parameters. */
export type Given<Of extends Parameters> = {
  readonly [Name in keyof Of]: Of[Name] extends { readonly words: readonly (infer Word)[] } ? Word : number;
};

/** One fault: what it is called by, what it may be given, and what it does. One that does nothing of these only comes late. */
export interface FaultSpec<Of extends Parameters = Parameters> {
  /** What it does, for a list. */
  readonly summary: string;
  readonly parameters: Of;
  /** What it does before the body of the request is read. */
  before?(response: ServerResponse, given: Given<Of>): Promise<void>;
  /** What it makes of an answer to this request. */
  change?(answer: Answer, given: Given<Of>, request: IncomingMessage): WireAnswer;
  /** How it sends an answer; whole unless it says. */
  send?(response: ServerResponse, answer: WireAnswer, given: Given<Of>): Promise<Sent>;
}

/** Makes an entry of the table of faults: what it does gets what it is given by its own parameters' types. */
export function faultSpec<const Of extends Parameters>(spec: FaultSpec<Of>): FaultSpec<Of> {
  return spec;
}

/** A time that a fault may be given, in milliseconds; at most ten minutes. */
export function faultMilliseconds(preset: number): NumberSpec {
  return { default: preset, minimum: 0, maximum: 600_000 };
}

/** How a delay varies. */
export const spreadParameters = {
  spread: faultMilliseconds(0),
  distribution: { default: 'uniform', words: ['uniform', 'normal', 'lognormal'] },
} as const satisfies Parameters;

/** What every fault may be given. The fault `delay` has its own word for the first: `ms`. */
export const commonParameters = {
  delay: faultMilliseconds(0),
  ...spreadParameters,
  charged: { default: 'yes', words: ['yes', 'no'] },
} as const satisfies Parameters;
