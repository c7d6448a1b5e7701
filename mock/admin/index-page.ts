import type { Request } from 'express';
import { type Answer, type Contract, version } from '../../spec/index.js';
import { inspectorPage } from './inspector-page.js';
import { json } from './operation.js';

/** Addresses in the index. */
const indexed = ['docs', 'requests', 'health', 'openapi.json', 'admin-openapi.json'] as const;

/** Returns the index: the inspector for a browser, JSON for other clients. */
export function indexAnswer({ prefixes, path, profile, method }: Contract, request: Request, baseUrl: string): Answer {
  const isBrowser = request.accepts(['json', 'html']) === 'html';
  const base = baseUrl.replace(/\/__admin$/, '');
  const answer = isBrowser
    ? inspectorPage(baseUrl)
    : json({
        name: 'eendigo-kit',
        version,
        profile,
        operation: prefixes.map((prefix) => `${method} ${base}${prefix}${path}`),
        addresses: indexed.map((name) => `${baseUrl}/${name}`),
      });
  return { ...answer, headers: { ...answer.headers, Vary: 'Accept' } };
}
