import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { benchTenants } from './tenants.js';

/** Node.js runs JavaScript only, so the contenders are the built files, even when this file runs as TypeScript. */
const built = join(dirname(createRequire(import.meta.url).resolve('eendigo-kit/package.json')), 'dist');
const path = '/biometric/facecompareliveness';

/** Node.js flags of the Docker image: V8 lets the heap grow to four times its used size before it collects garbage. */
export const imageFlags = ['--heap-growing-percent=300'] as const;

/** The compared servers: their titles and the arguments that start them. */
export const contenders = {
  drain: { title: 'bare node:http that drains the body', flags: [], args: ['bench/servers/drain.js'] },
  express: { title: 'bare Express + multer memoryStorage', flags: [], args: ['bench/servers/express-multer.js'] },
  mock: { title: '`createMockServer()`', flags: imageFlags, args: ['bench/servers/mock.js'] },
  command: { title: '`eendigo-kit mock`', flags: imageFlags, args: ['bin.js', 'mock', '--port', '0'] },
} as const satisfies Readonly<
  Record<string, { readonly title: string; readonly flags: readonly string[]; readonly args: readonly string[] }>
>;

/** One of {@link contenders}. */
export type ContenderName = keyof typeof contenders;

/** The resources that a process has used since its start. */
export interface Usage {
  /** Milliseconds of CPU of all its threads, in steps of ten. */
  readonly cpuMs: number;
  /** Resident memory now, in bytes. */
  readonly residentBytes: number;
  /** Largest resident memory so far, in bytes. */
  readonly peakBytes: number;
}

/** A contender in its own process. `await using` ends it. */
export interface Contender extends AsyncDisposable {
  /** Where it accepts uploads. */
  readonly url: string;
  readonly usage: () => Usage;
}

/** The CPUs that the contenders and the load run on. */
export interface Pinning {
  /** Words to put before a contender's command line. */
  readonly before: readonly string[];
  /** What a reader of the figures must know about the pinning, in one line. */
  readonly note: string;
}

/** Pins the contenders to the first CPU, and this process, which creates the load, to the second, if the machine allows it. */
export function pin(): Pinning {
  if (availableParallelism() < 2) return { before: [], note: 'NOT pinned: the only CPU runs both server and load' };
  const own = spawnSync('taskset', ['-acp', '1', String(process.pid)], { stdio: 'ignore' });
  return own.status === 0
    ? { before: ['taskset', '-c', '0'], note: 'each server on CPU 0, the load on CPU 1' }
    : { before: [], note: 'NOT pinned: taskset is missing, so a server may use more than one CPU' };
}

/**
 * Starts a contender on a free port, on the servers' CPU. `more` are further arguments for it.
 *
 * @throws Error when the process ends before it listens
 */
export async function startContender(
  name: ContenderName,
  { before }: Pinning,
  more: readonly string[] = [],
): Promise<Contender> {
  const { flags, args } = contenders[name];
  const command = [process.execPath, ...flags, join(built, args[0]), ...args.slice(1), ...more];
  const [program = process.execPath, ...words] = [...before, ...command];
  const child = spawn(program, words, {
    // The bench's own servers end with their standard input, so a bench that is killed leaves none behind.
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, EENDIGO_KIT_MOCK_TENANTS: JSON.stringify(benchTenants) },
  });
  let url: string | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    [, url] = /listens on (http:\S+)/.exec(line) ?? [];
    if (url !== undefined) break;
  }
  if (url === undefined) throw new Error(`${words.join(' ')} ended before it listened; see its output above`);
  // A full pipe would block the server, so this drains the log.
  child.stdout.resume();
  return { url: `${url}${path}`, usage: () => usageOf(child), [Symbol.asyncDispose]: () => endProcess(child) };
}

/** Ends a process at once, unless it has ended. */
export async function endProcess(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  if (child.exitCode === null && child.signalCode === null && child.kill('SIGKILL')) await ended;
}

/** Reads the usage from outside, so that a contender needs no code for it. Only Linux exposes it. */
function usageOf({ pid }: ChildProcess): Usage {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  // The fields after the program's name, which may contain spaces: user and system time, in hundredths of a second.
  const [user, system] = stat.slice(stat.lastIndexOf(')')).split(' ').slice(12, 14).map(Number);
  const kilobytes = (field: string): number => Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]);
  return {
    cpuMs: ((user ?? Number.NaN) + (system ?? Number.NaN)) * 10,
    residentBytes: kilobytes('VmRSS') * 1024,
    peakBytes: kilobytes('VmHWM') * 1024,
  };
}
