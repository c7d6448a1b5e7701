import { type Contract, parts as documentedParts, isResponseKind } from '../../spec/index.js';
import type { MockServer } from '../server.js';

/** One part of a request, written exactly so: headers left out here are left out on the wire. */
export interface SentPart {
  readonly name: string;
  readonly content: Buffer;
  readonly filename?: string;
  readonly type?: string;
}

/** A request: multipart with its parts, or JSON, or without a body. */
export interface SentRequest {
  readonly method?: string;
  readonly parts: readonly SentPart[];
  readonly json?: string;
  /** Whether to send a form that ends in its first part. */
  readonly cutForm?: true;
}

/** An answer without its variable values: its time and its figures. */
export interface SeenAnswer {
  readonly status: number;
  readonly scenario: string;
  readonly kind: string;
  readonly contentType: string | null;
  /** X-Trx-No compared with the previous one in the same session. */
  readonly trxNo: 'none' | 'first' | 'larger' | 'smaller';
  readonly body: string;
}

/** Everything observable of a mock after some requests in a new session. */
export interface Observed {
  readonly answers: readonly SeenAnswer[];
  readonly transactions: readonly {
    readonly numbered: boolean;
    readonly refNumber: string;
    readonly tenantCode: string;
    readonly loginId: string;
    readonly charged: boolean;
  }[];
  /** How much was charged to the balance. */
  readonly spent: number;
}

const example = (name: string): string => documentedParts.find((part) => part.name === name)?.example ?? '';

/** Sends requests one after the other in a new session, and returns everything observable of it. */
export async function observe(
  mock: MockServer,
  id: string,
  requests: readonly SentRequest[],
  balance = 100,
): Promise<Observed> {
  const session = mock.session(id, { tenants: [{ code: example('tenant_code'), key: example('key'), balance }] });
  const answers: SeenAnswer[] = [];
  let last: string | undefined;
  for (const request of requests) {
    const response = await fetch(`${session.url}${mock.contract.path}`, initOf(request));
    const number = response.headers.get('X-Trx-No') ?? undefined;
    answers.push(await seen(mock.contract, response, last));
    last = number ?? last;
  }
  const left = session.tenants()[0]?.balance ?? Number.NaN;
  const transactions = session.transactions().map(({ trxNo, refNumber, tenantCode, loginId, charged }) => ({
    numbered: trxNo !== '',
    refNumber,
    tenantCode,
    loginId,
    charged,
  }));
  session.close();
  return { answers, transactions, spent: balance - left };
}

async function seen({ scenarios }: Contract, response: Response, last: string | undefined): Promise<SeenAnswer> {
  const scenario = response.headers.get('X-Mock-Scenario') ?? 'none';
  const kind = scenarios.get(scenario)?.kind ?? '';
  const body = await response.text();
  return {
    status: response.status,
    scenario,
    kind: isResponseKind(kind) ? kind : 'none',
    contentType: response.headers.get('Content-Type'),
    trxNo: order(response.headers.get('X-Trx-No'), last),
    body: body.replace(/\w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT/, 'the time').replaceAll(/\b[01]\.\d{5}\b/g, 'a figure'),
  };
}

function order(number: string | null, last: string | undefined): SeenAnswer['trxNo'] {
  if (number === null) return 'none';
  if (last === undefined) return 'first';
  return Number(number) > Number(last) ? 'larger' : 'smaller';
}

function initOf({ method = 'POST', parts, json, cutForm }: SentRequest): RequestInit {
  const cut = '--cut\r\nContent-Disposition: form-data; name="key"\r\n\r\nAD';
  if (cutForm) return { method, body: cut, headers: { 'Content-Type': 'multipart/form-data; boundary=cut' } };
  if (json !== undefined) return { method, body: json, headers: { 'Content-Type': 'application/json' } };
  if (parts.length === 0) return { method };
  const boundary = 'the-end-of-a-part';
  const body = Buffer.concat([...parts.map((part) => encoded(part, boundary)), Buffer.from(`--${boundary}--\r\n`)]);
  return { method, body, headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}` } };
}

/** Written manually, since no form library leaves out the file name of a file. */
function encoded({ name, content, filename, type }: SentPart, boundary: string): Buffer {
  const disposition = `form-data; name="${name}"${filename === undefined ? '' : `; filename="${filename}"`}`;
  const head = `--${boundary}\r\nContent-Disposition: ${disposition}\r\n${type ? `Content-Type: ${type}\r\n` : ''}\r\n`;
  return Buffer.concat([Buffer.from(head), content, Buffer.from('\r\n')]);
}
