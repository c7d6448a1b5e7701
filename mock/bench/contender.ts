import { type ChildProcess, spawn } from 'node:child_process';
import { type EventEmitter, once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Pinning } from './pinning.js';
import type { Usage } from './serve.js';

/** The servers that are compared, the plainest first. */
export const contenders = ['drain', 'express-multer', 'mock'] as const;

/** One of {@link contenders}. */
export type ContenderName = (typeof contenders)[number];

/** What each contender is, for people. */
export const contenderTitles: Readonly<Record<ContenderName, string>> = {
  drain: 'bare node:http that drains the body',
  'express-multer': 'bare Express + multer memoryStorage',
  mock: 'the mock with everything on',
};

/** A server that runs in a process of its own. `await using` ends it. */
export interface Running extends AsyncDisposable {
  /** Where it takes uploads. */
  readonly url: string;
}

/** A contender that runs. */
export interface Contender extends Running {
  /** What its process has used so far. */
  readonly usage: () => Promise<Usage>;
}

/** Node.js runs JavaScript only, so what runs in other processes is the built code, wherever this file runs from. */
const built = join(dirname(createRequire(import.meta.url).resolve('eendigo-kit/package.json')), 'dist');
const path = '/biometric/facecompareliveness';

/** Starts a contender on a free port, on the servers' CPU. */
export async function startContender(name: ContenderName, pinning: Pinning): Promise<Contender> {
  const child = start([join(built, 'mock', 'bench', `${name}-server.js`)], pinning, ['inherit', 'ipc']);
  const { port } = (await nextOf(child, child, 'message')) as { readonly port: number };
  return {
    url: `http://127.0.0.1:${port}${path}`,
    usage: async () => {
      child.send('usage');
      return (await nextOf(child, child, 'message')) as Usage;
    },
    [Symbol.asyncDispose]: () => end(child),
  };
}

/** Starts the mock as its user does, on the servers' CPU: the command, on a free port. */
export async function startCommand(pinning: Pinning): Promise<Running> {
  const child = start([join(built, 'cli.js'), 'mock', '--port', '0'], pinning, ['pipe']);
  const lines = createInterface({ input: child.stdout ?? process.stdin });
  let url: string | undefined;
  while (url === undefined) [, url] = /listens on (http:\S+)/.exec(String(await nextOf(child, lines, 'line'))) ?? [];
  return { url: `${url}${path}`, [Symbol.asyncDispose]: () => end(child) };
}

function start(
  args: readonly string[],
  { before }: Pinning,
  [out, ...more]: readonly ('inherit' | 'pipe' | 'ipc')[],
): ChildProcess {
  const [program = process.execPath, ...words] = [...before, process.execPath, ...args];
  return spawn(program, words, { stdio: ['ignore', out ?? 'inherit', 'inherit', ...more] });
}

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  if (child.exitCode === null && child.signalCode === null && child.kill('SIGKILL')) await ended;
}

/** What an emitter says next; that the child process ends before it does is an error. */
async function nextOf(child: ChildProcess, emitter: EventEmitter, event: string): Promise<unknown> {
  const waiting = new AbortController();
  const ended = once(child, 'exit', waiting).then(([code, signal]) => {
    throw new Error(`${child.spawnargs.join(' ')} ended (${code ?? signal}) too early; what it said stands above`);
  });
  try {
    const [value] = await Promise.race([once(emitter, event, waiting), ended]);
    return value;
  } finally {
    ended.catch(() => {});
    waiting.abort();
  }
}
