import { timingSafeEqual } from 'node:crypto';
import { type Request, type Response, Router } from 'express';
import { findFixture, loadFixture } from '../fixtures/index.js';
import { type Answer, type Contract, version } from '../spec/index.js';
import { sendDocsAsset, sendDocsPage, withOwnServers } from './docs-page.js';
import { problem } from './problem.js';
import type { Session } from './session.js';

/** What the admin API shows and changes. */
export interface AdminOptions {
  readonly contract: Contract;
  /** Asked for as a bearer token by everything but health and version; absent on loopback. */
  readonly token: string | undefined;
  readonly session: () => Session;
  readonly reset: () => void;
}

/** The mock's own API, mounted at `/__admin`: what it is, what it can answer, and what it received. */
export function createAdmin({ contract, token, session, reset }: AdminOptions): Router {
  const router = Router({ strict: true, caseSensitive: true });
  router.get('/health', (_request, response) => json(response, { status: 'ok' }));
  router.get('/version', (_request, response) =>
    json(response, { name: 'eendigo-kit', version, profile: contract.profile }),
  );
  router.use((request, response, next) => {
    if (token === undefined || isBearer(request, token)) return next();
    send(
      response,
      problem(
        401,
        'A token is needed',
        'Send "Authorization: Bearer <token>" with the token the mock printed or was given at start.',
      ),
    );
  });
  router.get('/openapi.json', (_request, response) => json(response, withOwnServers(contract)));
  router.get('/docs', (_request, response) => sendDocsPage(response));
  router.get('/docs/:asset', (request, response, next) => {
    if (!sendDocsAsset(request.params.asset, response)) next();
  });
  router.get('/scenarios', (_request, response) =>
    json(response, {
      scenarios: [...contract.scenarios.values()].map(({ name, kind, status, summary }) => ({
        name,
        kind,
        status,
        summary,
      })),
    }),
  );
  router.get('/requests', (_request, response) => json(response, { requests: session().journal.list() }));
  router.get('/requests/:id', (request, response) => {
    const entry = session().journal.find(request.params.id);
    if (entry) return json(response, entry);
    send(
      response,
      problem(
        404,
        'No such request',
        `The journal holds no request ${JSON.stringify(request.params.id)}; GET /__admin/requests lists them.`,
      ),
    );
  });
  router.get('/fixtures/:file', (request, response, next) => {
    sendFixture(request.params.file, response).catch(next);
  });
  router.post('/reset', (_request, response) => {
    reset();
    response.status(204).end();
  });
  router.use((request, response) => {
    send(
      response,
      problem(
        404,
        'No such admin address',
        `${request.method} ${request.originalUrl.slice(0, 200)} is not one of ${addresses.join(', ')}.`,
      ),
    );
  });
  return router;
}

const addresses = [
  'GET /__admin/health',
  'GET /__admin/version',
  'GET /__admin/openapi.json',
  'GET /__admin/docs',
  'GET /__admin/scenarios',
  'GET /__admin/requests',
  'GET /__admin/requests/:id',
  'GET /__admin/fixtures/:file',
  'POST /__admin/reset',
];

/** Types of content whose names are not simply that of the format. */
const otherTypes: Readonly<Record<string, string>> = {
  none: 'application/octet-stream',
  pdf: 'application/pdf',
  svg: 'image/svg+xml',
};

/** Sends a fixture by its id with any extension, so that `curl -O .../selfie-good.jpg` fetches a picture to try things with. */
async function sendFixture(file: string, response: Response): Promise<void> {
  const fixture = findFixture(file.replace(/\.[a-z]+$/i, ''));
  if (!fixture) {
    send(
      response,
      problem(
        404,
        'No such fixture',
        `No fixture is called ${JSON.stringify(file)}; "eendigo-kit fixtures list" shows them.`,
      ),
    );
    return;
  }
  const { format } = fixture.facts;
  response.setHeader('Content-Type', otherTypes[format] ?? `image/${format}`);
  response.end(await loadFixture(fixture.id));
}

function isBearer(request: Request, token: string): boolean {
  const given = Buffer.from(request.get('Authorization') ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function json(response: Response, value: unknown): void {
  response.setHeader('Content-Type', 'application/json');
  response.end(`${JSON.stringify(value, null, 2)}\n`);
}

/** Sends one of the mock's own answers. */
export function send(response: Response, { status, headers, body }: Answer): void {
  response.writeHead(status, headers);
  response.end(body);
}
