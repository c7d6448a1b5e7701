import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Response } from 'express';
import type { OpenAPIObject } from 'openapi3-ts/oas31';
import type { Contract } from '../../spec/index.js';

/**
 * Folder of Swagger UI's files, so that the page works without a network. The build copies them, so that installing the
 * kit does not install Swagger UI, whose dependency reports each installation.
 */
const swaggerUi = join(dirname(createRequire(import.meta.url).resolve('eendigo-kit/package.json')), 'dist', 'docs');

/** The Swagger UI files that the page uses. */
const assets = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'];

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Liveness + Face Compare: API reference of this mock</title>
<link rel="icon" type="image/png" href="docs/favicon-32x32.png">
<link rel="stylesheet" href="docs/swagger-ui.css">
</head>
<body>
<div id="reference"></div>
<noscript>This page needs JavaScript. The contract is at <a href="openapi.json">openapi.json</a>.</noscript>
<script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/start.js"></script>
</body>
</html>
`;

/** Offers only the mock's servers, so that a click never sends a picture to the vendor. */
const start = `fetch('openapi.json')
  .then((answer) => answer.json())
  .then((spec) => {
    SwaggerUIBundle({
      spec: { ...spec, servers: spec.servers.filter((server) => server['x-environment'] === 'mock') },
      dom_id: '#reference',
      validatorUrl: null,
      tryItOutEnabled: true,
      displayRequestDuration: true,
      docExpansion: 'full',
    });
  });
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
  if (name === 'start.js') {
    response.set(headers).type('js').send(start);
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
