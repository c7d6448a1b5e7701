import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { createChecker, KitError, type PlainSchema, readTextFile, reasonOf } from '../../spec/index.js';
import type { TestCase } from '../cases/case.js';
import { cases } from '../cases/index.js';
import { probeOf } from '../expectation/limit-points.js';
import { runReportSchema } from '../reports/report-schema.js';
import type { JsonReport } from '../reports/report-types.js';
import { recordedAnswers, warningsOfRecording } from './recorded-answers.js';
import { readAnswer, type SeenAnswer } from './seen-answer.js';

/** The answers of runs. */
export interface RunsToLearnFrom {
  readonly answers: readonly SeenAnswer[];
  /** What the runs observed of the open questions. */
  readonly readings: JsonReport['readings'];
  /** The addresses of the servers, each once. */
  readonly subjects: readonly string[];
  /** What the reader should know of the runs, one line each. */
  readonly warnings: readonly string[];
}

/** The size limit of a report in bytes, checked before it is read. A report of all cases has about 1 MB. */
const maxBytes = 100_000_000;

/**
 * Reads the JSON reports of runs on a server.
 *
 * @throws KitError `setup` with one line that names the file: missing, too large, no report of a run on a server
 */
export async function readRuns(files: readonly string[]): Promise<RunsToLearnFrom> {
  const reports: { readonly file: string; readonly report: JsonReport }[] = [];
  for (const file of files) reports.push({ file, report: await readReportFile(file) });
  const subjects = [...new Set(reports.map(({ report }) => report.subject))];
  const unknown = new Set<string>();
  const answers = reports.flatMap(({ file, report }) => [
    ...recordedAnswers(report.exchanges ?? [], file),
    ...report.cases.flatMap(({ id, evidence, search }): SeenAnswer[] => {
      const testCase = cases.find((candidate) => candidate.id === id);
      if (!testCase) {
        if (evidence?.answer !== undefined) unknown.add(id);
        return [];
      }
      const sent = search
        ? search.probes.map((probe) => ({ one: requestOfSearch(testCase, probe), evidence: probe.evidence }))
        : [{ one: testCase, evidence }];
      return sent.flatMap(({ one, evidence: kept }) =>
        kept?.answer === undefined ? [] : [readAnswer(one, kept.answer, { run: file, sentAt: new Date(kept.sentAt) })],
      );
    }),
  ]);
  return {
    answers,
    readings: reports.flatMap(({ report }) => report.readings),
    subjects,
    warnings: [
      ...(subjects.length > 1 ? [`the runs are of ${subjects.length} servers: ${subjects.join(', ')}`] : []),
      ...reports.flatMap(({ file, report }) => warningsOfRecording(file, report.exchanges ?? [])),
      ...(unknown.size > 0 ? [`this version of the kit has no case ${[...unknown].join(', ')}; left out`] : []),
    ],
  };
}

/** The case of one request of a search, with an id of its own. */
export function requestOfSearch(
  testCase: TestCase,
  pictures: { readonly img1: string; readonly img2: string },
): TestCase {
  const size = testCase.search?.part === 'img1' ? pictures.img1 : pictures.img2;
  return { ...probeOf(testCase, pictures), id: `${testCase.id} ${size}`, ambiguities: testCase.ambiguities };
}

const checker = createChecker(runReportSchema as unknown as PlainSchema, { name: 'the report' });

async function readReportFile(file: string): Promise<JsonReport> {
  const report: unknown = parseReport(file, await readReportText(file));
  const problem = checker.problem(report);
  if (problem !== undefined)
    throw new KitError(
      'setup',
      `${file}: is no JSON report of this version: ${problem}; give a file that "conformance server --json" wrote`,
    );
  const read = report as JsonReport;
  if (read.direction !== 'server')
    throw new KitError('setup', `${file}: is a run on a client; give the report of a run on a server`);
  return read;
}

async function readReportText(file: string): Promise<string> {
  const remedy = 'give the JSON report of a run';
  try {
    const { size } = await stat(file);
    if (size > maxBytes)
      throw new KitError('setup', `${file}: has ${size} bytes, more than the limit of ${maxBytes}; ${remedy}`);
    return await readTextFile(file);
  } catch (error) {
    if (error instanceof KitError) throw error;
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const reason = isMissing ? 'there is no such file' : `cannot be read (${reasonOf(error)})`;
    throw new KitError('setup', `${file}: ${reason}; ${remedy}`, { cause: error });
  }
}

function parseReport(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new KitError(
      'setup',
      `${file}: is not JSON (${reasonOf(error)}); give a file that "conformance server --json" wrote`,
      { cause: error },
    );
  }
}

/** The last day of answers, as YYYY-MM-DD. */
export function lastDayOf(answers: readonly SeenAnswer[]): string {
  const last = Math.max(...answers.map(({ sentAt }) => sentAt.getTime()));
  return new Date(last).toISOString().slice(0, 10);
}

/** The files of the runs of answers, without their folders. */
export function runNamesOf(answers: readonly SeenAnswer[]): readonly string[] {
  return [...new Set(answers.map(({ run }) => basename(run)))];
}
