// Generated from the schema of the JSON report by `npm run generate`.
import type { ProfilePath, ResponseKind } from '../../spec/index.js';
import type { ClientReport } from '../protocol/report-types.js';

/** The JSON report of a run. */
export interface JsonReport {
  /** The version of this format. */
  readonly format: 1;
  /** The version of the kit. */
  readonly kit: string;
  /** The API's document that the kit follows. Absent in reports of earlier versions. */
  readonly document?: {
    readonly title: string;
    readonly version: string;
    readonly published: string;
  };
  /** Where the run took place. Absent in reports of earlier versions. */
  readonly environment?: {
    readonly node: string;
    readonly platform: string;
    readonly arch: string;
  };
  readonly direction: 'server' | 'client';
  /** The target's address, or the client's command. */
  readonly subject: string;
  /** The profile whose readings the run assumed, with every decision (see profile.schema.json). */
  readonly profile: {
    readonly name: string;
    readonly decisions: Readonly<Record<string, unknown>>;
  };
  readonly plan: {
    /** Cases, skipped ones included. */
    readonly cases: number;
    /** Cases that the plan sends. */
    readonly sent: number;
    /** The highest number of calls that may be charged. */
    readonly mayBeCharged: number;
  };
  /** ISO 8601. */
  readonly startedAt: string;
  readonly durationMs: number;
  /** Why the run ended before its last case. Absent for a complete run. */
  readonly cutShort?: string;
  /** Remarks that belong to no case. */
  readonly notes?: readonly string[];
  readonly exit: { readonly code: 0 | 1 | 2 | 3 | 4 | 5; readonly reason: string };
  /** The number of cases with each verdict. */
  readonly summary: {
    readonly passed: number;
    readonly failed: number;
    readonly inconclusive: number;
    readonly known: number;
    readonly error: number;
    readonly skipped: number;
  };
  /** What is not passed, by cause. */
  readonly causes: readonly {
    /** The cause in one line. */
    readonly headline: string;
    readonly outcome: 'failed' | 'inconclusive';
    /** Ids of the checks that are not passed. */
    readonly checks: readonly string[];
    /** Ids of the cases. */
    readonly cases: readonly string[];
  }[];
  /**
   * Charges beyond the first of each call, for requests that the client repeated. Absent when there are none, and in
   * a run on a server.
   */
  readonly doubleCharges?: {
    readonly charges: number;
    /** Ids of the cases. */
    readonly cases: readonly string[];
    /** What the charges cost. Absent without --price. */
    readonly money?: string;
  };
  /** The file of known failures, and its entries that do not hold. Absent for a run without one. */
  readonly knownFailures?: {
    readonly file: string;
    readonly problems: readonly {
      /** The line of the entry in the file, from 1. */
      readonly line: number;
      readonly case: string;
      readonly check: string;
      /** stale: no such case or check; expired; unmatched: the check does not fail; different: it fails otherwise. */
      readonly type: 'stale' | 'expired' | 'unmatched' | 'different';
      readonly problem: string;
    }[];
  };
  /** A profile under which a server answers as this one did. Absent when all passed, or nothing explains it. */
  readonly explanation?: {
    /** A built-in profile. Absent for the profile of the run. */
    readonly profile?: string;
    /** The decisions in which the server differs from that profile. */
    readonly decisions: readonly {
      readonly path: ProfilePath;
      /** The value of the decision. */
      readonly value: unknown;
      /** Ids of the cases of which it explains something. */
      readonly cases: readonly string[];
    }[];
    /** Ids of the cases that did not pass and do under this profile. */
    readonly explained: readonly string[];
    /** Ids of the cases that do not pass under this profile either. */
    readonly remaining: readonly string[];
    /** A profile file with these decisions, as YAML. */
    readonly profileFile?: string;
  };
  /** What the answers show of open questions. */
  readonly readings: readonly {
    /** Id of the open question. */
    readonly ambiguity: string;
    readonly question: string;
    /** The different values that the answers showed. */
    readonly observed: readonly string[];
    /** Ids of the readings that fit all of them. */
    readonly readings: readonly string[];
    /** The readings as text. */
    readonly description: string;
    /** Whether the reading that the profile assumes is among them. */
    readonly matchesProfile: boolean;
    /** Why the answers do not tell. Absent where they do. */
    readonly unknown?: string;
  }[];
  readonly cases: readonly {
    readonly id: string;
    readonly title: string;
    /** The kind that the contract demands, or that a client gets. */
    readonly kind: ResponseKind;
    /** The kind of the answer of a server; outside for one of none of the seven. */
    readonly answered?: ResponseKind | 'outside';
    /** The profile under which a client got the case. Absent in a run under one profile. */
    readonly profile?: string;
    readonly tags: readonly string[];
    readonly verdict: 'passed' | 'failed' | 'inconclusive' | 'known' | 'error' | 'skipped';
    /** Why the run skipped the case, or how the kit failed. */
    readonly reason?: string;
    /** Remarks that change no verdict. */
    readonly notes?: readonly string[];
    /** The run ended before the case did. */
    readonly cutShort?: true;
    /** Milliseconds of the request with its answer, or of the client process. */
    readonly durationMs: number;
    /** A command line that sends the request again. Secrets stand in it as variables. */
    readonly reproduce?: string;
    readonly checks: readonly {
      /** Stable id of the check. */
      readonly id: string;
      /** The statement that holds when the check passes. */
      readonly title: string;
      readonly outcome: 'passed' | 'failed' | 'inconclusive';
      readonly expected?: string;
      readonly actual?: string;
      /** Set for a check that is not passed and that the file of known failures accepts. */
      readonly known?: {
        readonly owner: string;
        readonly reason: string;
        /** The last day on which it is accepted, as YYYY-MM-DD in UTC. */
        readonly expires: string;
      };
      /** How the check passed, when that matters. */
      readonly note?: string;
      /** The open question that excuses the answer, and the reading that it fits, if it fits one. */
      readonly reading?: { readonly ambiguity: string; readonly reading?: string };
      /** The requirements of the register that the check tests, or the open question that it observes. */
      readonly source: { readonly requirements: readonly string[] } | { readonly ambiguity: string };
      /** What the answer shows of open questions. */
      readonly observed?: readonly { readonly ambiguity: string; readonly value: string }[];
    }[];
    /**
     * The parts that a run on a server sent, masked and with variables for secrets: of a file its fixture and
     * measures.
     */
    readonly sent?: readonly {
      readonly name: string;
      readonly as: string;
      readonly content: string;
    }[];
    /** What the run keeps of the request and its answer. Keys and NIKs are masked. */
    readonly evidence?: {
      readonly refNumber?: string;
      /** When the request was sent, in ISO 8601. */
      readonly sentAt: string;
      /** Calls that the server may have charged. */
      readonly mayHaveBeenCharged: number;
      /** Calls that the mock charged to a client. Absent in a run on a server. */
      readonly charged?: number;
      readonly answer?: {
        readonly status: number;
        /** By lower-case name. */
        readonly headers: Readonly<Record<string, string>>;
        /** The text of the body. */
        readonly body: string;
        /** The header X-Trx-No. */
        readonly trxNo?: string;
      };
      /** Why no answer came. */
      readonly transportError?: string;
      /** The requests of a client, as they were on the wire, oldest first. */
      readonly requests?: readonly {
        readonly method: string;
        readonly path: string;
        /** By lower-case name. */
        readonly headers: Readonly<Record<string, string>>;
        /** A text with its value, or a file with its measures. */
        readonly parts: readonly {
          readonly name: string;
          readonly value?: string;
          readonly filename?: string | null;
          readonly bytes?: number;
          readonly sha256?: string;
        }[];
        /** The HTTP status of the answer. Absent when none was sent. */
        readonly status?: number;
      }[];
      readonly report?: ClientReport;
      /** The last characters that a client printed. */
      readonly output?: { readonly stdout?: string; readonly stderr?: string };
    };
    /** What a search for a limit of a picture has found. Absent for other cases. */
    readonly search?: {
      /** The size next to the limit that the server accepts, in bytes or pixels. */
      readonly accepted?: number;
      /** The size next to the limit that the server refuses, in bytes or pixels. */
      readonly refused?: number;
      /** Why the search ended early. Absent for one that came to its end. */
      readonly ended?: string;
      /** The requests of the search, oldest first. */
      readonly probes: readonly {
        /** The fixture that was sent as the selfie. */
        readonly img1: string;
        /** The fixture that was sent as the KTP. */
        readonly img2: string;
        /** The kind of the answer of a server; outside for one of none of the seven. */
        readonly answered?: ResponseKind | 'outside';
        /** What the run keeps of the request and its answer. Keys and NIKs are masked. */
        readonly evidence: {
          readonly refNumber?: string;
          /** When the request was sent, in ISO 8601. */
          readonly sentAt: string;
          /** Calls that the server may have charged. */
          readonly mayHaveBeenCharged: number;
          /** Calls that the mock charged to a client. Absent in a run on a server. */
          readonly charged?: number;
          readonly answer?: {
            readonly status: number;
            /** By lower-case name. */
            readonly headers: Readonly<Record<string, string>>;
            /** The text of the body. */
            readonly body: string;
            /** The header X-Trx-No. */
            readonly trxNo?: string;
          };
          /** Why no answer came. */
          readonly transportError?: string;
          /** The requests of a client, as they were on the wire, oldest first. */
          readonly requests?: readonly {
            readonly method: string;
            readonly path: string;
            /** By lower-case name. */
            readonly headers: Readonly<Record<string, string>>;
            /** A text with its value, or a file with its measures. */
            readonly parts: readonly {
              readonly name: string;
              readonly value?: string;
              readonly filename?: string | null;
              readonly bytes?: number;
              readonly sha256?: string;
            }[];
            /** The HTTP status of the answer. Absent when none was sent. */
            readonly status?: number;
          }[];
          readonly report?: ClientReport;
          /** The last characters that a client printed. */
          readonly output?: { readonly stdout?: string; readonly stderr?: string };
        };
      }[];
    };
  }[];
  /**
   * What a recorder passed on, in the order in which the requests came; cases is empty then. Absent for a run of
   * cases. An addition to format 1.
   */
  readonly exchanges?: readonly {
    readonly id: string;
    /** What was sent, in words. Requests that are equal to the rules have the same. */
    readonly request: string;
    /** Id of the case that sends such a request. Absent where none does. */
    readonly case?: string;
    /** The kind of the answer; outside for one of none of the seven. Absent at other paths. */
    readonly answered?: ResponseKind | 'outside';
    /** What the mock finds wrong with the request, with its hints. */
    readonly violations: readonly {
      readonly rule: string;
      readonly part?: string;
      readonly outcome: string;
      readonly text: string;
      readonly hint?: string;
    }[];
    /** What was sent, as far as the rules of the contract can depend on it. Absent where it could not be read. */
    readonly facts?: {
      readonly method: string;
      readonly body: 'form' | 'malformed-form' | 'other';
      /** Of a body that is no form. */
      readonly mediaType: string;
      readonly parts: readonly {
        readonly name: string;
        readonly type: 'text' | 'picture' | 'text-as-file' | 'picture-as-text';
        /** What kind of text it is. */
        readonly text?: 'plain' | 'empty' | 'blank' | 'padded' | 'long' | 'beyond-ascii' | 'special' | 'no-nik';
        /** The ending of the file name. Absent for a part without one. */
        readonly ending?: string;
        readonly picture?: {
          /** The kit's fixture, where the picture is one. */
          readonly fixture?: string;
          /** By its first bytes; none for no picture. */
          readonly format: string;
          /** Pixels as stored; 0 where they are not known. */
          readonly width: number;
          readonly height: number;
          readonly bytes: number;
          readonly state: 'whole' | 'no-end-marker' | 'unreadable';
        };
      }[];
      /** The role of the tenant, as in the cases; not-known where no answer and no setting vouches for it. */
      readonly tenant: string;
      readonly repeatsRefNumber: boolean;
      readonly chunked: boolean;
      /** Picture parts that are not declared as pictures. */
      readonly undeclaredPictures: readonly string[];
    };
    /** Why the recorder did not pass the request on. */
    readonly refused?: string;
    /** The recorder was ended before the answer was complete. */
    readonly open?: true;
    /** Milliseconds of the exchange, uploads of the client included. */
    readonly durationMs: number;
    /** What the run keeps of the request and its answer. Keys and NIKs are masked. */
    readonly evidence: {
      readonly refNumber?: string;
      /** When the request was sent, in ISO 8601. */
      readonly sentAt: string;
      /** Calls that the server may have charged. */
      readonly mayHaveBeenCharged: number;
      /** Calls that the mock charged to a client. Absent in a run on a server. */
      readonly charged?: number;
      readonly answer?: {
        readonly status: number;
        /** By lower-case name. */
        readonly headers: Readonly<Record<string, string>>;
        /** The text of the body. */
        readonly body: string;
        /** The header X-Trx-No. */
        readonly trxNo?: string;
      };
      /** Why no answer came. */
      readonly transportError?: string;
      /** The requests of a client, as they were on the wire, oldest first. */
      readonly requests?: readonly {
        readonly method: string;
        readonly path: string;
        /** By lower-case name. */
        readonly headers: Readonly<Record<string, string>>;
        /** A text with its value, or a file with its measures. */
        readonly parts: readonly {
          readonly name: string;
          readonly value?: string;
          readonly filename?: string | null;
          readonly bytes?: number;
          readonly sha256?: string;
        }[];
        /** The HTTP status of the answer. Absent when none was sent. */
        readonly status?: number;
      }[];
      readonly report?: ClientReport;
      /** The last characters that a client printed. */
      readonly output?: { readonly stdout?: string; readonly stderr?: string };
    };
  }[];
}
