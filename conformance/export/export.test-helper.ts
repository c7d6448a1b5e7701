import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JournalEntry } from '../../mock/index.js';
import type { CommandIo } from '../../spec/index.js';
import type { TestCase } from '../cases/case.js';
import { drawnPictures } from '../pictures.js';
import { builtInCredentials, credentialFor } from '../wire/credentials.js';
import { createRequest, type PartToSend } from '../wire/request.js';
import { createExportCommand } from './export-command.js';

/** An export in a temporary folder, and what the command printed. */
export interface TestExport extends AsyncDisposable {
  readonly folder: string;
  readonly lines: readonly string[];
}

/** Runs `eendigo-kit export` into a new folder. */
export async function exportInto(...words: readonly string[]): Promise<TestExport> {
  const parent = await mkdtemp(join(tmpdir(), 'eendigo-kit-export-'));
  const folder = join(parent, 'out');
  const lines = await runExport([...words, '-o', folder]);
  return { folder, lines, [Symbol.asyncDispose]: () => rm(parent, { recursive: true, force: true }) };
}

/** Runs `eendigo-kit export`. Returns the lines of its result. */
export async function runExport(words: readonly string[]): Promise<readonly string[]> {
  const lines: string[] = [];
  const io: CommandIo = {
    out: (line) => lines.push(line),
    err: () => {},
    env: {},
    isTty: false,
    signal: new AbortController().signal,
    exitCode: 0,
  };
  await createExportCommand(io).exitOverride().parseAsync(words, { from: 'user' });
  return lines;
}

/** How a program ended, and what it printed. */
export interface Ended {
  readonly code: number;
  readonly printed: string;
}

/** Runs a program in a folder to its end. */
export function runIn(
  folder: string,
  [program = '', ...words]: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { cwd: folder, env: { ...process.env, ...env }, maxBuffer: 100_000_000 };
    execFile(program, words, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ code, printed: `${stdout}${stderr}` });
    });
  });
}

/** What the suite sends for a case, in the words of {@link arrivedIn}. */
export async function sentFor(testCase: TestCase): Promise<string> {
  const credential = credentialFor(testCase.tenant ?? 'funded', builtInCredentials) ?? builtInCredentials.funded;
  const request = createRequest(testCase, credential, 'any');
  if (!('parts' in request)) return `${request.method} ${request.contentType ?? 'no type'}`;
  const parts = await Promise.all(request.parts.map(partInWords));
  return `${request.method} ${parts.join(', ')}`;
}

async function partInWords(part: PartToSend): Promise<string> {
  switch (part.type) {
    case 'text':
      return textInWords(part.name, part.value);
    case 'file-as-text':
      return textInWords(part.name, (await drawnPictures.load(part.fixture)).toString('base64'));
    case 'text-as-file':
      return fileInWords(part.name, part.filename, Buffer.from(part.value));
    case 'file':
      return fileInWords(part.name, part.filename, await drawnPictures.load(part.fixture), part.contentType);
    case 'file-without-name':
      // The mock takes a part without a file name for a text.
      return textInWords(part.name, (await drawnPictures.load(part.fixture)).toString('utf8'));
  }
}

/** A request that arrived at a mock: its method and its parts in order, without what is new in each run. */
export function arrivedIn({ method, headers, parts }: JournalEntry): string {
  const type = headers['content-type'] ?? 'no type';
  // The journal has the fields of a urlencoded body as parts.
  if (parts.length === 0 || !type.startsWith('multipart/')) return `${method} ${type.replace(/; charset=utf-8$/i, '')}`;
  const words = parts.map((part) =>
    part.type === 'text'
      ? textInWords(part.name, part.value)
      : fileWords(part.name, part.filename, part.sha256, isTextFile(part.filename) ? undefined : part.declaredType),
  );
  return `${method} ${words.join(', ')}`;
}

const isTextFile = (filename: string | null): boolean => filename?.endsWith('.txt') ?? false;

/** The journal masks secrets, shortens texts, and every refNumber is new. */
function textInWords(name: string, value: string): string {
  if (/^(key|nik|refnumber)$/i.test(name)) return `${name}=${value === '' ? 'empty' : 'given'}`;
  if (/^\(\d+ characters\)$/.test(value)) return `${name}=${value}`;
  return `${name}=${value.length > 500 ? `(${value.length} characters)` : JSON.stringify(value)}`;
}

function fileInWords(name: string, filename: string, bytes: Buffer, type?: string): string {
  return fileWords(name, filename, createHash('sha256').update(bytes).digest('hex'), type);
}

function fileWords(name: string, filename: string | null, sha256: string, type: string | undefined): string {
  return `${name}=@${filename} ${type ?? ''} ${sha256.slice(0, 12)}`;
}
