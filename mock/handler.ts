import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { AdminOptions } from './admin/router.js';
import type { Limits } from './connection/limits.js';
import type { Channel } from './judging/channels.js';
import type { FaceEngineMode } from './pictures/face-engine.js';
import { createPipeline } from './pipeline.js';
import { noSession, ownFault, problem, send } from './problem.js';
import { headerOf, pathOf } from './request.js';
import type { Session } from './sessions/session.js';

/** What the mock's request handler is made of. */
export interface HandlerOptions extends AdminOptions {
  readonly mockHeaders: boolean;
  readonly channels: readonly Channel[];
  readonly requestFaults: boolean;
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
  // Loaded with the first request to it: Express takes as long to load as all else that a start needs.
  let admin: Promise<RequestListener> | undefined;
  return (request, response) => {
    const path = pathOf(request);
    if (path === '/__admin' || path.startsWith('/__admin/')) {
      admin ??= import('./admin/app.js').then(({ createAdminApp }) => createAdminApp(options));
      admin.then((handle) => handle(request, response)).catch((error: unknown) => ownFault(response, error));
      return;
    }
    // For clients that take a base URL and nothing else, the session stands in the path; others may name it in a header.
    const [, inPath, rest = path] = /^\/s\/([^/]+)(\/.*)$/s.exec(path) ?? [];
    const id = inPath ?? headerOf(request, 'x-mock-session');
    const session = sessions.get(id);
    if (!session) return send(response, noSession(id));
    if (!paths.has(rest)) return unknownPath(request, response, session, [...paths]);
    // Reading it again would wait for ever: the sender has sent it once, and somebody else has it.
    if (request.readableDidRead) return bodyIsGone(request, response, session);
    pipeline(request, response, session).catch((error: unknown) => ownFault(response, error));
  };
}

function bodyIsGone(request: IncomingMessage, response: ServerResponse, { journal }: Session): void {
  const text = 'the body was read before the mock could read it';
  const hint =
    'In your application, a body parser (multer, express.raw, express.urlencoded, ...) stands before the mock: mount the mock first, or keep the parser to the paths that need it';
  const entry = journal.open(request);
  entry.decide({ answer: { status: 500, because: `${text}. ${hint}.` } });
  send(response, problem(500, 'No body is left to read', `${text}. ${hint}.`));
  entry.close('answered');
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
