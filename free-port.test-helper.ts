import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Ports that no system gives to a server on port 0, or to a client: those ports begin at 32768 or later. So nothing else
 * takes one between its choice and its use, or while its server restarts.
 */
const [lowest, highest] = [16_384, 32_767];
const given = new Set<number>();

/** Returns a free port for a program that cannot listen on port 0. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(lowest, highest + 1);
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, () => server.close(() => resolve(true)));
  });
}
