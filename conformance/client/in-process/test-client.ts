import { availableParallelism } from 'node:os';
import { builtInProfile, type Contract, contractUnder, KitError, type Profile } from '../../../spec/index.js';
import type { TestCase } from '../../cases/case.js';
import { type CaseResult, collectResults } from '../../evidence/verdict.js';
import { knownFailureProblems, withKnownFailures } from '../../known-failures/apply.js';
import { loadKnownFailures } from '../../known-failures/load.js';
import { resultLines } from '../../reports/result-lines.js';
import { selectCases } from '../../select.js';
import { runClientCases } from '../client-run.js';
import { type CallClient, createInProcessDriver } from './in-process-driver.js';

/** The parts of a test's context with which Vitest and node:test show what is not a failure. */
interface TestContext {
  /** Vitest skips the rest of the test, and throws. node:test marks the test as skipped. */
  readonly skip?: (note: string) => void;
  /** Vitest shows a remark. */
  readonly annotate?: (message: string) => unknown;
  /** node:test shows a remark. */
  readonly diagnostic?: (message: string) => void;
}

/** Registers a test: `test` of Vitest, Jest or node:test. The third argument is the time limit in milliseconds. */
export type RegisterTest = (name: string, body: () => Promise<void>, timeoutMs: number) => unknown;

/** Which cases a client is tested with, and how. */
export interface TestClientOptions {
  /** `test` of the test runner. Default: the global `test`, which Jest has, and Vitest with `globals`. */
  readonly test?: RegisterTest;
  /** A built-in profile by name, or a profile that `loadProfile` has read. Default: `documented`. */
  readonly profile?: string | Profile;
  /** Ids of cases, in which `*` stands for any characters. Default: every case for a client. */
  readonly only?: readonly string[];
  /** Cases with one of these kinds of answer. */
  readonly kinds?: readonly string[];
  /** Cases with one of these tags. */
  readonly tags?: readonly string[];
  /** The longest time that one call may take, in milliseconds. Default: 30,000. */
  readonly limitMs?: number;
  /** YAML file of failures that are accepted for a time. */
  readonly knownFailures?: string;
  /** Whether an inconclusive case fails its test. Default: false. A remark on the test says why it is inconclusive. */
  readonly strict?: boolean;
}

/** The time that drawing the pictures may take on a cold machine, in milliseconds, divided by its processors. */
const drawingMs = 300_000;

/**
 * Registers one test for each case that a client must pass. Each test starts a mock, calls the client once, judges the
 * request and the report, and closes the mock.
 *
 * @throws KitError `usage` for an unknown profile, case, kind or tag, or where no test runner is found
 */
export function testClient(call: CallClient, options: TestClientOptions = {}): void {
  const { only = [], kinds = [], tags = [], limitMs = 30_000 } = options;
  const register = options.test ?? globalTest();
  const contract = contractUnder(profileOf(options.profile));
  for (const testCase of selectCases({ direction: 'client', only, kinds, tags }, contract))
    register(
      `${testCase.id}: ${testCase.title}`,
      function (): Promise<void> {
        // Jest takes a parameter for a callback, and Vitest's extended tests accept no plain one.
        // biome-ignore lint/complexity/noArguments: a declared parameter breaks both runners, as said above
        const context = arguments[0] as TestContext | undefined;
        return runTest(testCase, context, { call, contract, limitMs, ...options });
      },
      limitMs + drawingMs / availableParallelism(),
    );
}

function globalTest(): RegisterTest {
  const found: unknown = Reflect.get(globalThis, 'test');
  if (typeof found === 'function') return found as RegisterTest;
  throw new KitError('usage', 'testClient finds no test runner; pass its test function as the option "test"');
}

function profileOf(profile: string | Profile = 'documented'): Profile {
  return typeof profile === 'string' ? builtInProfile(profile).profile : profile;
}

interface OneTest extends TestClientOptions {
  readonly call: CallClient;
  readonly contract: Contract;
  readonly limitMs: number;
}

/** Runs one case. Throws an error with the finding when the client fails. */
async function runTest(testCase: TestCase, context: TestContext | undefined, test: OneTest): Promise<void> {
  const { call, contract, limitMs, strict = false } = test;
  const [judged] = await collectResults(
    runClientCases({
      createDriver: () => createInProcessDriver(call),
      contract,
      cases: [testCase],
      limitMs,
      signal: new AbortController().signal,
    }),
  );
  if (!judged) throw new Error(`${testCase.id} has no result`);
  const { result, problems } = await withKnown(judged, test);
  for (const note of [...(result.notes ?? []), ...problems]) remark(context, note);
  const lines = resultLines(result).join('\n');
  switch (result.verdict) {
    case 'passed':
      break;
    case 'known':
      remark(context, `a known failure: ${lines}`);
      break;
    case 'skipped':
      if (context?.skip) context.skip(result.reason ?? '');
      else remark(context, `skipped: ${result.reason}`);
      return;
    case 'inconclusive':
      if (strict) throw createFinding(lines);
      remark(context, lines);
      break;
    case 'failed':
    case 'error':
      throw createFinding(lines);
  }
  if (problems.length > 0) throw createFinding(problems.join('\n'));
}

/** Applies the file of known failures to a result. An entry for the case that does not hold is a problem. */
async function withKnown(
  judged: CaseResult,
  { knownFailures }: TestClientOptions,
): Promise<{ readonly result: CaseResult; readonly problems: readonly string[] }> {
  if (knownFailures === undefined) return { result: judged, problems: [] };
  const file = await loadKnownFailures(knownFailures);
  const day = new Date().toISOString().slice(0, 10);
  const result = withKnownFailures(judged, file, day);
  const own = { ...file, entries: file.entries.filter((entry) => entry.case === judged.case.id) };
  const problems = knownFailureProblems(own, [result], { direction: 'client', day });
  return {
    result,
    problems: problems.map(({ line, check, problem }) => `${knownFailures}:${line}: ${check}: ${problem}`),
  };
}

/** Shows a remark beside a test: as the runner does it, or on standard error where it has no way. */
function remark(context: TestContext | undefined, text: string): void {
  if (context?.annotate) context.annotate(text);
  else if (context?.diagnostic) context.diagnostic(text);
  else process.stderr.write(`${text}\n`);
}

/** A finding is about the client: a trace through the kit would hide it. */
function createFinding(text: string): Error {
  const finding = new Error(text);
  finding.name = 'ClientFinding';
  finding.stack = `${finding.name}: ${text}`;
  return finding;
}
