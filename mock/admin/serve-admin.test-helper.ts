import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express, { type RequestHandler } from 'express';
import { loadContract } from '../../spec/index.js';
import type { MockEvents } from '../journal/events.js';
import { createSessions } from '../sessions/sessions.js';
import { createAdmin } from './router.js';

/** Serves the admin API alone, with the test's own event emitter. `before` runs ahead of it. */
export async function serveAdmin(
  events: MockEvents,
  before: RequestHandler = (_request, _response, next) => next(),
): Promise<AsyncDisposable & { readonly url: string }> {
  const sessions = createSessions({}, events);
  const contract = await loadContract();
  const app = express().use(
    '/__admin',
    before,
    createAdmin({ contract, token: undefined, channels: [], corsOrigins: [], sessions, events }),
  );
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/__admin`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
