import type { ClientCase, protocolVersion } from './protocol.js';

/** What the runner writes to a client in a session: one JSON object per line of the client's standard input. */
export type RunnerMessage =
  | {
      readonly type: 'hello';
      readonly protocol: typeof protocolVersion;
      /** The name and version of the kit, for people. */
      readonly runner: string;
    }
  | ({ readonly type: 'case' } & ClientCase)
  /** The last message. Standard input closes after it. */
  | { readonly type: 'stop' };

/** What a client writes to the runner when it can take cases. */
export interface ReadyMessage {
  readonly type: 'ready';
  /** The version of the protocol that the client speaks. Default: that of `hello`. */
  readonly protocol?: number | null;
  /** The client's name, for people. */
  readonly name?: string | null;
  /** The client's version, for people. */
  readonly version?: string | null;
  /** What the client cannot do, by capability, each with the reason. The run skips cases that use one of these. */
  readonly declines?: Readonly<Record<string, string>> | null;
}

/** A client's result of a case. `report` has the form of `ClientReport`. */
export interface ResultMessage {
  readonly type: 'result';
  readonly id: string;
  readonly report: unknown;
}

/** What a client writes to the runner in a session: one JSON object per line of its standard output. */
export type ClientMessage = ReadyMessage | ResultMessage;
