import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import express, { type NextFunction, type Request, type Response } from 'express';
import { KitError, reasonOf } from '../spec/index.js';
import { type AdminOptions, createAdmin } from './admin/router.js';
import type { Channel } from './channels.js';
import type { FaceEngineMode } from './face-engine.js';
import type { Limits } from './limits.js';
import { createPipeline } from './pipeline.js';
import { noSession, problem, send } from './problem.js';
import { headerOf, pathOf } from './request.js';
import type { Session } from './session.js';

/** What the mock's request handler is made of. */
export interface HandlerOptions extends AdminOptions {
  readonly mockHeaders: boolean;
  readonly channels: readonly Channel[];
  readonly faceEngine: FaceEngineMode;
  readonly limits: Limits;
}

/**
 * Makes the mock's request handler: the operation under every server's prefix, the same under `/s/<session>`, and `/__admin`.
 * The operation's own requests do not pass through Express, which is there for the admin API; the handler may stand in
 * somebody's Express application all the same.
 */
export function createHandler(options: HandlerOptions): RequestListener {
  const { contract, sessions } = options;
  const paths = new Set(contract.prefixes.map((prefix) => `${prefix}${contract.path}`));
  const pipeline = createPipeline(options);
  const admin = createAdminApp(options);
  return (request, response) => {
    const path = pathOf(request);
    if (path === '/__admin' || path.startsWith('/__admin/')) return admin(request, response);
    // For clients that take a base URL and nothing else, the session stands in the path; others may name it in a header.
    const [, inPath, rest = path] = /^\/s\/([^/]+)(\/.*)$/s.exec(path) ?? [];
    const id = inPath ?? headerOf(request, 'x-mock-session');
    const session = sessions.get(id);
    if (!session) return send(response, noSession(id));
    if (!paths.has(rest)) return unknownPath(request, response, session, [...paths]);
    pipeline(request, response, session).catch((error: unknown) => ownFault(response, error));
  };
}

function createAdminApp(options: AdminOptions): RequestListener {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use('/__admin', createAdmin(options));
  app.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => ownFault(response, error));
  return app;
}

function ownFault(response: ServerResponse, error: unknown): void {
  if (response.headersSent) response.destroy();
  else if (error instanceof KitError && error.code === 'unwritable')
    send(response, problem(503, 'The state file cannot be written', error.message));
  else send(response, problem(500, 'A fault of the mock, not of the request', reasonOf(error)));
}

function unknownPath(
  request: IncomingMessage,
  response: ServerResponse,
  { journal }: Session,
  paths: readonly string[],
): void {
  const text = `${pathOf(request).slice(0, 200)} is not the operation's path`;
  const hint = `POST to ${paths.join(' or ')}`;
  const entry = journal.open(request);
  entry.decide({
    violations: [{ rule: 'path', verdict: 'accepted', text, hint, section: '1' }],
    answer: { status: 404, because: text },
  });
  request.resume();
  send(response, problem(404, 'No such path', `${text}. ${hint}.`));
  entry.close('answered');
}
