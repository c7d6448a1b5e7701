import type { Request, Response } from 'express';
import type { ReferenceObject, SchemaObject } from 'openapi3-ts/oas31';
import type { Answer, Contract, LoadedProfile } from '../../spec/index.js';
import type { ServedAt } from '../http/served-at.js';
import type { MockEvents } from '../journal/events.js';
import type { Channel } from '../schemas/choices.js';
import { ref } from '../schemas/refs.js';
import type { Session } from '../sessions/session.js';
import type { Sessions } from '../sessions/sessions.js';

/** Options of the admin API. */
export interface AdminOptions {
  readonly contract: Contract;
  /** The profile of the contract, with the origin of each decision. Absent for an edited OpenAPI file. */
  readonly profile?: LoadedProfile | undefined;
  /** Required by every operation that is not public. Undefined on loopback. */
  readonly token: string | undefined;
  /** The channels through which a request can select a scenario. */
  readonly channels: readonly Channel[];
  /**
   * Origins of pages that may call the operation and use the admin API from a browser, e.g. `http://localhost:5173`.
   */
  readonly corsOrigins: readonly string[];
  readonly sessions: Sessions;
  readonly events: MockEvents;
  /** Returns where the server listens; undefined inside an application that listens itself. */
  readonly servedAt?: () => ServedAt | undefined;
  /** Resolves to why the mock is unhealthy, in one line, or undefined if it is healthy. */
  readonly healthProblem?: () => Promise<string | undefined>;
  /** Renders `GET /metrics`. Without it, that address does not exist. */
  readonly metrics?: () => Promise<{ readonly contentType: string; readonly text: string }>;
}

/** One call of an operation. Its body is already validated. */
export interface AdminCall {
  readonly options: AdminOptions;
  /** The session selected by `?session=`, header or path, or the default session. */
  readonly session: Session;
  readonly parameters: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly request: Request;
  readonly response: Response;
}

/** Describes an answer for the OpenAPI document: a schema for JSON, else a media type. */
export interface AnswerSpec {
  readonly description: string;
  readonly schema?: SchemaObject | ReferenceObject;
  readonly contentType?: string;
}

/** One operation of the admin API. */
export interface Operation {
  readonly summary: string;
  /**
   * Accepts a session by `?session=<id>`, `X-Mock-Session` or `/s/<id>`. `true` requires an open session, `opens` opens
   * a missing one, `visits` accepts both and opens none.
   */
  readonly session?: true | 'opens' | 'visits';
  /** Requires no token. */
  readonly isPublic?: true;
  readonly body?: {
    readonly schema: SchemaObject | ReferenceObject;
    readonly example: unknown;
    /** Further examples of the body by name, for the OpenAPI document. */
    readonly more?: Readonly<Record<string, unknown>>;
    /** The body may be omitted, which equals `{}`. */
    readonly optional?: true;
    /** Example of a plain text (`text/plain`) that the operation accepts in place of a JSON string. */
    readonly text?: string;
    /** Parses texts that stand for structures, before validation. */
    readonly read?: (value: unknown) => unknown;
  };
  /** Query parameters besides `session`, with descriptions. */
  readonly query?: Readonly<Record<string, string>>;
  /** Path parameters, with descriptions. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly answers: Readonly<Record<number, AnswerSpec>>;
  /** Handles a call. Returns undefined if it has sent the answer itself. */
  readonly handle: (call: AdminCall) => Answer | undefined | Promise<Answer | undefined>;
}

/** Method and path under `/__admin`, with parameters in braces. */
export type Address = `${'GET' | 'POST' | 'PUT' | 'DELETE'} /${string}`;

/** Operations by address. */
export type Operations = Readonly<Record<Address, Operation>>;

/** Returns a JSON answer. */
export function json(value: unknown, status = 200): Answer {
  return { status, headers: { 'Content-Type': 'application/json' }, body: `${JSON.stringify(value, null, 2)}\n` };
}

/** The answer of an operation without a result. */
export const done: Answer = { status: 204, headers: {}, body: '' };

/** Describes `done`. */
export const doneSpec: AnswerSpec = { description: 'Done.' };

/** Describes an answer that is a problem. */
export function problemSpec(description: string): AnswerSpec {
  return { description, schema: ref('Problem'), contentType: 'application/problem+json' };
}

/** An operation with its method and path. */
export interface AddressedOperation extends Operation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path under `/__admin`, with parameters in braces. */
  readonly path: string;
}
