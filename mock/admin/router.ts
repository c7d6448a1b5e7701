import {
  type ErrorRequestHandler,
  type IRouter,
  type Request,
  type RequestHandler,
  type Response,
  Router,
} from 'express';
import { type Answer, KitError } from '../../spec/index.js';
import { problem, sendOwnAnswer, withoutSecrets } from '../http/problem.js';
import { headerOf } from '../http/request.js';
import { segmentsOf, shownPath } from '../http/shown-path.js';
import { shownWord } from '../privacy/shown-word.js';
import { conflictingSessions, invalidSession, sessionNotOpen } from '../sessions/session-problems.js';
import { all } from '../sessions/sessions.js';
import { readBody, unreadable } from './body.js';
import { guardHost, guardOrigins } from './browsers.js';
import type { AddressedOperation, AdminOptions } from './operation.js';
import { operationsFor } from './operations.js';
import { requireToken } from './token.js';

export type { AdminOptions } from './operation.js';

/** Creates the router of the admin API, mounted at `/__admin`. */
export function createAdmin(options: AdminOptions): Router {
  const operations = operationsFor(options);
  const router = Router({ strict: true, caseSensitive: true, mergeParams: true });
  router.use((_request, response, next) => {
    response.set({ 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' });
    next();
  });
  router.use(...guardOrigins(options.corsOrigins));
  mount(
    router,
    options,
    operations.filter(({ isPublic }) => isPublic),
  );
  router.use(guardHost(options), requireToken(options.token));
  mount(
    router,
    options,
    operations.filter(({ isPublic }) => !isPublic),
  );
  const known = segmentsOf(['/s/__admin', ...operations.map(({ path }) => path)]);
  const addresses = operations.map(({ method, path }) => `${method} /__admin${path}`);
  router.use((request, response) => {
    const path = shownPath(`${request.baseUrl}${request.path}`, known);
    const requestLine = `${request.method} ${path}`.slice(0, 300);
    const detail = `${requestLine} is not one of the admin API's addresses; "addresses" lists them.`;
    sendHidden(options, response, problem(404, 'No such admin address', detail, { addresses }));
  });
  const onError: ErrorRequestHandler = (error, _request, response, next) => {
    const answer =
      error instanceof KitError && error.code === 'usage'
        ? problem(400, 'Invalid request', error.message)
        : unreadable(error);
    if (!answer) return next(error);
    // An oversized body is already answered.
    if (!response.headersSent) sendHidden(options, response, answer);
  };
  router.use(onError);
  return router;
}

/** Mounts operations. An unknown method on a known path is answered with the allowed methods. */
function mount(router: IRouter, options: AdminOptions, operations: readonly AddressedOperation[]): void {
  // Literal paths come before paths with parameters.
  const paths = [...new Set(operations.map(({ path }) => path))].sort((one, other) => braces(one) - braces(other));
  for (const path of paths) {
    const those = operations.filter((operation) => operation.path === path);
    const route = router.route(path.replaceAll(/\{(\w+)\}/g, ':$1'));
    for (const operation of those)
      route[verbOf(operation)](checkQuery(options, operation), ...readBody(operation), run(options, operation));
    const methods = those.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
    route.all((request, response) => {
      response.setHeader('Allow', methods.join(', '));
      const detail = `/__admin${path} does not allow ${request.method}; it allows ${methods.join(', ')}.`;
      sendOwnAnswer(response, problem(405, 'Method not allowed', detail));
    });
  }
}

function braces(path: string): number {
  return path.split('{').length;
}

function verbOf({ method }: AddressedOperation): 'get' | 'post' | 'put' | 'delete' {
  return method.toLowerCase() as ReturnType<typeof verbOf>;
}

/** Rejects unknown query parameters. A misspelt `session` would silently select the default session. */
function checkQuery(options: AdminOptions, { session, path, query = {} }: AddressedOperation): RequestHandler {
  const known = [...Object.keys(query), ...(session ? ['session'] : []), 'token'];
  return (request, response, next) => {
    const [unknown] = Object.keys(request.query).filter((key) => !known.includes(key));
    if (unknown !== undefined) {
      const detail = `/__admin${path} has no query parameter ${shownWord(unknown, known)}; it has ${known.join(', ')}.`;
      return sendHidden(options, response, problem(400, 'Unknown query parameter', detail));
    }
    const { session: id } = request.query;
    if (id === undefined || typeof id === 'string') return next();
    sendOwnAnswer(response, problem(400, 'More than one session', 'The query has more than one session; give one.'));
  };
}

function run(options: AdminOptions, operation: AddressedOperation): RequestHandler {
  return async (request, response) => {
    const { sessions } = options;
    const [id, ...more] = operation.session ? sessionsNamed(request) : [];
    if (sessions.sync && (operation.session || operation.path.startsWith('/sessions'))) {
      const { id: inPath } = request.params;
      await sessions.sync(operation.path === '/sessions' ? all : operation.session ? id : String(inPath));
      // An entry of any session may be meant.
      if (operation.path.startsWith('/requests/{id}')) await sessions.sync(all);
      await sessions.catchUp();
    }
    if (id !== undefined && more.length > 0)
      return sendHidden(options, response, conflictingSessions([id, ...more].map((one) => sessions.shownId(one))));
    const session = await sessionFor(operation, sessions)(id);
    if (!session) {
      const shown = sessions.shownId(id ?? '');
      return sendHidden(
        options,
        response,
        id !== undefined && sessions.canBe(id) ? sessionNotOpen(shown) : invalidSession(shown),
      );
    }
    const { params, body } = request;
    const parameters = params as Record<string, string>;
    const answer = await operation.handle({ options, session, parameters, body, request, response });
    if (isChange(operation) && (answer?.status ?? 500) < 400)
      options.events.emit('altered', operation.session ? session.id : parameters['id']);
    if (answer) sendHidden(options, response, withoutSecrets(answer, session));
  };
}

/** Whether an operation changes a session. */
function isChange({ method, path, session }: AddressedOperation): boolean {
  if (method === 'PUT' || method === 'DELETE') return session !== undefined || path.startsWith('/sessions/');
  return method === 'POST' && session === 'opens' && path !== '/requests/wait';
}

/** Selects the lookup that fits the operation's `session` setting. */
function sessionFor({ session }: AddressedOperation, { obtain, visit, find }: AdminOptions['sessions']): typeof obtain {
  if (session === 'opens') return obtain;
  return session === 'visits' ? visit : find;
}

/** Sends an answer with secrets masked. */
function sendHidden({ sessions }: AdminOptions, response: Response, answer: Answer): void {
  sendOwnAnswer(response, withoutSecrets(answer, sessions.own()));
}

/** Returns the session ids that a call names; none means the default session. */
function sessionsNamed(request: Request): readonly string[] {
  const named = [request.query['session'], request.params['session'], headerOf(request, 'x-mock-session')];
  return [...new Set(named.filter((id) => typeof id === 'string'))];
}
