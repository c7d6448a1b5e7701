import type { IncomingMessage } from 'node:http';
import type { Request, RequestHandler, Response } from 'express';
import type { Answer, Contract } from '../../spec/index.js';
import { problem, sendOwnAnswer, withoutSecrets } from '../http/problem.js';
import { headerOf, isAdminPath, pathOf, routedPath, toOriginForm } from '../http/request.js';
import { segmentsOf, shownPath } from '../http/shown-path.js';
import type { ShownRequest } from '../journal/journal.js';
import type { Violation } from '../journal/violation.js';
import { hideInPath, masked } from '../privacy/hide-secrets.js';
import type { Session } from '../sessions/session.js';
import { conflictingSessions, invalidSession } from '../sessions/session-problems.js';
import type { Sessions } from '../sessions/sessions.js';
import { isParsedBody } from './multipart/index.js';
import { createPipeline, type PipelineOptions } from './operation.js';
import { foreignPage, isPreflight } from './pages.js';

/** What the operation's middleware is made of. */
export interface OperationOptions extends PipelineOptions {
  readonly sessions: Sessions;
}

/** What is known of a request to the operation, or to a path that is nobody's. */
interface Visit {
  /** The id that the path or the header names; the mock's own session has none. */
  readonly id: string | undefined;
  /** The session of that id, open or not; undefined for an id that cannot be one. */
  readonly session: Session | undefined;
  readonly shown: ShownRequest;
}

/** Symbols meet no name of the application that mounts the mock. */
const sentPath = Symbol('path');
const visit = Symbol('visit');

interface SentRequest extends IncomingMessage {
  [sentPath]?: string;
  originalUrl?: string;
}

/**
 * Has Express route a request by the characters of its path, whatever form its target has. To be called before Express is:
 * it answers a target that it cannot parse with a page of its own.
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

function visitOf(response: Response): Visit {
  return (response.locals as { [visit]: Visit })[visit];
}

/** The operation's paths, one under each prefix, as Express matches them letter by letter. */
export function operationRoutes(contract: Contract): readonly string[] {
  return pathsOf(contract).map((path) => routedPath(path).replaceAll(/[{}()[\]+?!:*\\]/g, '\\$&'));
}

function pathsOf({ prefixes, path }: Contract): readonly string[] {
  return [...new Set(prefixes.map((prefix) => `${prefix}${path}`))];
}

/** The operation's middleware by what it does, in the order in which a request passes it. */
type OperationMiddleware = Readonly<
  Record<'findSession' | 'answerPreflight' | 'requireSession' | 'operate' | 'refusePath', RequestHandler>
>;

/** Makes the middleware of the operation and of paths that are nobody's. */
export function createOperationMiddleware(options: OperationOptions): OperationMiddleware {
  const { contract, corsOrigins, sessions, mockHeaders } = options;
  const paths = pathsOf(contract);
  const names = ['s', ...segmentsOf(paths)];
  const pipeline = createPipeline(options);
  /** Answers in place of the operation, and journals it. */
  const refuse = (request: Request, response: Response, { answer, violations = [], reason }: Refused): void => {
    const { session = sessions.own(), shown } = visitOf(response);
    const entry = session.journal.open(request, shown);
    const { status, headers, body } = withoutSecrets(answer, session);
    entry.decide({
      violations: [...violations, ...foreignPage(request, corsOrigins)],
      answer: { status, reason: reason ?? JSON.parse(body).detail },
    });
    sendOwnAnswer(response, {
      status,
      headers: mockHeaders ? { ...headers, 'X-Mock-Request-Id': entry.id } : headers,
      body,
    });
    entry.close('answered');
  };

  /** Looks up the session that the path (`:session`) or the header X-Mock-Session names. */
  const findSession: RequestHandler = (request, response, next) => {
    const { session: inPath } = request.params as { readonly session?: string };
    const inHeader = headerOf(request, 'x-mock-session');
    const id = inPath ?? inHeader;
    // Only the operation opens a session: a page can have a browser call any address.
    const session = sessions.visit(id);
    const name = session?.name();
    const inShownPath = inPath !== undefined && name !== undefined ? { id: inPath, name } : undefined;
    const found: Visit = {
      id,
      session,
      shown: {
        path: shownPath((request as SentRequest)[sentPath] ?? pathOf(request), names, inShownPath),
        session:
          inHeader === undefined || inHeader === session?.id ? name : (sessions.nameFor(inHeader) ?? masked(inHeader)),
      },
    };
    Object.assign(response.locals, { [visit]: found });
    next();
  };

  /** Answers a browser that asks whether a page may send its request. */
  const answerPreflight: RequestHandler = (request, response, next) => {
    if (!isPreflight(request)) next();
    else if (corsOrigins.includes(headerOf(request, 'origin') ?? '')) sendOwnAnswer(response, nothing);
    else refuse(request, response, notListed);
  };

  /** Refuses a request whose session cannot be one, and one that names two. */
  const requireSession: RequestHandler = (request, response, next) => {
    const { id, session } = visitOf(response);
    const inHeader = headerOf(request, 'x-mock-session');
    if (!session) refuse(request, response, { answer: invalidSession(sessions.shownId(id ?? '')) });
    else if (inHeader === undefined || inHeader === id) next();
    else
      refuse(request, response, {
        answer: conflictingSessions([id ?? '', inHeader].map((one) => sessions.shownId(one))),
      });
  };

  /** Answers the operation. */
  const operate: RequestHandler = (request, response) => {
    const { id, session = sessions.own(), shown } = visitOf(response);
    // Reading it again would wait for ever: the client has sent it once, and the application has it.
    if (request.readableDidRead && !isParsedBody(request)) return refuse(request, response, { answer: bodyIsGone });
    const opened = request.method === contract.method ? sessions.get(id) : undefined;
    return pipeline(request, response, opened ?? session, shown);
  };

  /** Refuses a path that is not the operation's. */
  const refusePath: RequestHandler = (request, response) => {
    const { session = sessions.own(), shown } = visitOf(response);
    refuse(request, response, unknownPath(hideInPath(shown.path, session.hide), paths));
  };

  return { findSession, answerPreflight, requireSession, operate, refusePath };
}

/** What is answered in place of the operation. */
interface Refused {
  readonly answer: Answer;
  /** Why, where the answer does not say it. */
  readonly reason?: string;
  readonly violations?: readonly Violation[];
}

const nothing: Answer = { status: 204, headers: {}, body: '' };

/** Without the headers that would allow it, the browser does not send the page's request. */
const notListed: Refused = {
  answer: nothing,
  reason: 'a browser asks whether a page may send a request, and the page is not allowed to',
};

const bodyIsGone = problem(
  500,
  'No body is left to read',
  'the body was read before the mock could read it. In your application, a body parser (express.raw, formidable, ...) stands before the mock that leaves no parts which the mock can take (multer does): mount the mock first, or keep the parser to the paths that need it.',
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
