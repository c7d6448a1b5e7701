import { randomUUID } from 'node:crypto';
import { appendFile } from 'node:fs/promises';
import { type CommandIo, reasonOf } from '../../spec/index.js';
import type { LeakGate } from '../evidence/leak-gate.js';
import { nameCases } from './cause-lines.js';
import { type Cause, headlineOf } from './causes.js';
import { describeKnownFailureProblem } from './known-failure-problem.js';
import { placeOf } from './places.js';
import type { RunReport } from './run-report.js';
import { visibleText } from './visible-text.js';

/** Annotations that GitHub shows of one step. */
const maxAnnotations = 10;

/** Whether the run is a step of GitHub Actions. */
export function isGitHubActions({ env }: Pick<CommandIo, 'env'>): boolean {
  return env['GITHUB_ACTIONS'] === 'true';
}

/**
 * Keeps GitHub Actions from obeying commands in the lines that follow, until it is disposed: a text that a server sends could
 * hold some.
 */
export function pauseCommands({ out }: Pick<CommandIo, 'out'>): Disposable {
  const token = randomUUID();
  let isPaused = true;
  out(`::stop-commands::${token}`);
  return {
    [Symbol.dispose]: () => {
      if (isPaused) out(`::${token}::`);
      isPaused = false;
    },
  };
}

/**
 * The annotations of a run, one a cause, and at most ten: the last one then counts the others. An inconclusive cause is a
 * warning, or an error when the run is strict.
 */
export function annotationLines({ causes, info, knownFailures }: RunReport, isStrict: boolean): readonly string[] {
  const wrong = (knownFailures?.problems ?? []).map((entry) =>
    annotation('error', 'A known failure does not hold', describeKnownFailureProblem(knownFailures?.file ?? '', entry)),
  );
  const cutShort = info.cutShort === undefined ? [] : [annotation('error', 'The run was cut short', info.cutShort)];
  const all = [
    ...wrong,
    ...causes.map((cause) =>
      annotation(cause.outcome === 'failed' || isStrict ? 'error' : 'warning', headlineOf(cause), describe(cause)),
    ),
  ];
  const room = maxAnnotations - cutShort.length;
  if (all.length <= room) return [...cutShort, ...all];
  const more = all.length - room + 1;
  return [
    ...cutShort,
    ...all.slice(0, room - 1),
    annotation('warning', `${more} more causes`, 'The log of this step has all.'),
  ];
}

function describe({ checks, results }: Cause): string {
  return [
    ...checks.flatMap(({ id, title, examples: [example], sources }) => [
      `${id}: ${title}`,
      `expected ${visibleText(example?.expected ?? '')}`,
      `actual ${visibleText(example?.actual ?? '')}`,
      `document: ${placeOf(sources)}`,
    ]),
    `cases: ${nameCases(results.map(({ case: { id } }) => id))}`,
  ].join('\n');
}

function annotation(level: 'error' | 'warning', title: string, message: string): string {
  return `::${level} title=${escapeProperty(title)}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/**
 * Appends Markdown to the summary of the step, whose file `GITHUB_STEP_SUMMARY` names. A file that cannot be written is one
 * line on standard error, and fails no run.
 *
 * @throws KitError `leak` when it would hold a secret or a picture
 */
export async function writeStepSummary({ env, err }: CommandIo, markdown: string, gate: LeakGate): Promise<void> {
  const file = env['GITHUB_STEP_SUMMARY'];
  if (file === undefined || file === '') return;
  gate.requireClean('the step summary', markdown);
  try {
    await appendFile(file, markdown);
  } catch (error) {
    err(`eendigo-kit: the step summary could not be written to ${file} (${reasonOf(error)}); the run is not affected`);
  }
}
