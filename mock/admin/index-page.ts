import type { Request } from 'express';
import { type Answer, type Contract, version } from '../../spec/index.js';
import { json } from './operation.js';

/** Addresses on the index page, with their descriptions. */
const addresses: Readonly<Record<string, string>> = {
  docs: 'API reference of the contract, with a form to try it',
  requests: 'received requests, explained part by part',
  health: 'health of the mock',
  'openapi.json': 'the contract as OpenAPI',
  'admin-openapi.json': 'the admin API as OpenAPI',
};

/** Returns the index: HTML for a browser, JSON for other clients. */
export function indexAnswer({ prefixes, path, profile, method }: Contract, request: Request, baseUrl: string): Answer {
  const base = baseUrl.replace(/\/__admin$/, '');
  const operation = prefixes.map((prefix) => `${method} ${base}${prefix}${path}`);
  if (request.accepts(['json', 'html']) === 'json')
    return json({
      name: 'eendigo-kit',
      version,
      profile,
      operation,
      addresses: Object.keys(addresses).map((name) => `${baseUrl}/${name}`),
    });
  const links = Object.entries(addresses).map(
    ([name, what]) => `<li><a href="${escaped(`${baseUrl}/${name}`)}">${name}</a>: ${what}</li>`,
  );
  const body = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>eendigo-kit mock</title></head>
<body>
<h1>eendigo-kit mock</h1>
<p>Version ${version}, profile ${escaped(profile)}. It answers:</p>
<ul>${operation.map((line) => `<li><code>${escaped(line)}</code></li>`).join('')}</ul>
<ul>${links.join('')}</ul>
</body>
</html>
`;
  const policy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  return {
    status: 200,
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy },
    body,
  };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
