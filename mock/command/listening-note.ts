import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CommandIo, reasonOf } from '../../spec/index.js';
import type { MockServer } from '../server.js';
import type { Say } from './reload.js';

/** Environment variable with the folder for the listening note. The Docker image sets it for its health check. */
export const runtimeVariable = 'EENDIGO_KIT_RUNTIME';

/** Content of the note. */
interface ListeningNote {
  readonly url: string;
  readonly pid: number;
}

/**
 * Writes the mock's address to the folder in the environment variable, if set. The first mock of a container keeps the
 * note; a second one does not replace it. Disposing removes it.
 */
export function noteListening({ env }: CommandIo, { url }: MockServer, say: Say): Disposable {
  const file = noteIn(env);
  if (file === undefined || isOfAnother(file)) return { [Symbol.dispose]: () => {} };
  const note: ListeningNote = { url, pid: process.pid };
  const next = `${file}.${process.pid}`;
  try {
    rmSync(next, { force: true });
    writeFileSync(next, JSON.stringify(note), { flag: 'wx', mode: 0o600 });
    renameSync(next, file);
  } catch (error) {
    const remedy = `make the folder writable, or give "eendigo-kit health" the flags of the mock`;
    say('trouble', `${file}: cannot write the mock's address (${reasonOf(error)}); ${remedy}`);
  }
  return {
    [Symbol.dispose]: () => {
      if (readNote(file)?.pid === process.pid) rmSync(file, { force: true });
    },
  };
}

/** Returns the address noted in this container, or undefined. */
export function notedUrl(env: CommandIo['env']): string | undefined {
  const file = noteIn(env);
  return file === undefined ? undefined : readNote(file)?.url;
}

function noteIn(env: CommandIo['env']): string | undefined {
  const folder = env[runtimeVariable];
  return folder ? join(folder, 'listening.json') : undefined;
}

function readNote(file: string): ListeningNote | undefined {
  try {
    const { url, pid } = JSON.parse(readFileSync(file, 'utf8')) as ListeningNote;
    return URL.canParse(url) && Number.isInteger(pid) ? { url, pid } : undefined;
  } catch {
    return undefined;
  }
}

function isOfAnother(file: string): boolean {
  const pid = readNote(file)?.pid;
  if (pid === undefined || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
