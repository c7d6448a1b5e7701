import type { RequestListener } from 'node:http';
import express, { type NextFunction, type Request, type Response } from 'express';
import { ownFault } from '../http/problem.js';
import { type AdminOptions, createAdmin } from './router.js';

/** The admin API as an application of its own, at `/__admin`, and for a session at `/s/<id>/__admin`. */
export function createAdminApp(options: AdminOptions): RequestListener {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(['/__admin', '/s/:inPath/__admin'], createAdmin(options));
  app.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => ownFault(response, error));
  return app;
}
