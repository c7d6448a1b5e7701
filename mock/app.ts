import type { IncomingMessage } from 'node:http';
import express, {
  type Express,
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
  Router,
} from 'express';
import { type AdminOptions, createAdmin } from './admin/router.js';
import { ownFault } from './http/problem.js';
import {
  createOperationMiddleware,
  type OperationOptions,
  operationRoutes,
  routeAsSent,
} from './operation/middleware.js';

/** What a request passes before it is routed. */
export interface AppStages {
  /** Sets the headers that let a listed page read the answer. */
  readonly admit: RequestHandler;
  /** Bounds the request's headers and body. */
  readonly limit: RequestHandler;
  /** Measures the request. */
  readonly measure?: RequestHandler | undefined;
  /** The routes that are in force; an update puts others in their place. */
  readonly routes: () => RequestHandler;
}

/** What the routes are made of. */
export interface RouteOptions extends AdminOptions, OperationOptions {}

/** A path counts letter by letter, to its last slash. */
const exactly = { caseSensitive: true, strict: true, mergeParams: true } as const;

/** Makes the mock's Express application, through which each request passes: to be listened with, or mounted in another one. */
export function createApp({ admit, limit, measure, routes }: AppStages): Express {
  const app = before(express(), routeAsSent);
  app.disable('x-powered-by').disable('etag');
  app.use(admit);
  app.use(limit);
  if (measure) app.use(measure);
  app.use((request, response, next) => routes()(request, response, next));
  app.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => ownFault(response, error));
  return app;
}

/** Makes the routes under a contract: the operation under each prefix, `/__admin`, the same under `/s/<session>`, and what is not found. */
export function createRoutes(options: RouteOptions): RequestHandler {
  const { findSession, answerPreflight, requireSession, operate, rejectPath } = createOperationMiddleware(options);
  const addressed = [findSession, answerPreflight, requireSession];

  const world = Router(exactly);
  for (const path of operationRoutes(options.contract)) world.all(path, addressed, operate);
  world.use('/__admin', createAdmin(options));
  world.use(addressed, rejectPath);

  const routes = Router(exactly);
  routes.get('/', (request, _response, next) => {
    request.url = '/__admin';
    next();
  });
  // For clients that take a base URL and nothing else, the session stands in the path. With nothing behind it, it is none.
  routes.all('/s/:id', addressed, rejectPath);
  routes.use('/s/:session', world);
  routes.use(world);
  return routes;
}

/** Has an application prepare each request before its own router looks at it, listened with or mounted. */
function before(app: Express, prepare: (request: IncomingMessage) => void): Express {
  const handling = app as Express & { handle: (request: IncomingMessage, ...rest: readonly unknown[]) => void };
  const { handle } = handling;
  handling.handle = (request, ...rest) => {
    prepare(request);
    handle.call(app, request, ...rest);
  };
  return app;
}
