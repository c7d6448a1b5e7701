import { openAsBlob } from 'node:fs';
import type { ResponseKind } from '../../../spec/index.js';
import type { ClientCase, ClientReport, ClientRequest } from '../../protocol/protocol.js';

/** One part as a client hands it to its encoder. */
export interface FormEntry {
  readonly name: string;
  readonly value: string | Blob;
  /** Set for a file. */
  readonly filename?: string;
}

/** A request body, and its content type where the encoder does not set it itself. */
export interface EncodedForm {
  readonly body: FormData | Uint8Array<ArrayBuffer> | string;
  readonly contentType?: string;
}

/** An answer, before the client reads it. */
export interface AnswerSeen {
  readonly status: number;
  readonly header: (name: string) => string | null;
  readonly text: string;
}

/** The parts of an answer's body that a client reads. */
export interface AnswerBody {
  readonly [key: string]: unknown;
}

/** The steps of a client. Each calls the others by `client`, so that a broken client replaces one of them. */
export interface ClientSteps {
  /** The parts of one value of the case. */
  readonly part: (name: string, value: ClientRequest[string], client: ClientSteps) => Promise<readonly FormEntry[]>;
  /** All parts, in order. */
  readonly form: (request: ClientRequest, client: ClientSteps) => Promise<readonly FormEntry[]>;
  readonly encode: (entries: readonly FormEntry[]) => EncodedForm | Promise<EncodedForm>;
  readonly address: (testCase: ClientCase) => string;
  readonly init: RequestInit;
  readonly call: (testCase: ClientCase, request: ClientRequest, client: ClientSteps) => Promise<AnswerSeen>;
  readonly parse: (text: string) => AnswerBody;
  readonly kindOf: (message: unknown) => ResponseKind | null;
  readonly understand: (answer: AnswerSeen, client: ClientSteps) => ClientReport;
  /** All calls of a case. The report is on the last one. */
  readonly run: (testCase: ClientCase, client: ClientSteps) => Promise<ClientReport>;
}

const kinds: ReadonlyMap<unknown, ResponseKind> = new Map([
  ['Insufficient balance', 'insufficient-balance'],
  ['Parameter invalid, please check your request', 'parameter-invalid'],
  ['Invalid API key or tenant code', 'invalid-credentials'],
  ['Input Image Invalid', 'face-compare-error'],
  ['Image too large', 'image-too-large'],
]);

/** A client that keeps the contract. */
export const rightClient: ClientSteps = {
  part: async (name, value) =>
    typeof value === 'string'
      ? [{ name, value }]
      : [{ name, value: await openAsBlob(value.file), filename: value.filename }],
  form: async (request, client) => {
    const entries: FormEntry[] = [];
    for (const [name, value] of Object.entries(request)) entries.push(...(await client.part(name, value, client)));
    return entries;
  },
  encode: (entries) => {
    const body = new FormData();
    for (const { name, value, filename } of entries)
      if (typeof value === 'string') body.append(name, value);
      else body.append(name, value, filename);
    return { body };
  },
  address: ({ baseUrl, path }) => `${baseUrl}${path}`,
  init: { method: 'POST', redirect: 'error' },
  call: async (testCase, request, client) => {
    const { body, contentType } = await client.encode(await client.form(request, client));
    const response = await fetch(client.address(testCase), {
      body,
      signal: AbortSignal.timeout(testCase.timeoutMs),
      ...client.init,
      headers: { ...(contentType === undefined ? {} : { 'Content-Type': contentType }) },
    });
    return {
      status: response.status,
      header: (name) => response.headers.get(name),
      text: await response.text(),
    };
  },
  parse: (text) => JSON.parse(text) as AnswerBody,
  kindOf: (message) => kinds.get(message) ?? null,
  understand: ({ text, header }, client) => {
    const body = client.parse(text);
    switch (String(body['status']).toLowerCase()) {
      case 'success':
        return { outcome: 'success', kind: 'success', fields: successFields(body, header('X-Trx-No')) };
      case 'failed': {
        const isLiveness = 'error' in body || 'result' in body;
        return {
          outcome: 'service-error',
          kind: isLiveness ? 'liveness-error' : client.kindOf(body['message']),
          fields: { date: textOf(body, 'datetime', 'date'), message: textOf(body, 'error', 'message') },
        };
      }
      default:
        throw new Error('JSON that is not an answer of the service');
    }
  },
  run: async (testCase, client) => {
    try {
      for (const request of testCase.earlier ?? []) await client.call(testCase, request, client);
      return client.understand(await client.call(testCase, testCase.request, client), client);
    } catch (error) {
      return { outcome: 'transport-error', reason: String(error) };
    }
  },
};

/** The fields of a success. Throws for an incomplete result. */
function successFields(body: AnswerBody, trxNo: string | null): NonNullable<ClientReport['fields']> {
  const [result] = [body['result']].flat() as [Record<string, Record<string, string>>];
  const { face_compare: compare = {}, face_liveness: live = {} } = result;
  const fields = { ...compare, ...live };
  for (const name of ['compare', 'similarity', 'threshold', 'live', 'score'])
    if (typeof fields[name] !== 'string') throw new Error('a success with an incomplete result');
  return { ...fields, date: textOf(body, 'date', 'datetime'), message: textOf(body, 'message'), trxNo };
}

/** The first of these values that is a text. */
function textOf(body: AnswerBody, ...names: readonly string[]): string | null {
  const texts = names.map((name) => body[name]).filter((value): value is string => typeof value === 'string');
  return texts[0] ?? null;
}

/** Creates a client in this process that differs from the right one in these steps. */
export function createClient(steps: Partial<ClientSteps>): (testCase: ClientCase) => Promise<ClientReport> {
  const client = { ...rightClient, ...steps };
  return (testCase) => client.run(testCase, client);
}
