import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { freePort } from '../free-port.test-helper.js';
import {
  type GuideBlock,
  type GuideCommand,
  missingLine,
  readBlocks,
  readCommands,
} from './guide-blocks.test-helper.js';

/** Ports that guides print. A free port replaces each of them while a guide is followed. */
const printedPorts = ['8080', '8443', '8090', '3000'];

/** Timeout of a command, or of a server's start, in milliseconds. */
const patience = 120_000;

/** Matches a command that serves until Ctrl-C. The guide shows its output when it is ready. */
const serves = /^(npx eendigo-kit mock(?!.* --(print-|help))|npm start|node \S*server\.mjs)/;

/** Matches a recorder, which passes calls on to the server of the guide: both run at the same time. */
const records = /^npx eendigo-kit record /;

/** Stands for the exit code of a process that a signal has ended. */
const bySignal = -1;

/** Options for following a guide. */
export interface GuideSetting {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  /** Whether a command is skipped. */
  readonly isLeftOut: (command: string) => boolean;
}

/**
 * Follows a guide from top to bottom, like a reader. It saves the guide's files, runs its commands block by block, and
 * compares their output with the guide. A server keeps running in its own terminal until the guide starts the next one,
 * or ends. A recorder runs beside it, until the guide ends it.
 *
 * @throws Error with the guide's line and the actual output
 */
export async function followGuide(guide: string, { folder, env, isLeftOut }: GuideSetting): Promise<void> {
  const ports = await freePorts();
  const toFree = (text: string): string => swap(text, ports);
  const toPrinted = (text: string): string => swap(text, new Map([...ports].map(([printed, free]) => [free, printed])));
  // The kit's port if the guide names none.
  const shellEnv = { ...env, PORT: ports.get('8080') };
  let server: Terminal | undefined;
  let recorder: Terminal | undefined;
  let endings: readonly number[] = [];
  const stop = async (): Promise<void> => {
    const ended = await server?.interrupt();
    if (ended !== undefined && !endings.includes(ended))
      throw new Error(`the server ended with ${ended} after Ctrl-C:\n${server?.printed()}`);
    server = undefined;
  };
  const endRecorder = async (): Promise<void> => {
    const ended = await recorder?.interrupt();
    if (ended !== undefined && ended !== 0)
      throw new Error(`the recorder ended with ${ended} after Ctrl-C:\n${recorder?.printed()}`);
    recorder = undefined;
  };
  try {
    for (const block of readBlocks(guide)) {
      try {
        if (block.endsRecorder) await endRecorder();
        if (block.savedAs !== undefined) await save(join(folder, block.savedAs), toFree(block.text));
        if (block.language !== 'sh') continue;
        const commands = readCommands(block.text).filter(({ command }) => !isLeftOut(command));
        if (commands.length === 0) continue;
        const { result } = block;
        const shows = (printed: string): boolean =>
          result === undefined || missingLine(result, toPrinted(printed)) === undefined;
        const isRecorder = commands.some(({ command }) => records.test(command));
        const isServer = commands.some(({ command }) => serves.test(command));
        if (isServer) await stop();
        const terminal = openTerminal(toFree(scriptOf(block, commands)), folder, shellEnv);
        if (isRecorder) {
          await endRecorder();
          recorder = terminal;
          await terminal.until(shows);
        } else if (isServer) {
          if (result === undefined) throw new Error('the guide does not show what this server prints');
          server = terminal;
          // A mock exits by itself after its last request. The signal may end npm, or the reader's own program.
          endings = commands.every(({ command }) => command.startsWith('npx eendigo-kit ')) ? [0] : [0, bySignal];
          await terminal.until(shows);
        } else if ((await terminal.ended) !== 0) throw new Error(`these commands fail:\n${terminal.printed()}`);
        if (!shows(terminal.printed())) throw new Error(unlike(result, toPrinted(terminal.printed())));
      } catch (error) {
        throw new Error(`line ${block.line}: ${error instanceof Error ? error.message : String(error)}`, {
          cause: error,
        });
      }
    }
    await endRecorder();
    await stop();
  } finally {
    await recorder?.interrupt();
    await server?.interrupt();
  }
}

const unlike = (result = '', printed: string): string =>
  `the guide shows "${missingLine(result, printed)}"; what was printed:\n${shortened(printed)}`;

/** Removes the middle of a long text. Its end has the reason why a command fails. */
function shortened(text: string): string {
  const lines = text.split('\n');
  return lines.length <= 60 ? text : [...lines.slice(0, 30), '(...)', ...lines.slice(-30)].join('\n');
}

/** Returns the script of a block. Later blocks see the variables that it exports. */
function scriptOf({ result }: GuideBlock, commands: readonly GuideCommand[]): string {
  const lines = commands.map(({ command, exitCode }) => `${command}\n__ended $? ${exitCode} ${quoted(command)}`);
  return [
    'exec 2>&1',
    'touch .exports; . ./.exports',
    '__ended() { [ "$1" = "$2" ] || { echo "ended with $1 in place of $2: $3"; exit 1; }; }',
    // If the guide shows no output, the request must succeed.
    ...(result === undefined ? ['curl() { command curl --fail-with-body "$@"; }'] : []),
    ...lines,
    "export -p | grep -v ' PWD=' > .exports",
  ].join('\n');
}

interface Terminal {
  readonly printed: () => string;
  /** The exit code. */
  readonly ended: Promise<number>;
  /** Waits until the output is as expected, or complete. */
  readonly until: (isReady: (printed: string) => boolean) => Promise<void>;
  /** Sends Ctrl-C to a running script. @returns the exit code */
  readonly interrupt: () => Promise<number>;
}

/** Runs a script in bash, in its own process group, like a terminal. */
function openTerminal(script: string, folder: string, env: NodeJS.ProcessEnv): Terminal {
  const child = spawn('bash', ['-c', script], { cwd: folder, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  const ended = once(child, 'close').then(([code]) => (typeof code === 'number' ? code : bySignal));
  const kill = (signal: NodeJS.Signals): void => {
    if (isRunning(child) && child.pid !== undefined) process.kill(-child.pid, signal);
  };
  const tooLong = setTimeout(() => {
    text += '\n(ended: it took too long)';
    kill('SIGKILL');
  }, patience);
  void ended.finally(() => clearTimeout(tooLong));
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (piece: string) => {
      text += piece;
    });
  return {
    printed: () => text,
    ended,
    until: async (isReady) => {
      const over = ended.then(() => 'over');
      while (!isReady(text)) {
        const next = once(child.stdout, 'data').then(() => 'more');
        if ((await Promise.race([next, over])) === 'over') return;
      }
      clearTimeout(tooLong);
    },
    interrupt: async () => {
      kill('SIGINT');
      return ended;
    },
  };
}

const isRunning = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode === null && signalCode === null;

async function save(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

async function freePorts(): Promise<ReadonlyMap<string, string>> {
  const ports: (readonly [printed: string, free: string])[] = [];
  for (const printed of printedPorts) ports.push([printed, String(await freePort())]);
  return new Map(ports);
}

function swap(text: string, words: ReadonlyMap<string, string>): string {
  return text.replaceAll(/\b\d{4,5}\b/g, (digits) => words.get(digits) ?? digits);
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
