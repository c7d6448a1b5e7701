import { test as base } from 'vitest';
import { createMockServer, type MockServerOptions, type SessionOptions } from './index.js';

const worker = { scope: 'worker' } as const;

/**
 * Vitest's `test` with a mock. `mock` is a session that belongs to the test alone, so that tests may run side by side; its
 * `url` is what the client under test takes for the service. `mockServer` is the server of all of them: one for a worker,
 * and so for a file unless Vitest is told not to isolate files, started by the first test that asks for either. Both are
 * closed afterwards. `test.override` sets what they are opened with: `mockOptions` and `mockServerOptions`.
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
