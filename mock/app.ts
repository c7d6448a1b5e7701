import type { IncomingMessage } from 'node:http';
import express, {
  type Express,
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
  Router,
} from 'express';
import { sendFavicon } from './admin/favicon.js';
import { type AdminOptions, createAdmin } from './admin/router.js';
import { sendInternalError } from './http/problem.js';
import {
  createOperationMiddleware,
  type OperationOptions,
  operationRoutes,
  routeAsSent,
} from './operation/middleware.js';

/** Middleware that a request passes before routing. */
export interface AppStages {
  /** Sets the CORS headers that let a page of a listed origin read the answer. */
  readonly admit: RequestHandler;
  /** Limits the request's headers and body. */
  readonly limit: RequestHandler;
  /** Records the request in the metrics. */
  readonly measure?: RequestHandler | undefined;
  /** Returns the current routes. An update replaces them. */
  readonly routes: () => RequestHandler;
}

/** Options of the routes. */
export interface RouteOptions extends AdminOptions, OperationOptions {}

/** Matches paths exactly: case, encoding and trailing slash count. */
const exactly = { caseSensitive: true, strict: true, mergeParams: true } as const;

/**
 * Creates the mock's Express application, which handles every request. It can listen itself or be mounted in another
 * application.
 */
export function createApp({ admit, limit, measure, routes }: AppStages): Express {
  const app = before(express(), routeAsSent);
  app.disable('x-powered-by').disable('etag');
  app.use(admit);
  app.use(limit);
  if (measure) app.use(measure);
  app.use((request, response, next) => routes()(request, response, next));
  app.use((error: unknown, _request: Request, response: Response, _next: NextFunction) =>
    sendInternalError(response, error),
  );
  return app;
}

/**
 * Creates the routes of a contract: the operation under each prefix, `/__admin`, both again under `/s/<session>`, and a
 * 404 for everything else.
 */
export function createRoutes(options: RouteOptions): RequestHandler {
  const { findSession, answerPreflight, requireSession, operate, rejectPath } = createOperationMiddleware(options);
  const addressed = [findSession, answerPreflight, requireSession];

  const world = Router(exactly);
  // Browsers request it from every host. It is not the client's request, so the journal leaves it out.
  world.get('/favicon.ico', (_request, response) => sendFavicon(response));
  for (const path of operationRoutes(options.contract)) world.all(path, addressed, operate);
  world.use('/__admin', createAdmin(options));
  world.use(addressed, rejectPath);

  const routes = Router(exactly);
  routes.get('/', (request, _response, next) => {
    request.url = '/__admin';
    next();
  });
  // A client that accepts only a base URL selects its session by path. `/s/<id>` without a path behind it is not a
  // route.
  routes.all('/s/:id', addressed, rejectPath);
  routes.use('/s/:session', world);
  routes.use(world);
  return routes;
}

/**
 * Runs `prepare` on each request before the application's router sees it, whether the application listens or is
 * mounted.
 */
function before(app: Express, prepare: (request: IncomingMessage) => void): Express {
  const handling = app as Express & { handle: (request: IncomingMessage, ...rest: readonly unknown[]) => void };
  const { handle } = handling;
  handling.handle = (request, ...rest) => {
    prepare(request);
    handle.call(app, request, ...rest);
  };
  return app;
}
