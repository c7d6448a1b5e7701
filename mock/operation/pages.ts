import type { IncomingMessage, ServerResponse } from 'node:http';
import cors from 'cors';
import { type Contract, shellWord } from '../../spec/index.js';
import { isOrigin } from '../http/origins.js';
import { isAdminPath, pathOf } from '../http/request.js';
import type { Violation } from '../journal/violation.js';
import { mockHeaderNames } from './mock-headers.js';

/** Lets a page of a listed origin read what will be answered, whatever that is. Sets headers, and nothing else. */
export type Admit = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Lets pages of the listed origins call the operation from a browser. The admin API, which lets others do other things, is
 * left to itself.
 */
export function createAdmit(corsOrigins: readonly string[], contract: Contract): Admit {
  if (corsOrigins.length === 0) return () => {};
  const allow = cors({
    origin: [...corsOrigins],
    // The operation knows no cookies, but a page whose client sends them everywhere could not read the answer otherwise.
    credentials: true,
    exposedHeaders: [...exposedHeaders(contract)],
    preflightContinue: true,
  });
  return (request, response) => {
    const { origin } = request.headers;
    if (origin === undefined || !corsOrigins.includes(origin) || isAdminPath(pathOf(request))) return;
    allow(request, response, () => {});
    // Asked by browsers where a page of the internet calls this machine.
    if (request.headers['access-control-request-private-network'] === 'true')
      response.setHeader('Access-Control-Allow-Private-Network', 'true');
  };
}

/** Headers of answers, beside those that every page may read: what the contract's scenarios have, and what the mock adds. */
function exposedHeaders({ openapi }: Contract): ReadonlySet<string> {
  const examples = Object.values(openapi.components?.examples ?? {}) as { readonly 'x-headers'?: object }[];
  const documented = examples.flatMap((example) => Object.keys(example['x-headers'] ?? {}));
  return new Set([...documented, ...mockHeaderNames, 'Preference-Applied', 'Allow', 'Retry-After']);
}

/** Whether a browser asks beforehand what a page may send, before it sends that. */
export function isPreflight({ method, headers }: IncomingMessage): boolean {
  return method === 'OPTIONS' && headers.origin !== undefined && headers['access-control-request-method'] !== undefined;
}

/**
 * What the journal tells of a request by a page of another origin that is not listed: nothing is wrong with it, but its browser
 * keeps the answer from the page.
 */
export function foreignPage({ headers }: IncomingMessage, corsOrigins: readonly string[]): readonly Violation[] {
  const { origin, host } = headers;
  if (origin === undefined || corsOrigins.includes(origin)) return [];
  if (URL.canParse(origin) && new URL(origin).host === host) return [];
  const list = [...corsOrigins, origin].map(shellWord).join(',');
  return [
    {
      rule: 'origin',
      verdict: 'accepted',
      text: `the page's origin ${JSON.stringify(origin.slice(0, 200))} is not among corsOrigins, so its browser keeps the answer from it`,
      hint:
        isOrigin(origin) && origin.length <= 200
          ? `start the mock with --cors-origins ${list}`
          : 'open the page by http:// from a server, and start the mock with that origin in --cors-origins',
      section: '1',
    },
  ];
}
