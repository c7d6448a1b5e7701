import type { Request, Response } from 'express';
import type { ReferenceObject, SchemaObject } from 'openapi3-ts/oas31';
import type { Answer, Contract, LoadedProfile } from '../../spec/index.js';
import type { MockEvents } from '../journal/events.js';
import { ref } from '../schemas/refs.js';
import type { Session } from '../sessions/session.js';
import type { Sessions } from '../sessions/sessions.js';

/** What the admin API shows and changes. */
export interface AdminOptions {
  readonly contract: Contract;
  /** The profile that the contract was built under, with where its decisions come from; absent for an edited OpenAPI file. */
  readonly profile?: LoadedProfile | undefined;
  /** Asked for by everything but health, version and fixtures; absent on loopback. */
  readonly token: string | undefined;
  /** Origins of pages that may call the operation and use the admin API from a browser, e.g. `http://localhost:5173`. */
  readonly corsOrigins: readonly string[];
  readonly sessions: Sessions;
  readonly events: MockEvents;
  /** Why the mock does not do its work any more, in one line; undefined as long as it does. */
  readonly trouble?: () => string | undefined;
  /** Tells the figures of `GET /metrics`; without it there is no such address. */
  readonly metrics?: () => Promise<{ readonly contentType: string; readonly text: string }>;
}

/** One call of an operation, its body already held against the operation's schema. */
export interface AdminCall {
  readonly options: AdminOptions;
  /** The session that `?session=`, the header or the path names, else the mock's own. */
  readonly session: Session;
  readonly parameters: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly request: Request;
  readonly response: Response;
}

/** What may come back, for the OpenAPI document: a schema for JSON, a media type for anything else. */
export interface AnswerSpec {
  readonly description: string;
  readonly schema?: SchemaObject | ReferenceObject;
  readonly contentType?: string;
}

/** One operation of the admin API: all that is to be said of it. */
export interface Operation {
  readonly summary: string;
  /** Takes `?session=<id>`, `X-Mock-Session` and `/s/<id>` before its path, of one that is open; `opens`: and opens one that is not; `visits`: open or not. */
  readonly session?: true | 'opens' | 'visits';
  /** Asks for no token. */
  readonly open?: true;
  readonly body?: {
    readonly schema: SchemaObject | ReferenceObject;
    readonly example: unknown;
    /** Other bodies that it takes, by what they are, for the OpenAPI document. */
    readonly more?: Readonly<Record<string, unknown>>;
    /** It may be left out, which is the same as `{}`. */
    readonly optional?: true;
    /** A plain text will do (`text/plain`), as one that JSON has in quotes: an example of it. */
    readonly text?: string;
    /** Reads the texts in it that stand for structures, before it is held against the schema. */
    readonly read?: (value: unknown) => unknown;
  };
  /** What it takes in its query beside `session`, by name. */
  readonly query?: Readonly<Record<string, string>>;
  /** What its path's parameters are, by name. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly answers: Readonly<Record<number, AnswerSpec>>;
  /** Answers a call. Undefined: it has sent its answer itself. */
  readonly handle: (call: AdminCall) => Answer | undefined | Promise<Answer | undefined>;
}

/** An operation's method and path under `/__admin`, its parameters in braces. */
export type Address = `${'GET' | 'POST' | 'PUT' | 'DELETE'} /${string}`;

/** Operations by their addresses. */
export type Operations = Readonly<Record<Address, Operation>>;

/** An answer in JSON. */
export function json(value: unknown, status = 200): Answer {
  return { status, headers: { 'Content-Type': 'application/json' }, body: `${JSON.stringify(value, null, 2)}\n` };
}

/** The answer where there is nothing to say but that it is done. */
export const done: Answer = { status: 204, headers: {}, body: '' };

/** What is said of `done`. */
export const doneSpec: AnswerSpec = { description: 'Done.' };

/** What is said of an answer that is a problem. */
export function problemSpec(description: string): AnswerSpec {
  return { description, schema: ref('Problem'), contentType: 'application/problem+json' };
}

/** An operation with its address, taken apart. */
export interface AddressedOperation extends Operation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Under `/__admin`, its parameters in braces. */
  readonly path: string;
}
