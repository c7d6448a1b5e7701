import type { JournalEntry } from '../../schemas/journal-types.js';
import type { QueueState } from '../../schemas/session-types.js';

/** One call of the admin API. */
export interface AdminRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/__admin`, with its query. */
  readonly path: string;
  readonly body?: unknown;
  /** Whether the address is the same for every session. */
  readonly ofMock?: true;
  /** Whether the call reads the session of the page, so that it has no result while the session is not open. */
  readonly readsSession?: true;
}

/** What the admin API answered. Status 0: the mock was not reached. */
export type AdminResult<Value> =
  | { readonly ok: true; readonly status: number; readonly value: Value }
  | { readonly ok: false; readonly status: number; readonly problem: string };

/** A tenant as the admin API lists it. */
export interface ListedTenant {
  readonly code: string;
  readonly balance: number;
  /** Its configured balance; null if it is not configured. */
  readonly configured: number | null;
}

/** A session with its state. */
export interface SessionState {
  readonly id: string | null;
  readonly scenario: string | null;
  readonly queue: QueueState;
  readonly fault: FaultPlanState;
  readonly keepImages: boolean;
  readonly tenants: readonly ListedTenant[];
  readonly requests: number;
  readonly transactions: number;
}

/** The fault plan in effect. */
export interface FaultPlanState {
  readonly rules: readonly PlannedFault[];
  readonly seed: number;
  readonly requests: number;
}

/** One rule of the fault plan. */
export interface PlannedFault {
  readonly fault: 'none' | { readonly type: string; readonly [parameter: string]: string | number };
  readonly first?: number;
  readonly after?: number;
  readonly every?: number;
  readonly probability?: number;
}

/** A scenario as the admin API lists it. */
export interface ListedScenario {
  readonly name: string;
  readonly kind: string;
  readonly status: number;
  readonly summary: string;
  /** Its answer with the values of the contract. */
  readonly sample: { readonly headers: Readonly<Record<string, string>>; readonly body: string };
  /** What each answer has of its own: headers by name, values of the body by JSON pointer. */
  readonly fresh: readonly string[];
}

/** A fault as the admin API lists it. */
export interface ListedFault {
  readonly name: string;
  readonly summary: string;
  readonly isAnswerReadable: boolean;
  readonly parameters: Readonly<Record<string, FaultParameter>>;
  readonly header: string;
}

/** A parameter of a fault: a number within bounds, or one of several words. */
export type FaultParameter =
  | { readonly default: number; readonly minimum: number; readonly maximum: number }
  | { readonly default: string; readonly words: readonly string[] };

/** A page of requests. */
export interface ListedRequests {
  readonly total: number;
  readonly requests: readonly JournalEntry[];
  readonly next?: number;
}

/** A base URL of the mock, and the callers that it is for. */
export interface ListedAddress {
  readonly from: 'this-machine' | 'network' | 'android-emulator';
  readonly url: string;
}

/** A request that the mock answers with one scenario. */
export interface ListedSample {
  readonly scenario: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly parts: readonly SamplePart[];
}

/** A part of a sample: a text, or a picture by its fixture. A null value is chosen by the sender. */
export type SamplePart =
  | { readonly name: string; readonly value: string | null }
  | { readonly name: string; readonly fixture: string; readonly fileName: string };

/** The samples, and where to send them, below the base URL. */
export interface ListedSamples {
  readonly method: string;
  readonly path: string;
  readonly samples: readonly ListedSample[];
}
