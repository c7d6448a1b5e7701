import { type Contract, KitError } from '../../../spec/index.js';
import { cases } from '../../cases/index.js';
import { type CaseResult, collectResults } from '../../evidence/verdict.js';
import { runClientCases } from '../client-run.js';
import type { CaseEnd, ClientDriver, CreateClientDriver } from '../driver.js';
import { caseSteps, isCheckOf, type SelftestStep } from './steps.js';

/** The outcome of one step. */
export interface StepResult {
  readonly title: string;
  /** What is wrong, one line each, and at the end what to mend. Absent for a step that is in order. */
  readonly problem?: readonly string[];
}

/** An adapter to check. */
export interface SelftestOptions {
  /** Creates a driver that calls `onNote` with what it finds when the client ends. */
  readonly createDriver: (onNote: (text: string) => void) => ReturnType<CreateClientDriver>;
  readonly contract: Contract;
  /** The longest time that the client may take for one case, in milliseconds. */
  readonly limitMs: number;
  readonly signal: AbortSignal;
}

/** The number of steps of a whole check. */
export const stepCount = caseSteps.length + 3;

/** A case that an adapter has run. */
interface Tried {
  readonly result: CaseResult;
  readonly end: CaseEnd | undefined;
  /** What the driver found when the client ended. */
  readonly notes: readonly string[];
}

/** Checks an adapter step by step. Yields each step, and ends with the first that is not in order. */
export async function* checkAdapter(options: SelftestOptions): AsyncGenerator<StepResult, void, void> {
  const tried = new Map<string, Tried>();
  const tryCase = async (id: string): Promise<Tried> => {
    const known = tried.get(id) ?? (await runOne(id, options));
    tried.set(id, known);
    return known;
  };
  const starts = 'starts';
  const first = await tryCase(caseSteps[0]?.caseId ?? '').catch((error: unknown) => error);
  if (first instanceof KitError && first.code === 'setup') {
    yield { title: starts, problem: [first.message] };
    return;
  }
  if (!isTried(first)) throw first;
  const broken = brokenProgram(first);
  yield { title: starts, ...(broken ? { problem: broken } : {}) };
  if (broken) return;

  const takes = inactivity(first);
  yield { title: 'takes its case', ...(takes ? { problem: takes } : {}) };
  if (takes) return;

  for (const step of caseSteps) {
    const problem = problemOf(step, await tryCase(step.caseId));
    yield { title: step.title, ...(problem ? { problem } : {}) };
    if (problem || options.signal.aborted) return;
  }
  const unended = [...tried.values()].flatMap(unendedOf);
  const [one] = unended;
  yield { title: 'ends', ...(one === undefined ? {} : { problem: [one] }) };
}

function isTried(value: unknown): value is Tried {
  return Object(value) === value && 'result' in Object(value);
}

/** Runs one case, and keeps what the driver says of it. */
async function runOne(id: string, { createDriver, contract, limitMs, signal }: SelftestOptions): Promise<Tried> {
  let end: CaseEnd | undefined;
  const notes: string[] = [];
  const results = await collectResults(
    runClientCases({
      createDriver: (): ClientDriver => {
        const driver = createDriver((text) => notes.push(text));
        return {
          // Each case starts the client anew, so no further case shows whether it stays.
          keepsClient: false,
          give: async (given) => {
            end = await driver.give(given);
            return end;
          },
          close: driver.close,
        };
      },
      contract,
      cases: cases.filter((testCase) => testCase.id === id),
      limitMs,
      signal,
    }),
  );
  const [result] = results;
  if (!result) throw new KitError('internal', `the self-test knows no case ${id}`);
  return { result, end, notes };
}

/** How runtimes begin to say that they cannot run a program at all: they cannot parse it, or something that it imports is missing. */
const unrunnable =
  /syntax ?error|parse ?error|IndentationError|TabError|unexpected symbol|expected near|compilation|ERR_MODULE_NOT_FOUND|ModuleNotFoundError|ImportError|LoadError|No module named|can't find package|Can't locate \S+ in @INC|module '\S+' not found|ClassNotFound|NoClassDefFound|load main class|failed to open stream/i;

/** Why a program could not run, so that it never came to its case. Undefined for one that did anything. */
function brokenProgram({ end, result }: Tried): readonly string[] | undefined {
  const { deadEnd } = end ?? {};
  if (!deadEnd || !unrunnable.test(deadEnd.lastLine) || (result.evidence?.requests?.length ?? 0) > 0) return undefined;
  return [
    `the program ends with exit code ${deadEnd.exitCode} before it reads its case: ${deadEnd.lastLine}`,
    'mend: correct the program or install what it imports; run it by itself to see the whole error',
  ];
}

/** Why a client that started did nothing. Undefined for one that sent or reported anything. */
function inactivity({ result, end }: Tried): readonly string[] | undefined {
  const { evidence, reason, verdict } = result;
  if (verdict === 'skipped' && reason !== undefined)
    return [reason, 'mend: report on this case; it uses nothing but the contract'];
  const problem = end && 'problem' in end.report ? end.report : undefined;
  if (problem === undefined || (evidence?.requests?.length ?? 0) > 0) return undefined;
  // A wrong report shows that it did something.
  if (problem.isMissing === undefined && !end?.hasTimedOut && !end?.deadEnd) return undefined;
  const last = end?.deadEnd?.lastLine ?? '';
  return [
    last === '' ? problem.problem : `${problem.problem} (${last})`,
    last === ''
      ? 'mend: read the case: the JSON file that EENDIGO_KIT_CASE names, or in a session the line with the type "case"'
      : 'mend: correct what this error says; the case is the JSON file that EENDIGO_KIT_CASE names, or in a session the line with the type "case"',
  ];
}

function problemOf(step: SelftestStep, { result }: Tried): readonly string[] | undefined {
  const failed = result.checks.filter(({ id, outcome }) => outcome !== 'passed' && isCheckOf(step, id));
  const lines = failed.map(
    ({ title, expected = '', actual = '' }) => `${title}: expected ${expected}, and got ${actual}`,
  );
  const reasons = result.verdict === 'skipped' && result.reason !== undefined ? [result.reason] : lines;
  return reasons.length === 0 ? undefined : [...reasons, `mend: ${step.mend}`];
}

/** What shows that a client did not end by itself. */
function unendedOf({ end, notes }: Tried): readonly string[] {
  const said = [...(end?.notes ?? []), ...notes];
  return said.filter((note) => /did not exit|did not end|exited while a process/.test(note));
}
