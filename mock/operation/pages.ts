import type { IncomingMessage, ServerResponse } from 'node:http';
import cors from 'cors';
import { type Contract, shellWord } from '../../spec/index.js';
import { isOrigin } from '../http/origins.js';
import { isAdminPath, pathOf } from '../http/request.js';
import { answerWordings as words } from '../texts/answer-wordings.js';
import { mockHeaderNames } from './mock-headers.js';
import type { WordedViolation } from './rules/worded-violation.js';

/** Lets a page of a listed origin read the answer. It only sets headers. */
export type HandleCors = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Lets pages of the listed origins call the operation from a browser. It ignores the admin API, which has its own
 * rules.
 */
export function createCorsHandler(corsOrigins: readonly string[], contract: Contract): HandleCors {
  if (corsOrigins.length === 0) return () => {};
  const allow = cors({
    origin: [...corsOrigins],
    // The operation uses no cookies, but a client that always sends credentials could not read the answer otherwise.
    credentials: true,
    exposedHeaders: [...exposedHeaders(contract)],
    preflightContinue: true,
  });
  return (request, response) => {
    const { origin } = request.headers;
    if (origin === undefined || !corsOrigins.includes(origin) || isAdminPath(pathOf(request))) return;
    allow(request, response, () => {});
    // Browsers send this header when a page from the internet calls this machine.
    if (request.headers['access-control-request-private-network'] === 'true')
      response.setHeader('Access-Control-Allow-Private-Network', 'true');
  };
}

/**
 * Returns the answer headers that pages cannot read by default: those of the contract's scenarios, and those of the
 * mock.
 */
function exposedHeaders({ openapi }: Contract): ReadonlySet<string> {
  const examples = Object.values(openapi.components?.examples ?? {}) as { readonly 'x-headers'?: object }[];
  const documented = examples.flatMap((example) => Object.keys(example['x-headers'] ?? {}));
  return new Set([...documented, ...mockHeaderNames, 'Preference-Applied', 'Allow', 'Retry-After']);
}

/** Whether a request is a CORS preflight. */
export function isPreflight({ method, headers }: IncomingMessage): boolean {
  return method === 'OPTIONS' && headers.origin !== undefined && headers['access-control-request-method'] !== undefined;
}

/**
 * Returns a note for the journal when a page's origin is not listed. The request is valid, but the browser hides the
 * answer from the page.
 */
export function unlistedOrigin(
  { headers }: IncomingMessage,
  corsOrigins: readonly string[],
): readonly WordedViolation[] {
  const { origin, host } = headers;
  if (origin === undefined || corsOrigins.includes(origin)) return [];
  if (URL.canParse(origin) && new URL(origin).host === host) return [];
  const list = [...corsOrigins, origin].map(shellWord).join(',');
  return [
    {
      rule: 'origin',
      outcome: 'accepted',
      text: words.unlistedOrigin({ origin: JSON.stringify(origin.slice(0, 200)) }),
      hint: isOrigin(origin) && origin.length <= 200 ? words.unlistedOriginHint({ list }) : words.noOriginHint,
      section: '1',
    },
  ];
}
