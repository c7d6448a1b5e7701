import { type ChildProcessByStdio, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

const cli = join(import.meta.dirname, 'dist', 'cli.js');

/** How a command has ended. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Where a command runs, and the variables that it gets beside those of the tests. */
export interface Surroundings {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the built command until it exits, as a user's shell would. */
export function runKit(args: readonly string[], where: Surroundings = {}): Promise<Ended> {
  return run(process.execPath, [cli, ...args], where);
}

/** Runs a line in a shell. */
export function runLine(line: string, where: Surroundings = {}): Promise<Ended> {
  return run('bash', ['-c', line], where);
}

function run(program: string, args: readonly string[], { cwd, env }: Surroundings): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(program, args, { cwd, env: { ...process.env, ...env }, maxBuffer: 1e8 }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err });
    });
  });
}

/** Returns the lines of a problem on standard error. A line in brackets adds to it. */
export function problemLines(err: string): readonly string[] {
  return err
    .trim()
    .split('\n')
    .filter((line) => !line.startsWith('('));
}

/** A command that runs. `await using` kills it, so that a test that fails leaves nothing behind. */
export interface RunningKit extends AsyncDisposable {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  /** Resolves to exit code and signal. */
  readonly end: (signal?: NodeJS.Signals) => Promise<readonly [code: number | null, signal: NodeJS.Signals | null]>;
}

/** Starts the built command. */
export function startKit(args: readonly string[]): RunningKit {
  const child = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  return {
    child,
    end: (signal) => {
      if (signal) child.kill(signal);
      return ended;
    },
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** A mock that listens, with the curl line that it prints. */
export interface RunningMock extends RunningKit {
  readonly url: string;
  readonly port: number;
  readonly curl: string;
}

/** Starts `eendigo-kit mock` on a free port, and waits until it has printed all that it prints at its start. */
export async function startMockCommand(args: readonly string[] = []): Promise<RunningMock> {
  const running = startKit(['mock', '--port', '0', ...args]);
  let [url, curl] = ['', ''];
  for await (const line of createInterface(running.child.stdout)) {
    url ||= /listens on (\S+)/.exec(line)?.[1] ?? '';
    if (line.trim().startsWith('curl ')) curl = line.trim();
    if (line === 'Ctrl-C ends it.') return { ...running, url, port: Number(new URL(url).port), curl };
  }
  throw new Error(`the mock ended before it listened: ${running.child.stderr.read()}`);
}
