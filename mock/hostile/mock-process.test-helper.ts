import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { MockServerOptions } from '../server.js';

/** What the process of a mock holds once nobody needs the rest, in bytes. */
export interface Memory {
  /** Objects and buffers. */
  readonly held: number;
  readonly heapUsed: number;
  readonly arrayBuffers: number;
  /** What the process takes of the machine's memory now. */
  readonly rss: number;
  /** The most that the whole process has ever taken, pictures being decoded and all. */
  readonly peak: number;
}

/** A mock in a process of its own. `await using` ends it. */
export interface MockProcess extends AsyncDisposable {
  readonly port: number;
  readonly url: string;
  /** Collects the garbage, then measures. */
  readonly memory: () => Promise<Memory>;
  /** Has it end by SIGTERM. Fails where it does not, or with anything but exit code 0. */
  readonly end: () => Promise<void>;
  /** Why it has died, with the last that it wrote; undefined while it lives. */
  readonly death: () => string | undefined;
}

/** Starts the built mock in a process of its own. `broken` names one of the wrong things in `mock-process.mjs`. */
export async function startMockProcess(
  settings: { readonly broken?: string; readonly options?: MockServerOptions } = {},
): Promise<MockProcess> {
  const child = fork(join(import.meta.dirname, 'mock-process.mjs'), [JSON.stringify(settings)], {
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  // As many may ask for its memory at once as there are connections.
  child.setMaxListeners(0);
  let death: string | undefined;
  let written = '';
  child.stderr?.on('data', (chunk) => {
    written = `${written}${chunk}`.slice(-2000);
  });
  // Not 'exit', which may come before the last that it wrote.
  child.once('close', (code, signal) => {
    death = `the mock has died (${signal ?? code}): ${written}`;
  });
  const { port } = await told<{ port: number }>(child, () => death);
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    memory: () => {
      // One that is dying does not hear it; 'close' tells why. Without a callback that would be an error of its own.
      if (child.connected) child.send('memory', () => {});
      return told<Memory>(child, () => death);
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

async function told<What>(child: ChildProcess, death: () => string | undefined): Promise<What> {
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
