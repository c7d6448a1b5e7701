import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { type AdminOptions, createAdmin, noSession } from './admin.js';
import type { Channel } from './channels.js';
import { createPipeline } from './pipeline.js';
import { problem, send } from './problem.js';
import type { Session } from './session.js';

/** What the mock's Express application is made of. */
export interface AppOptions extends AdminOptions {
  readonly mockHeaders: boolean;
  readonly channels: readonly Channel[];
}

/** The mock as an Express application: the operation under every server's prefix, `/s/<session>/...`, and `/__admin`. */
export function createApp(options: AppOptions): Express {
  const { contract, mockHeaders, channels, sessionById } = options;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use('/__admin', createAdmin(options));

  const paths = new Set(contract.prefixes.map((prefix) => `${prefix}${contract.path}`));
  const pipeline = createPipeline({ contract, mockHeaders, channels });
  app.use(async (request, response) => {
    // For clients that take a base URL and nothing else, the session stands in the path; others may name it in a header.
    const [, inPath, rest] = /^\/s\/([^/]+)(\/.*)$/s.exec(request.path) ?? [];
    const id = inPath ?? request.get('X-Mock-Session');
    const world = sessionById(id);
    if (!world) return send(response, noSession(id));
    if (paths.has(rest ?? request.path)) return pipeline(request, response, world);
    unknownPath(request, response, world, [...paths]);
  });
  app.use((error: unknown, _request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) return next(error);
    const detail = error instanceof Error ? error.message : String(error);
    send(response, problem(500, 'A fault of the mock, not of the request', detail));
  });
  return app;
}

function unknownPath(request: Request, response: Response, { journal }: Session, paths: readonly string[]): void {
  const text = `${request.path.slice(0, 200)} is not the operation's path`;
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
