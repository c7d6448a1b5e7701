import { test as base } from 'vitest';
import { createMockServer, type MockServerOptions, type SessionOptions } from './index.js';

const worker = { scope: 'worker' } as const;

/**
 * Vitest's `test` with two fixtures. `mock` is the test's own session, so tests may run concurrently. Pass its `url` to
 * the client as the base URL of the service. `mockServer` is the server of these sessions. Each worker has one, so each
 * file does, unless Vitest runs without isolation. The first test that uses a fixture starts it. Vitest closes both.
 * Set their options with `test.override`: `mockOptions` for the session, `mockServerOptions` for the server.
 */
export const test = base
  .extend('mockServerOptions', worker, {} as MockServerOptions)
  .extend('mockServer', worker, async ({ mockServerOptions }, { onCleanup }) => {
    const server = await createMockServer(mockServerOptions);
    onCleanup(() => server.close());
    return server;
  })
  .extend('mockOptions', {} as SessionOptions)
  .extend('mock', ({ mockServer, mockOptions, task }, { onCleanup }) => {
    const session = mockServer.session(task.id, mockOptions);
    onCleanup(() => session.close());
    return session;
  });
