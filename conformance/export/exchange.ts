import type { FixtureId } from '../../fixtures/index.js';
import type { HttpMethod } from '../cases/case.js';
import type { Assertion } from './assertion.js';
import type { Obstacle } from './obstacles.js';
import type { Piece } from './variables.js';

/** A file beside the exported requests: a picture, or a text that is sent as a file. */
export type ExportedFile =
  | { readonly path: string; readonly fixture: FixtureId }
  | { readonly path: string; readonly text: string };

/** One part of an exported form, in the order of the form. */
export type ExportedPart =
  | { readonly type: 'text'; readonly name: string; readonly value: readonly Piece[] }
  /** The last name of the path is the file name that the part has. */
  | { readonly type: 'file'; readonly name: string; readonly file: ExportedFile; readonly contentType?: string }
  /** A file's bytes in a part without a file name. */
  | { readonly type: 'bytes'; readonly name: string; readonly file: ExportedFile; readonly contentType: string }
  /** A file's bytes in base64, in a text part. */
  | { readonly type: 'base64'; readonly name: string; readonly file: ExportedFile };

/** The body of an exported request: a form, or a text as it is. */
export type ExportedBody =
  | { readonly type: 'form'; readonly parts: readonly ExportedPart[]; readonly isChunked: boolean }
  | { readonly type: 'raw'; readonly contentType?: string; readonly text?: string };

/** A group of exchanges: a folder in tools that have folders. */
export interface Topic {
  readonly slug: string;
  readonly title: string;
}

/** One request of a case and the answer that the contract demands, in no tool's form. */
export interface Exchange {
  /** The id of the case. */
  readonly id: string;
  readonly title: string;
  readonly topic: Topic;
  /** What the case is for: statements of the document with their sections, open questions, what it needs. */
  readonly purpose: readonly string[];
  readonly method: HttpMethod;
  readonly body: ExportedBody;
  readonly assertions: readonly Assertion[];
  /** What about the exchange some tools cannot express. */
  readonly obstacles: readonly Obstacle[];
}
