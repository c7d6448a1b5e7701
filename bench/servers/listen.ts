import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Listens on a free port of this machine and prints the address, as every contender does. */
export function listen(server: Server): void {
  server.listen(0, '127.0.0.1', () => announce((server.address() as AddressInfo).port));
}

/** Prints the address. Ends the process when the bench that started it has ended. */
export function announce(port: number): void {
  process.stdout.write(`listens on http://127.0.0.1:${port}\n`);
  process.stdin.resume().once('close', () => process.exit());
}
