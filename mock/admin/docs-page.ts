import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Response } from 'express';
import type { OpenAPIObject } from 'openapi3-ts/oas31';
import { type Contract, pageBase, pageTokens } from '../../spec/index.js';
import { docsScript } from './docs-script.js';
import { docsStyle } from './docs-style.js';

/**
 * Folder of Swagger UI's files, so that the page works without a network. The build copies them, so that installing the
 * kit does not install Swagger UI, whose dependency reports each installation.
 */
const swaggerUi = join(dirname(createRequire(import.meta.url).resolve('eendigo-kit/package.json')), 'dist', 'docs');

/** The Swagger UI files that the page uses. */
const assets = ['swagger-ui.css', 'swagger-ui-bundle.js'];

/** The page's own files, by name. */
const ownFiles: Readonly<Record<string, { readonly type: string; readonly text: string }>> = {
  'start.js': { type: 'js', text: docsScript },
  'page.css': { type: 'css', text: `${pageTokens}${pageBase}${docsStyle}` },
};

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Liveness + Face Compare: API reference of this mock</title>
<link rel="icon" href="../favicon.ico">
<link rel="stylesheet" href="docs/swagger-ui.css">
<link rel="stylesheet" href="docs/page.css">
</head>
<body>
<header>
<nav aria-label="This mock"><a href="../__admin">← Inspector</a> <a href="openapi.json">OpenAPI</a> <a href="admin-openapi.json">Admin API</a></nav>
<h1>Liveness + Face Compare</h1>
<p id="about"></p>
<noscript><p>This page needs JavaScript. The contract is at <a href="openapi.json">openapi.json</a>.</p></noscript>
</header>
<div class="body">
<section aria-labelledby="pictures-title"><h2 id="pictures-title">The two pictures</h2><div id="pictures" class="cards"></div></section>
<section aria-labelledby="answers-title"><h2 id="answers-title">The seven answers</h2><div id="answers" class="cards"></div></section>
<section aria-labelledby="try-title"><h2 id="try-title">Try it</h2><p class="soft">The form is sent to this mock, and to no other server.</p></section>
<div id="reference"></div>
</div>
<script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/start.js"></script>
</body>
</html>
`;

/** Prevents the browser from contacting other hosts, whatever Swagger UI tries to load. */
const headers = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
    "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

/** Sends the API reference page, with a form that sends requests to this mock. */
export function sendDocsPage(response: Response): void {
  response.set(headers).type('html').send(page);
}

/** Sends a file of the API reference. Returns false for an unknown name. */
export function sendDocsAsset(name: string, response: Response): boolean {
  const own = Object.hasOwn(ownFiles, name) ? ownFiles[name] : undefined;
  if (own !== undefined) {
    response.set(headers).type(own.type).send(own.text);
    return true;
  }
  if (!assets.includes(name)) return false;
  response.set(headers).sendFile(name, { root: swaggerUi });
  return true;
}

/** Returns the contract's OpenAPI document with the mock's servers listed first. `base` is the mount path. */
export function withOwnServers({ openapi, prefixes }: Contract, base: string): OpenAPIObject {
  const own = prefixes.map((prefix) => ({
    url: `${base}${prefix}` || '/',
    description: `This mock${prefix ? `, under ${prefix}` : ''}`,
    'x-environment': 'mock',
  }));
  return { ...openapi, servers: [...own, ...(openapi.servers ?? [])] };
}
