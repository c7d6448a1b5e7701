import type { FixtureId } from '../../fixtures/index.js';
import type { Fault } from '../../mock/index.js';
import type { PartName, ProfilePath, RuleName } from '../../spec/index.js';
import type { Capability } from './capability.js';

/** What a case tests: a server, which gets the request, or a client, which sends the request and gets the answer. */
export type Direction = 'server' | 'client';

/** The kind of tenant that a request names. The run supplies its credentials. */
export type TenantRole =
  | 'funded'
  | 'empty'
  | 'unknown'
  | 'wrong-key'
  | 'padded-key'
  | 'lower-case-code'
  /** The tenant with balance, with the key of the one without. */
  | 'other-tenants-key'
  | 'key-in-other-capitals'
  | 'key-cut-short'
  | 'key-with-more';

/** A precondition that a run may not meet. */
export type Need =
  /** Pictures in which a real face engine finds a face. Drawn pictures work on the mock only. */
  | 'real-face'
  /** Credentials of a tenant without balance. */
  | 'empty-tenant'
  /** A server on this machine: the case sends several calls at once, which would load or bill a shared server. */
  | 'loopback';

/** How a case sends its request, with another refNumber, a second time. */
export type SecondRequest =
  /** At the same time as the first. */
  | 'at-once'
  /** After the answer to the first, over the same connection, where the server says that it keeps that. */
  | 'on-one-connection';

/** A word that `--tag` selects cases by. */
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

/** A picture to send: its fixture, file name and content type. */
export interface FileToSend {
  readonly fixture: FixtureId;
  /** Default: the fixture's own file name. */
  readonly filename?: string;
  /** The content type that the part declares. Default: the type of the fixture. */
  readonly type?: string;
}

/**
 * A request, described by its differences from the good request. The good request has all eleven parts of section 1: good
 * pictures, the credentials of the tenant, a new refNumber, and the sample values of section 2.
 */
export interface RequestPlan {
  readonly files?: { readonly img1?: FileToSend; readonly img2?: FileToSend };
  /** Values that replace the good ones. */
  readonly texts?: Partial<Record<PartName, string>>;
  /** Parts that the request lacks. */
  readonly omit?: readonly PartName[];
  /** Parts to send under another name, by their own name. */
  readonly rename?: Partial<Record<PartName, string>>;
  /** Additional parts at the end: unknown to section 1, or repeated. */
  readonly add?: readonly { readonly name: string; readonly value: string }[];
  /** File parts to send as text parts, with the picture's bytes in base64. */
  readonly asText?: readonly ('img1' | 'img2')[];
  /** File parts to send without a file name, with the picture's bytes as they are. */
  readonly withoutFilename?: readonly ('img1' | 'img2')[];
  /** Text parts to send with a file name, as some clients do. */
  readonly textAsFile?: readonly PartName[];
  /** Whether to send the body in chunks, without a Content-Length. */
  readonly isChunked?: boolean;
  /** The order of the parts. Default: the order of the document. */
  readonly order?: 'documented' | 'reversed' | 'texts-first';
  /**
   * A refNumber whose form this request's new one has: other digits, the same letters. A server may refuse a refNumber that
   * it knows, so a fixed one would change the verdicts of a second run. A client gets it as it stands.
   */
  readonly refNumberLike?: string;
  /** The id of the case whose refNumber this request repeats. */
  readonly sameRefNumberAs?: string;
}

/** The methods that cases use. The document allows POST only. */
export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** A request that is sent exactly as written, for defects that a multipart encoder never produces. Holds no secret. */
export interface RawRequest {
  readonly method: HttpMethod;
  readonly contentType?: string;
  readonly body?: string;
}

/** Fixed values of a success, each in place of a value of the scenario. */
export interface AnswerValues {
  readonly trxNo?: string;
  readonly date?: string;
  readonly compare?: string;
  readonly similarity?: string;
  readonly live?: string;
  readonly score?: string;
}

/** A call before the one that a client's report is on. */
export interface EarlierCall {
  readonly request: RequestPlan;
  /** The scenario of its answer. */
  readonly scenario: string;
}

/**
 * One request. The contract says which answer must come back and what it may cost (`expectation/`). The same case runs on
 * the mock, on UAT and on a client.
 */
export interface TestCase {
  /** Stable, in kebab-case. In a run on a client under several profiles, `@` and the profile's name follow. */
  readonly id: string;
  readonly title: string;
  /** The name of the profile under which a client gets the case, in a run under several. */
  readonly profile?: string;
  /** The scenario that the mock sends to a client. Default: the default scenario of the kind that the contract demands. */
  readonly scenario?: string;
  readonly tenant?: TenantRole;
  readonly request: RequestPlan | { readonly raw: RawRequest };
  /** The two rules that the request breaks, in a case that shows which of them the server checks first. */
  readonly breaks?: readonly [RuleName, RuleName];
  readonly needs: readonly Need[];
  /** What the case uses of a client beyond the contract. A client may decline these. Default: nothing. */
  readonly uses?: readonly Capability[];
  readonly directions: readonly Direction[];
  /** Set for a case that sends two requests. */
  readonly again?: SecondRequest;
  /** The readings of the register, by ambiguity, under which the mock answers a client. Default: those of the run. */
  readonly readings?: Readonly<Record<string, string>>;
  /** Decisions of a profile, by path, under which the mock answers a client. They come on top of the readings. */
  readonly decisions?: Readonly<Partial<Record<ProfilePath, unknown>>>;
  /** Values that the mock's answer to a client has in place of those of its scenario. */
  readonly answer?: AnswerValues;
  /**
   * Whether the client must report the kind of a failure. `optional`: right clients differ in whether they recognise it.
   * `unknown`: the text is none of the document's, so a kind would be a guess. Default: it must.
   */
  readonly kindIs?: 'optional' | 'unknown';
  /** The environment whose path the client's address has: UAT's has a prefix. Default: production. */
  readonly environment?: 'uat';
  /** Calls that the client makes before that of `request`, one after another. Default: none. */
  readonly earlier?: readonly EarlierCall[];
  /** The transport fault that the mock injects into the answer to a client. */
  readonly fault?: Fault;
  /**
   * What a right client reports in a case with a fault: the answer, a transport error, or either of them, where right clients
   * differ. Default: the answer, if it can be read in spite of the fault.
   */
  readonly rightReport?: 'answer' | 'transport-error' | 'either';
  /** The time limit that a client must keep, in milliseconds. Default: 20 seconds, enough on a slow machine. */
  readonly timeoutMs?: number;
  /** Requirements of the spec that the case tests. */
  readonly requirements: readonly string[];
  /** Ambiguities of the spec that the case probes. */
  readonly ambiguities: readonly string[];
  readonly tags: readonly Tag[];
}

/** The id of a case without the profile of a run under several. */
export function baseIdOf(id: string): string {
  return id.replace(/@[^@]*$/, '');
}
