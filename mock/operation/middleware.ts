import type { IncomingMessage } from 'node:http';
import type { Request, RequestHandler, Response } from 'express';
import type { Answer, Contract } from '../../spec/index.js';
import { problem, sendOwnAnswer, withoutSecrets } from '../http/problem.js';
import { headerOf, isAdminPath, pathOf, routedPath, toOriginForm } from '../http/request.js';
import { segmentsOf, shownPath } from '../http/shown-path.js';
import type { ShownRequest } from '../journal/journal.js';
import { hideInPath, masked } from '../privacy/hide-secrets.js';
import type { Violation } from '../schemas/journal-types.js';
import type { Session } from '../sessions/session.js';
import { conflictingSessions, invalidSession } from '../sessions/session-problems.js';
import type { Sessions } from '../sessions/sessions.js';
import { adminUrlOf } from './admin-url.js';
import { hintHeader } from './hint-header.js';
import { findingHeaders } from './mock-headers.js';
import { isParsedBody } from './multipart/index.js';
import { createPipeline, type PipelineOptions } from './operation.js';
import { isPreflight, unlistedOrigin } from './pages.js';

/** Options for the operation's middleware. */
export interface OperationOptions extends PipelineOptions {
  readonly sessions: Sessions;
}

/** What the middleware knows of a request to the operation or to an unknown path. */
interface RequestContext {
  /** The id in the path or the header; undefined for the mock's own session. */
  readonly id: string | undefined;
  /** The session with that id, open or not; undefined for an invalid id. */
  readonly session: Session | undefined;
  readonly shown: ShownRequest;
}

/** Symbols cannot collide with names in the application that mounts the mock. */
const sentPath = Symbol('path');
const requestContext = Symbol('request context');

interface SentRequest extends IncomingMessage {
  [sentPath]?: string;
  originalUrl?: string;
}

/**
 * Makes Express route a request by the exact characters of its path, whatever the form of its target. Call it before
 * Express, which answers a target that it cannot parse with its own page.
 */
export function routeAsSent(request: SentRequest): void {
  toOriginForm(request);
  const path = pathOf(request);
  request[sentPath] = path;
  const routed = routedPath(path);
  // The admin API has parameters, which Express decodes.
  if (routed === path || isAdminPath(path)) return;
  request.originalUrl ??= request.url ?? '';
  request.url = routed;
}

function contextOf(response: Response): RequestContext {
  return (response.locals as { [requestContext]: RequestContext })[requestContext];
}

/** Returns the operation's paths, one per prefix, escaped so that Express matches them literally. */
export function operationRoutes(contract: Contract): readonly string[] {
  return pathsOf(contract).map((path) => routedPath(path).replaceAll(/[{}()[\]+?!:*\\]/g, '\\$&'));
}

function pathsOf({ prefixes, path }: Contract): readonly string[] {
  return [...new Set(prefixes.map((prefix) => `${prefix}${path}`))];
}

/** The operation's middleware, in the order in which a request passes it. */
type OperationMiddleware = Readonly<
  Record<'findSession' | 'answerPreflight' | 'requireSession' | 'operate' | 'rejectPath', RequestHandler>
>;

/** Creates the middleware for the operation and for unknown paths. */
export function createOperationMiddleware(options: OperationOptions): OperationMiddleware {
  const { contract, corsOrigins, sessions, mockHeaders } = options;
  const paths = pathsOf(contract);
  const names = ['s', ...segmentsOf(paths)];
  const pipeline = createPipeline(options);
  /** Answers in place of the operation, and logs the request in the journal. */
  const reject = (request: Request, response: Response, { answer, violations = [], reason }: Rejection): void => {
    const { session = sessions.own(), shown } = contextOf(response);
    const entry = session.journal.open(request, shown);
    const { status, headers, body } = withoutSecrets(answer, session);
    const found = [...violations, ...unlistedOrigin(request, corsOrigins)];
    const own = {
      id: entry.id,
      hint: hintHeader({ contract, body: { parts: [] }, violations: found, hide: session.hide }),
      adminUrl: () => adminUrlOf(request, session),
    };
    const whole = {
      status,
      headers: mockHeaders
        ? { ...headers, 'X-Mock-Request-Id': entry.id, ...(found.length === 0 ? {} : findingHeaders(found, own)) }
        : headers,
      body,
    };
    void entry.decide({
      violations: found,
      answer: { status, reason: reason ?? JSON.parse(body).detail, headers: whole.headers, body },
    });
    sendOwnAnswer(response, whole);
    entry.close('answered');
  };

  /** Finds the session in the path (`:session`) or in the header X-Mock-Session. */
  const findSession: RequestHandler = async (request, response, next) => {
    const { session: inPath } = request.params as { readonly session?: string };
    const inHeader = headerOf(request, 'x-mock-session');
    const id = inPath ?? inHeader;
    if (sessions.sync) await sessions.sync(id, true);
    // Only the operation creates a session: a page can make a browser request any address.
    const session = sessions.visit(id);
    const name = session?.name();
    const inShownPath = inPath !== undefined && name !== undefined ? { id: inPath, name } : undefined;
    const found: RequestContext = {
      id,
      session,
      shown: {
        path: shownPath((request as SentRequest)[sentPath] ?? pathOf(request), names, inShownPath),
        session:
          inHeader === undefined || inHeader === session?.id ? name : (sessions.nameFor(inHeader) ?? masked(inHeader)),
      },
    };
    Object.assign(response.locals, { [requestContext]: found });
    next();
  };

  /** Answers CORS preflight requests. */
  const answerPreflight: RequestHandler = (request, response, next) => {
    if (!isPreflight(request)) next();
    else if (corsOrigins.includes(headerOf(request, 'origin') ?? '')) sendOwnAnswer(response, noContent);
    else reject(request, response, originNotListed);
  };

  /** Rejects a request with an invalid session id, or with two different ones. */
  const requireSession: RequestHandler = (request, response, next) => {
    const { id, session } = contextOf(response);
    const inHeader = headerOf(request, 'x-mock-session');
    if (!session) reject(request, response, { answer: invalidSession(sessions.shownId(id ?? '')) });
    else if (inHeader === undefined || inHeader === id) next();
    else
      reject(request, response, {
        answer: conflictingSessions([id ?? '', inHeader].map((one) => sessions.shownId(one))),
      });
  };

  /** Handles a request to the operation. */
  const operate: RequestHandler = async (request, response) => {
    const { id, session = sessions.own(), shown } = contextOf(response);
    // Reading again would hang: the application has already consumed the body.
    if (request.readableDidRead && !isParsedBody(request))
      return reject(request, response, { answer: bodyAlreadyRead });
    const opened = request.method === contract.method ? await sessions.obtain(id) : undefined;
    const used = opened ?? session;
    return pipeline(request, response, used, { shown, adminUrl: () => adminUrlOf(request, used) });
  };

  /** Rejects a path outside the operation. */
  const rejectPath: RequestHandler = (request, response) => {
    const { session = sessions.own(), shown } = contextOf(response);
    reject(request, response, unknownPath(hideInPath(shown.path, session.hide), paths));
  };

  return { findSession, answerPreflight, requireSession, operate, rejectPath };
}

/** An answer in place of the operation's. */
interface Rejection {
  readonly answer: Answer;
  /** The reason, if the answer does not contain it. */
  readonly reason?: string;
  readonly violations?: readonly Violation[];
}

const noContent: Answer = { status: 204, headers: {}, body: '' };

/** Without the headers that allow it, the browser does not send the page's request. */
const originNotListed: Rejection = {
  answer: noContent,
  reason: 'the browser asks whether a page may send a request, and the origin of the page is not allowed',
};

const bodyAlreadyRead = problem(
  500,
  'The body was already read',
  'the body was read before the mock could read it. A body parser of your application (express.raw, formidable, ...) runs before the mock and leaves no parts that the mock can use (multer does): mount the mock first, or limit the parser to the paths that need it.',
);

function unknownPath(path: string, paths: readonly string[]): Rejection {
  const text = `${path.slice(0, 200)} is not the operation's path`;
  // The path of UAT comes last in the contract, and is the one to develop against.
  const hint = `POST to ${paths.toReversed().join(' or ')}`;
  return {
    answer: problem(404, 'No such path', `${text}. ${hint}.`),
    // No answer of the contract covers it, but it is still an error of the client.
    violations: [{ rule: 'path', outcome: 'parameter-invalid', text, hint, section: '1' }],
  };
}
