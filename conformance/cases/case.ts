import type { FixtureId } from '../../fixtures/index.js';
import type { Fault } from '../../mock/index.js';
import type { PartName, ResponseKind } from '../../spec/index.js';

/** Who a case can be put to: a server is sent the request; a client is asked to send it and gets the answer. */
export type Direction = 'server' | 'client';

/** The tenant that a request speaks for, by what it must be like. The run knows the credentials. */
export type TenantRole = 'funded' | 'empty' | 'unknown' | 'wrong-key' | 'padded-key' | 'lower-case-code';

/** What a case needs of the world that a run may not have. */
export type Need =
  /** Pictures on which a real face engine finds a face: our drawn ones do for the mock alone. */
  | 'real-face'
  /** Credentials of a tenant whose balance is used up. */
  | 'empty-tenant';

/** What a case costs on a server that charges. `unknown`: the document does not say whether this failure is charged. */
export type Cost = 'billable' | 'free' | 'unknown';

/** Words to choose cases by. */
export type Tag =
  | 'answer'
  | 'parameters'
  | 'credentials'
  | 'balance'
  | 'picture'
  | 'size'
  | 'dimensions'
  | 'format'
  | 'guidance'
  | 'multipart'
  | 'text'
  | 'order'
  | 'http'
  | 'fault';

/** A picture to send: which fixture, and under what name and type. */
export interface FileToSend {
  readonly fixture: FixtureId;
  /** Default: the fixture's own. */
  readonly filename?: string;
  /** Declared type of the part. Default: what the fixture is, as most clients would say. */
  readonly type?: string;
}

/**
 * What to send, as changes to the good request: all eleven parts of section 1 with good pictures, the credentials of
 * the tenant, a fresh refNumber, and section 2's sample values.
 */
export interface RequestPlan {
  readonly files?: { readonly img1?: FileToSend; readonly img2?: FileToSend };
  /** Values in place of the good ones. */
  readonly texts?: Partial<Record<PartName, string>>;
  /** Parts left out. */
  readonly omit?: readonly PartName[];
  /** Parts that section 1 does not list, or lists once, added at the end. */
  readonly add?: readonly { readonly name: string; readonly value: string }[];
  /** File parts sent as text parts, the picture's bytes in base64. */
  readonly asText?: readonly ('img1' | 'img2')[];
  /** Text parts sent with a file name, as some clients send everything. */
  readonly textAsFile?: readonly PartName[];
  /** Sent in chunks, without a Content-Length. */
  readonly isChunked?: boolean;
  /** Order of the parts. Default: the document's. */
  readonly order?: 'documented' | 'reversed' | 'texts-first';
  /** Send the same refNumber as another case of the run. */
  readonly sameRefNumberAs?: string;
}

/** The methods that cases use: the documented one and two that are not. */
export type HttpMethod = 'GET' | 'POST' | 'PUT';

/** A request that no well-kept client writes: method, content type and body as they stand, without any secret. */
export interface RawRequest {
  readonly method: HttpMethod;
  readonly contentType?: string;
  readonly body?: string;
}

/** One request with its expected answer: the same for a mock, for UAT and for a client. */
export interface TestCase {
  /** Stable, kebab-case. */
  readonly id: string;
  readonly title: string;
  /** The kind that must come back, or that a client is given to understand. */
  readonly kind: ResponseKind;
  /** The scenario that plays the kind to a client. Default: the kind's own. */
  readonly scenario?: string;
  /** The verdict that a success must speak, where the case settles it. */
  readonly expectedResult?: { readonly matched: boolean; readonly live: boolean };
  /** The ambiguity that leaves the kind open, where the document does not settle it: another kind is then no failure. */
  readonly kindAmbiguity?: string;
  readonly tenant?: TenantRole;
  readonly request: RequestPlan | { readonly raw: RawRequest };
  readonly cost: Cost;
  readonly needs: readonly Need[];
  readonly directions: readonly Direction[];
  /** Done to the answer on its way to a client. */
  readonly fault?: Fault;
  /** How long a client is told to wait for the answer, in milliseconds. Default: long enough for any machine. */
  readonly timeoutMs?: number;
  /** Requirements of the spec that it tests. */
  readonly requirements: readonly string[];
  /** Ambiguities of the spec that it probes. */
  readonly ambiguities: readonly string[];
  readonly tags: readonly Tag[];
}
