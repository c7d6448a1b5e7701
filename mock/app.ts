import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Answer } from '../spec/index.js';
import type { AdminOptions } from './admin/router.js';
import type { Limits } from './http/limits.js';
import { hidden, ownFault, problem, sendOwnAnswer } from './http/problem.js';
import { headerOf, isAdminPath, pathOf, toOriginForm } from './http/request.js';
import { segmentsOf, shownPath } from './http/shown-path.js';
import type { ShownRequest } from './journal/journal.js';
import type { Violation } from './journal/violation.js';
import { createPipeline } from './operation/operation.js';
import { foreignPage, isPreflight } from './operation/pages.js';
import { hiddenInPath, masked } from './privacy/hide-secrets.js';
import type { Channel, FaceEngineMode } from './schemas/choices.js';
import type { Session } from './sessions/session.js';
import { noSession, twoSessions } from './sessions/session-problems.js';

/** What the mock's request handler is made of. */
export interface HandlerOptions extends AdminOptions {
  readonly mockHeaders: boolean;
  readonly channels: readonly Channel[];
  readonly requestFaults: boolean;
  readonly faceEngine: FaceEngineMode;
  readonly limits: Limits;
}

/**
 * Makes the mock's request handler: the operation under every server's prefix, and `/__admin`, the same under `/s/<session>`.
 * The operation's own requests do not pass through Express, which is there for the admin API; the handler may stand in
 * somebody's Express application all the same.
 */
export function createHandler(options: HandlerOptions): RequestListener {
  const { contract, corsOrigins, sessions, mockHeaders } = options;
  const paths = new Set(contract.prefixes.map((prefix) => `${prefix}${contract.path}`));
  const known = ['s', ...segmentsOf([...paths])];
  const pipeline = createPipeline(options);
  /** Answers what never comes to the pipeline, and journals it. */
  const refuse = (
    request: IncomingMessage,
    response: ServerResponse,
    session: Session,
    refused: Refused & { readonly shown: ShownRequest },
  ): void => {
    const { answer, violations = [], because, shown } = refused;
    const entry = session.journal.open(request, shown);
    const { status, headers, body } = hidden(answer, session);
    entry.decide({
      violations: [...violations, ...foreignPage(request, corsOrigins)],
      answer: { status, because: because ?? JSON.parse(body).detail },
    });
    sendOwnAnswer(response, {
      status,
      headers: mockHeaders ? { ...headers, 'X-Mock-Request-Id': entry.id } : headers,
      body,
    });
    entry.close('answered');
  };
  // Loaded with the first request to it: Express takes as long to load as all else that a start needs.
  let admin: Promise<RequestListener> | undefined;
  const toAdmin = (request: IncomingMessage, response: ServerResponse): void => {
    admin ??= import('./admin/app.js').then(({ createAdminApp }) => createAdminApp(options));
    admin.then((handle) => handle(request, response)).catch((error: unknown) => ownFault(response, error));
  };
  return (request, response) => {
    toOriginForm(request);
    const path = pathOf(request);
    // For clients that take a base URL and nothing else, the session stands in the path; others may name it in a header.
    const [, inPath, rest = path] = /^\/s\/([^/]+)(\/.*)$/s.exec(path) ?? [];
    if (isAdminPath(path)) return toAdmin(request, response);
    if (path === '/' && (request.method === 'GET' || request.method === 'HEAD')) {
      request.url = '/__admin';
      return toAdmin(request, response);
    }
    const inHeader = headerOf(request, 'x-mock-session');
    const id = inPath ?? inHeader;
    // Only the operation opens a session: a page can have a browser call any address.
    const session = sessions.visit(id);
    const own = sessions.own();
    const name = session?.name();
    const shown: ShownRequest = {
      path: shownPath(path, known, inPath !== undefined && name !== undefined ? { id: inPath, name } : undefined),
      session:
        inHeader === undefined || inHeader === session?.id ? name : (sessions.nameFor(inHeader) ?? masked(inHeader)),
    };
    if (isPreflight(request) && corsOrigins.includes(headerOf(request, 'origin') ?? ''))
      return sendOwnAnswer(response, nothing);
    if (isPreflight(request)) return refuse(request, response, session ?? own, { shown, ...notListed });
    if (!session) return refuse(request, response, own, { shown, answer: noSession(sessions.shownId(id ?? '')) });
    if (inHeader !== undefined && inHeader !== id)
      return refuse(request, response, session, {
        shown,
        answer: twoSessions([id ?? '', inHeader].map((one) => sessions.shownId(one))),
      });
    if (!paths.has(rest))
      return refuse(request, response, session, {
        shown,
        ...unknownPath(hiddenInPath(shown.path, session.hide), [...paths]),
      });
    // Reading it again would wait for ever: the sender has sent it once, and somebody else has it.
    if (request.readableDidRead) return refuse(request, response, session, { shown, answer: bodyIsGone });
    const addressed = request.method === contract.method ? sessions.get(id) : undefined;
    pipeline(request, response, addressed ?? session, shown).catch((error: unknown) => ownFault(response, error));
  };
}

/** What is answered in place of the operation. */
interface Refused {
  readonly answer: Answer;
  /** Why, where the answer does not say it. */
  readonly because?: string;
  readonly violations?: readonly Violation[];
}

const nothing: Answer = { status: 204, headers: {}, body: '' };

/** Without the headers that would allow it, the browser does not send the page's request. */
const notListed: Refused = {
  answer: nothing,
  because: 'a browser asks whether a page may send a request, and the page is not allowed to',
};

const bodyIsGone = problem(
  500,
  'No body is left to read',
  'the body was read before the mock could read it. In your application, a body parser (multer, express.raw, express.urlencoded, ...) stands before the mock: mount the mock first, or keep the parser to the paths that need it.',
);

function unknownPath(path: string, paths: readonly string[]): Refused {
  const text = `${path.slice(0, 200)} is not the operation's path`;
  const hint = `POST to ${paths.join(' or ')}`;
  return {
    answer: problem(404, 'No such path', `${text}. ${hint}.`),
    // No answer of the contract is meant for it; it is a fault of the client's all the same.
    violations: [{ rule: 'path', verdict: 'parameter-invalid', text, hint, section: '1' }],
  };
}
