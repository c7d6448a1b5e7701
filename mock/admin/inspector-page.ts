import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Response } from 'express';
import type { Answer } from '../../spec/index.js';

/** Folder of the inspector's files, which the build bundles from `mock/inspector`. */
const bundle = join(dirname(createRequire(import.meta.url).resolve('eendigo-kit/package.json')), 'dist', 'inspector');

const assets = ['inspector.js', 'inspector.css'];

/**
 * Nothing inline and nothing from another host runs in the page, whatever a client sent. Styles that the script sets on
 * elements are allowed.
 */
const inspectorHeaders = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

/** Returns the inspector page. `baseUrl` is that of the admin API, possibly of a session: both load the same files. */
export function inspectorPage(baseUrl: string): Answer {
  const root = escapedAttribute(baseUrl.replace(/(\/s\/[^/]+)?\/__admin$/, ''));
  const files = `${root}/__admin/inspector`;
  const body = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Inspector of the mock</title>
<link rel="icon" href="${root}/favicon.ico">
<link rel="stylesheet" href="${files}/inspector.css">
<script type="module" src="${files}/inspector.js"></script>
</head>
<body>
<div id="inspector"></div>
<noscript>This page needs JavaScript. Without it, read <a href="${escapedAttribute(baseUrl)}/requests">the requests as JSON</a>.</noscript>
</body>
</html>
`;
  return { status: 200, headers: { ...inspectorHeaders, 'Content-Type': 'text/html; charset=utf-8' }, body };
}

/** Sends a file of the inspector. Returns false for an unknown name. */
export function sendInspectorAsset(name: string, response: Response): boolean {
  if (!assets.includes(name)) return false;
  response.set(inspectorHeaders).sendFile(name, { root: bundle });
  return true;
}

function escapedAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
