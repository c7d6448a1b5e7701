import { rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import pMap from 'p-map';
import type { Contract } from '../../spec/index.js';
import { type Declined, declinedReason } from '../cases/capability.js';
import type { TestCase } from '../cases/case.js';
import { type CaseResult, createCutShortResult, createSkippedResult } from '../evidence/verdict.js';
import { contractOf } from '../expectation/case-contract.js';
import { answerKind } from '../expectation/expectation.js';
import { drawnPictures } from '../pictures.js';
import { createDrawing, type OnDrawing } from '../wire/drawing.js';
import { aborted, describeInterruption } from '../wire/interruption.js';
import { temporaryFolder } from '../wire/picture-folder.js';
import { runCase } from './case-life.js';
import { createClientPace } from './client-pace.js';
import type { CreateClientDriver } from './driver.js';
import { createLanes, type MockSettings } from './lanes.js';
import { createStartGuard, type RanCase } from './start-guard.js';
import { createStartOrder } from './start-order.js';

/** A run of cases on a client. */
export interface ClientRunOptions {
  /** Reaches the client, for instance `() => createExecDriver(['node', 'client.mjs'])`. */
  readonly createDriver: CreateClientDriver;
  readonly contract: Contract;
  /** The contracts of cases that name a profile, by its name. Default: none, so that all cases run under `contract`. */
  readonly contracts?: ReadonlyMap<string, Contract>;
  readonly cases: readonly TestCase[];
  /** The longest time that the client may take for one case, in milliseconds. */
  readonly limitMs: number;
  /** The number of cases that the client gets at once, each by a driver of its own. Default: 1. */
  readonly jobs?: number;
  /** Where the mocks listen. Default: on loopback, each for one case after another under an address of its own. */
  readonly mocks?: MockSettings;
  readonly signal: AbortSignal;
  /** What the client declines. The run skips cases that use it, with the reason. Default: nothing. */
  readonly without?: Declined;
  /** Returns the command line that runs a case again. */
  readonly reproduce?: (testCase: TestCase) => string;
  /** Called before the run gives the client a case, with the id of the case. */
  readonly onSend?: (caseId: string) => void;
  /** Called while the run draws pictures. Drawing does not count towards the time of a case. */
  readonly onDrawing?: OnDrawing;
}

/**
 * Gives the cases to a client and yields the results in the order of the cases, each as soon as it is known. Each case
 * has a mock session, or a mock, of its own.
 *
 * @throws KitError `setup` when the client cannot be started or ends before it does anything, or when the file system
 * refuses a file
 */
export async function* runClientCases(options: ClientRunOptions): AsyncGenerator<CaseResult, void, void> {
  const { contract, cases, jobs = 1, onDrawing, limitMs, reproduce, onSend } = options;
  const stopped = new AbortController();
  const signal = AbortSignal.any([options.signal, stopped.signal]);
  const folder = await temporaryFolder('client');
  const removeFolder = (): void => rmSync(folder, { recursive: true, force: true });
  // The folder holds pictures and keys, so it goes even when the process is forced to exit.
  process.once('exit', removeFolder);
  using drawing = createDrawing(cases, drawnPictures, signal, onDrawing);
  const lanes = createLanes(options.createDriver, options.mocks);
  try {
    const guard = createStartGuard();
    const pace = createClientPace();
    const isOver = aborted(signal);
    let started = 0;
    const contractFor = (testCase: TestCase): Contract =>
      contractOf(testCase, options.contracts?.get(testCase.profile ?? '') ?? contract);
    const plannedOf = (testCase: TestCase): Pick<CaseResult, 'case' | 'kind'> => ({
      case: testCase,
      kind: answerKind(testCase, contractFor(testCase)),
    });
    const run = async (testCase: TestCase): Promise<RanCase> => {
      if (started++ > 1) await Promise.race([guard.decided, isOver]);
      if (!signal.aborted) await drawing.readyFor(testCase);
      if (signal.aborted) return { result: createCutShortResult(plannedOf(testCase), describeInterruption(signal)) };
      onSend?.(testCase.id);
      const supplies = {
        folder,
        limitMs,
        pace,
        signal,
        hasOwnPort: options.mocks?.isPortPerCase ?? false,
        ...(reproduce ? { reproduce: reproduce(testCase) } : {}),
      };
      return lanes.use(contractFor(testCase), (lane) => runCase(testCase, { ...supplies, ...lane }));
    };
    const declined = (testCase: TestCase): RanCase | undefined => {
      const reason = declinedReason(testCase.uses, options.without);
      return reason === undefined
        ? undefined
        : { result: createSkippedResult(plannedOf(testCase), reason), isDeclined: true };
    };
    const given = cases.filter((testCase) => declined(testCase) === undefined);
    const ends = new Map(given.map((testCase) => [testCase, createEnd<RanCase>()]));
    const order = createStartOrder(given, jobs);
    const working = pMap(
      order,
      async (testCase) => {
        await ends.get(testCase)?.settle(run(testCase));
        order.over(testCase);
      },
      { concurrency: jobs },
    );
    try {
      // A case that takes long delays the results of later ones, but not the later cases.
      for (const testCase of cases) {
        const ran = declined(testCase) ?? (await ends.get(testCase)?.promise);
        if (ran) yield* guard.pass(ran);
      }
      yield* guard.held();
    } finally {
      stopped.abort();
      await working;
    }
  } finally {
    await lanes.close();
    await rm(folder, { recursive: true, force: true });
    process.off('exit', removeFolder);
  }
}

/** The end of work that starts later. */
interface End<Result> {
  readonly promise: Promise<Result>;
  /** Takes over how the work ends, and waits for it. Never rejects. */
  readonly settle: (work: Promise<Result>) => Promise<void>;
}

function createEnd<Result>(): End<Result> {
  let settle: End<Result>['settle'] = async () => {};
  const promise = new Promise<Result>((resolve, reject) => {
    settle = (work) => work.then(resolve, reject);
  });
  // A run that is over awaits it no longer.
  promise.catch(() => {});
  return { promise, settle };
}
