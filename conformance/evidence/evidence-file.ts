import { closeSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { type CommandIo, KitError, version, whyNotWritten } from '../../spec/index.js';
import type { LeakGate } from './leak-gate.js';
import type { CaseResult, Evidence } from './verdict.js';

/**
 * The results of a run as they come, one JSON object a line, beside its report. The report is written at the end, so a
 * process that is killed before would lose what it has paid for.
 */
export interface EvidenceFile {
  /** Notes a call before it is sent, so that a killed run shows what the server may have charged. */
  readonly sending: (caseId: string, refNumber?: string) => void;
  readonly control: (evidence: Evidence) => void;
  /** Writes an exchange of a recording, which is masked. */
  readonly exchange: (exchange: { readonly evidence: Evidence }) => void;
  /** Passes results on after it has written them. */
  readonly keep: (results: AsyncIterable<CaseResult>) => AsyncGenerator<CaseResult, void, void>;
  /** Removes the file: the reports are complete. */
  readonly remove: () => void;
  /** Ends a run without complete reports: keeps the file if it holds a result, and says so. */
  readonly abandon: () => void;
}

/** The reports of a run, by format. The results as they come stand beside the first of them. */
interface ReportFiles {
  readonly json?: string;
  readonly junit?: string;
  readonly ctrf?: string;
  readonly html?: string;
  readonly markdown?: string;
}

/** What the first line says of the run. */
export interface EvidenceAbout {
  readonly direction: 'server' | 'client';
  readonly subject: string;
  readonly profile: string;
  /** The ids of all its cases, so that another run can go on where this one was ended. */
  readonly cases?: readonly string[];
}

/** What a file of results is opened for. */
export interface EvidenceToKeep {
  readonly about: EvidenceAbout;
  /** Passes each line before it is written. */
  readonly gate: LeakGate;
}

/**
 * Executes a run with a file for its results beside its report, `<report>.partial`, and removes the file when the run has
 * written its reports. A file that an earlier run has left there is renamed. Without a report, or with one that is no plain
 * file, nothing is kept.
 *
 * Lines are written synchronously and without fsync: what a process has written stays when it is killed, and no signal
 * comes between an answer and its line.
 *
 * @throws KitError `setup` when the file cannot be created, `leak` for a line that would hold a secret
 */
export async function withEvidenceFile(
  io: CommandIo,
  { json, junit, ctrf, html, markdown }: ReportFiles,
  toKeep: EvidenceToKeep,
  execute: (file: EvidenceFile) => Promise<void>,
): Promise<void> {
  const file = openEvidenceFile(io, json ?? junit ?? ctrf ?? html ?? markdown, toKeep);
  try {
    await execute(file);
    file.remove();
  } catch (error) {
    file.abandon();
    throw error;
  }
}

function openEvidenceFile(io: CommandIo, report: string | undefined, toKeep: EvidenceToKeep): EvidenceFile {
  if (report === undefined || !isPlain(report)) return keepNothing;
  const file = `${report}.partial`;
  try {
    keepEarlier(io, file);
    return createEvidenceFile(io, file, openSync(file, 'ax', 0o600), toKeep);
  } catch (error) {
    const why = whyNotWritten(file, error, 'give a report in a folder that is writable');
    throw new KitError('setup', `${file}: cannot be written: ${why}`, { cause: error });
  }
}

const keepNothing: EvidenceFile = {
  sending: () => {},
  control: () => {},
  exchange: () => {},
  keep: async function* (results) {
    yield* results;
  },
  remove: () => {},
  abandon: () => {},
};

function createEvidenceFile(io: CommandIo, file: string, fd: number, { about, gate }: EvidenceToKeep): EvidenceFile {
  let isWritable = true;
  /** The results of the run, and those that the file holds as whole lines. */
  let [count, kept] = [0, 0];
  /** Whether the line is in the file. */
  const append = (line: object): boolean => {
    if (!isWritable) return false;
    const text = JSON.stringify(line);
    gate.requireClean(file, text);
    try {
      const bytes = Buffer.from(`${text}\n`);
      for (let from = 0; from < bytes.length; ) from += writeSync(fd, bytes, from);
      return true;
    } catch (error) {
      close();
      io.err(`eendigo-kit: ${file}: cannot be written: ${whyNotWritten(file, error, 'free space')}; the run goes on`);
      return false;
    }
  };
  const appendResult = (line: object): void => {
    count++;
    if (append(line)) kept++;
  };
  const close = (): void => {
    if (isWritable) closeSync(fd);
    isWritable = false;
  };
  append({ type: 'run', kit: version, ...about, startedAt: new Date() });
  return {
    sending: (id, refNumber) => {
      append({ type: 'sending', id, refNumber, at: new Date() });
    },
    control: (evidence) => {
      gate.admitNumbers(evidence.answer?.trxNo ?? '');
      append({ type: 'control', evidence });
    },
    exchange: (exchange) => {
      gate.admitNumbers(exchange.evidence.answer?.trxNo ?? '');
      appendResult({ type: 'exchange', ...exchange });
    },
    keep: async function* (results) {
      for await (const result of results) {
        appendResult({ type: 'result', ...resultLine(result) });
        yield result;
      }
    },
    remove: () => {
      close();
      rmSync(file, { force: true });
    },
    abandon: () => {
      close();
      if (kept === 0) rmSync(file, { force: true });
      else if (kept < count) io.err(`eendigo-kit: ${kept} of ${count} results are in ${file}`);
      else io.err(`eendigo-kit: ${count === 1 ? '1 result is' : `${count} results are`} in ${file}`);
    },
  };
}

/** A result without the answer as it came, in which nothing is masked. */
function resultLine({ case: { id, title, tags }, received: _, ...result }: CaseResult): object {
  return { id, title, tags, ...result };
}

function isPlain(report: string): boolean {
  const found = statSync(report, { throwIfNoEntry: false });
  return found === undefined || found.isFile();
}

/** Renames what a killed run has left, by the time of its last line. */
function keepEarlier(io: CommandIo, file: string): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) return;
  const kept = `${file}.${found.mtime.toISOString().replaceAll(/[-:]|\.\d+/g, '')}`;
  renameSync(file, kept);
  io.err(`eendigo-kit: ${file} holds the results of a run that was ended; they are now in ${kept}`);
}
