import type { ClientCase } from './protocol.js';

/** A case as an attached client gets it: its pictures have a URL in place of a file. */
export type AttachedCase = { readonly type: 'case' } & Omit<ClientCase, 'request' | 'earlier'> & {
    readonly request: AttachedRequest;
    readonly earlier?: readonly AttachedRequest[];
  };

/** The parts of a call, in order: a text, or a picture to load from `url` and to send under the name `filename`. */
export type AttachedRequest = Readonly<Record<string, string | { readonly url: string; readonly filename: string }>>;

/** The answer to a client that asks for the next case. */
export type AttachMessage =
  | AttachedCase
  /** There are no more cases. */
  | { readonly type: 'stop' };
