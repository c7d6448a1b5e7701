import { open } from 'node:fs/promises';
import { createChecker, decodeText, KitError, type PlainSchema, reasonOf } from '../../spec/index.js';
import type { LeakGate } from '../evidence/leak-gate.js';
import { runReportSchema } from '../reports/report-schema.js';
import type { JsonReport } from '../reports/report-types.js';

/** A run that was read from its JSON report. */
export interface RunFile {
  /** The file, as the user names it. */
  readonly file: string;
  readonly report: JsonReport;
}

/** A report of the whole suite has about 1 MB. */
const maxBytes = 32 * 1024 * 1024;

// What is made of the schema is not the schema, so it has no id of its own.
const { $id: _, ...schema } = runReportSchema;
const { cases, ...properties } = schema.properties;
const wholeChecker = createChecker(
  { ...schema, properties: { ...properties, cases: { type: 'array', items: { type: 'object' } } } },
  { name: 'the report' },
);
const caseChecker = createChecker(cases.items as PlainSchema, { name: 'the case' });

/**
 * Reads a JSON report of `conformance server --json` or `conformance client --json`.
 *
 * @throws KitError `setup` in one line when the file cannot be read, or is no such report
 */
export async function readRunFile(file: string): Promise<RunFile> {
  const reject = (problem: string, cause?: unknown): never => {
    throw new KitError('setup', `${file}: ${problem}; give a JSON report that conformance --json has written`, {
      ...(cause === undefined ? {} : { cause }),
    });
  };
  const bytes = await readBytes(file).catch((error: unknown) => reject(whyNotRead(error), error));
  if (bytes.length > maxBytes) reject(`is larger than a run can be (${maxBytes / 1024 / 1024} MB)`);
  const parsed = parse(decodeText(bytes, file));
  if (parsed === undefined) reject('is not JSON');
  const {
    format,
    direction,
    cases: found,
  } = Object(parsed) as { format?: unknown; direction?: unknown; cases?: unknown };
  if (format === undefined || direction === undefined || !Array.isArray(found))
    return reject('is not the report of a run');
  if (format !== 1)
    reject(`has the format ${JSON.stringify(format)?.slice(0, 20)}, and this version of the kit reads format 1`);
  const wrong = wholeChecker.problem(parsed);
  if (wrong !== undefined) reject(`is damaged: ${wrong}`);
  // One by one, so that a wrong file of any size ends at its first problem.
  const seen = new Set<string>();
  for (const [at, one] of found.entries()) {
    const problem = caseChecker.problem(one);
    if (problem !== undefined) reject(`is damaged: cases[${at}]: ${problem}`);
    const { id } = one as JsonReport['cases'][number];
    if (seen.has(id)) reject(`is damaged: it has the case ${JSON.stringify(id.slice(0, 60))} twice`);
    seen.add(id);
  }
  return { file, report: parsed as JsonReport };
}

/** Lets pass the transaction numbers of a run, which what is written of it may repeat. */
export function admitTrxNos(gate: LeakGate, { report }: RunFile): void {
  for (const { evidence, checks } of report.cases) {
    gate.admitNumbers(evidence?.answer?.trxNo ?? '');
    for (const { id, actual = '' } of checks) if (id.startsWith('x-trx-no')) gate.admitNumbers(actual);
  }
}

/** Reads a file, or the start of one that is too large. */
async function readBytes(file: string): Promise<Buffer> {
  await using handle = await open(file);
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of handle.createReadStream({ autoClose: false })) {
    pieces.push(piece as Buffer);
    length += (piece as Buffer).length;
    if (length > maxBytes) break;
  }
  return Buffer.concat(pieces);
}

function whyNotRead(error: unknown): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
      return 'there is no such file';
    case 'EISDIR':
      return 'is a folder';
    default:
      return `cannot be read (${reasonOf(error)})`;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
