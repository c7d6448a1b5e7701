import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a process has used since it started. */
export interface Usage {
  /** Milliseconds of CPU, in user and system mode, of all its threads. */
  readonly cpuMs: number;
  /** Largest resident memory so far. */
  readonly peakBytes: number;
}

/** Listens on a free port, tells the parent process which, and from then on what was used whenever it asks. */
export function serve(server: Server): void {
  server.listen(0, '127.0.0.1', () => tellParent((server.address() as AddressInfo).port));
}

/** Tells the parent process the port, and from then on what was used whenever it asks. */
export function tellParent(port: number): void {
  process.send?.({ port });
  // A bench that is ended leaves no servers behind.
  process.once('disconnect', () => process.exit());
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ cpuMs: (user + system) / 1000, peakBytes: peakMemory() } satisfies Usage);
  });
}

/** `maxRSS` is inherited from the process that started this one, so Linux is asked for this program's own peak. */
function peakMemory(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024;
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}
