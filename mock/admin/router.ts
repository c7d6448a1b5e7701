import { type Request, type Response, Router } from 'express';
import { findFixture, loadFixture } from '../../fixtures/index.js';
import { type Answer, type Contract, version } from '../../spec/index.js';
import type { MockEvents } from '../events.js';
import { toCsv } from '../ledger.js';
import { problem, send } from '../problem.js';
import type { Session } from '../session.js';
import type { Sessions } from '../sessions.js';
import { sendDocsAsset, sendDocsPage, withOwnServers } from './docs-page.js';
import { requireToken } from './token.js';

/** What the admin API shows and changes. */
export interface AdminOptions {
  readonly contract: Contract;
  /** Asked for by everything but health, version and fixtures; absent on loopback. */
  readonly token: string | undefined;
  readonly sessions: Sessions;
  readonly events: MockEvents;
}

/** The mock's own API, mounted at `/__admin`: what it is, what it can answer, and what it received. */
export function createAdmin({ contract, token, sessions }: AdminOptions): Router {
  const router = Router({ strict: true, caseSensitive: true });
  router.get('/health', (_request, response) => json(response, { status: 'ok' }));
  router.get('/version', (_request, response) =>
    json(response, { name: 'eendigo-kit', version, profile: contract.profile }),
  );
  // Before the token is asked for: drawn pictures are no secret, and a first try needs them.
  router.get('/fixtures/:file', (request, response, next) => {
    sendFixture(request.params.file, response).catch(next);
  });
  router.use(requireToken(token));
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
  router.get('/sessions', (_request, response) => json(response, { sessions: sessions.list() }));
  // All that follows speaks of one session: the one that `?session=` names, else the mock's own.
  const within = (request: Request, response: Response, answer: (session: Session) => void): void => {
    const id = idOf(request);
    const session = sessions.get(id);
    if (session) answer(session);
    else send(response, noSession(id));
  };
  router.get('/requests', (request, response) =>
    within(request, response, ({ journal }) => json(response, { requests: journal.list() })),
  );
  router.get('/tenants', (request, response) =>
    within(request, response, ({ tenants }) =>
      json(response, { tenants: tenants.list().map(({ code, balance }) => ({ code, balance })) }),
    ),
  );
  router.get('/transactions', (request, response) =>
    within(request, response, ({ ledger }) => json(response, { transactions: ledger.list() })),
  );
  router.get('/transactions.csv', (request, response) =>
    within(request, response, ({ ledger }) => {
      response.setHeader('Content-Type', 'text/csv; charset=utf-8');
      response.end(toCsv(ledger.list()));
    }),
  );
  router.get('/requests/:id', (request, response) =>
    within(request, response, (session) => {
      const entry = session.journal.find(request.params.id);
      if (entry) return json(response, entry);
      send(
        response,
        problem(
          404,
          'No such request',
          `The journal holds no request ${JSON.stringify(request.params.id)}; GET /__admin/requests lists them.`,
        ),
      );
    }),
  );
  router.post('/reset', (request, response) =>
    within(request, response, () => {
      sessions.close(idOf(request));
      response.status(204).end();
    }),
  );
  router.use((request, response) => {
    send(
      response,
      problem(
        404,
        'No such admin address',
        `${request.method} ${request.baseUrl}${request.path.slice(0, 200)} is not one of ${addresses.join(', ')}.`,
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
  'GET /__admin/sessions',
  'GET /__admin/tenants',
  'GET /__admin/transactions',
  'GET /__admin/transactions.csv',
  'GET /__admin/requests',
  'GET /__admin/requests/:id',
  'GET /__admin/fixtures/:file',
  'POST /__admin/reset',
];

function idOf(request: Request): string | undefined {
  const { session } = request.query;
  return typeof session === 'string' ? session : undefined;
}

/** The answer to an id that can be no session's. */
export function noSession(id: string | undefined): Answer {
  const shown = JSON.stringify((id ?? '').slice(0, 100));
  return problem(
    400,
    'No such session',
    `${shown} cannot be a session's id: letters, digits, dots and dashes, at most 100.`,
  );
}

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

function json(response: Response, value: unknown): void {
  response.setHeader('Content-Type', 'application/json');
  response.end(`${JSON.stringify(value, null, 2)}\n`);
}
