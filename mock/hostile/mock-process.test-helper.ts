import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { MockServerOptions } from '../server.js';

/** The memory of a mock's process after garbage collection, in bytes. */
export interface Memory {
  /** Objects and buffers. */
  readonly held: number;
  readonly heapUsed: number;
  readonly arrayBuffers: number;
  /** The resident memory of the process now. */
  readonly rss: number;
  /** The maximum resident memory so far, decoding of pictures included. */
  readonly peak: number;
}

/** A mock in its own process. `await using` ends it. */
export interface MockProcess extends AsyncDisposable {
  readonly port: number;
  readonly url: string;
  /** Collects garbage, then measures. */
  readonly memory: () => Promise<Memory>;
  /** Ends it by SIGTERM. Rejects if it does not end, or with an exit code other than 0. */
  readonly end: () => Promise<void>;
  /** Why it has died, with its last output; undefined while it runs. */
  readonly death: () => string | undefined;
}

/** Starts the built mock in its own process. `broken` names a fault in `mock-process.mjs`. */
export async function startMockProcess(
  settings: { readonly broken?: string; readonly options?: MockServerOptions } = {},
): Promise<MockProcess> {
  const child = fork(join(import.meta.dirname, 'mock-process.mjs'), [JSON.stringify(settings)], {
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  // There may be as many concurrent memory requests as connections.
  child.setMaxListeners(0);
  let death: string | undefined;
  let written = '';
  child.stderr?.on('data', (chunk) => {
    written = `${written}${chunk}`.slice(-2000);
  });
  // Not 'exit', which may come before the last output.
  child.once('close', (code, signal) => {
    death = `the mock has died (${signal ?? code}): ${written}`;
  });
  const { port } = await nextMessage<{ port: number }>(child, () => death);
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    memory: () => {
      // A dying process does not receive it; 'close' reports why. Without a callback, that would be an unhandled error.
      if (child.connected) child.send('memory', () => {});
      return nextMessage<Memory>(child, () => death);
    },
    end: async () => {
      const ended = once(child, 'close', { signal: AbortSignal.timeout(30_000) });
      child.kill('SIGTERM');
      const [code, signal] = await ended;
      if (code !== 0) throw new Error(`the mock has ended with ${signal ?? code} on SIGTERM`);
    },
    death: () => death,
    [Symbol.asyncDispose]: async () => {
      if (death !== undefined) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

async function nextMessage<What>(child: ChildProcess, death: () => string | undefined): Promise<What> {
  const dead = death();
  if (dead !== undefined) throw new Error(dead);
  const ended = new AbortController();
  const { signal } = ended;
  try {
    const [message] = await Promise.race([
      once(child, 'message', { signal }),
      once(child, 'close', { signal }).then(() => {
        throw new Error(death());
      }),
    ]);
    return message as What;
  } finally {
    ended.abort();
  }
}
