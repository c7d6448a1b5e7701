import { rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pMapIterable } from 'p-map';
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
  const underWay = new Set<Promise<unknown>>();
  try {
    const guard = createStartGuard();
    const pace = createClientPace();
    const isOver = aborted(signal);
    let started = 0;
    const contractFor = (testCase: TestCase): Contract =>
      contractOf(testCase, options.contracts?.get(testCase.profile ?? '') ?? contract);
    const run = async (testCase: TestCase): Promise<RanCase> => {
      const planned = { case: testCase, kind: answerKind(testCase, contractFor(testCase)) };
      const declined = declinedReason(testCase.uses, options.without);
      if (declined !== undefined) return { result: createSkippedResult(planned, declined), isDeclined: true };
      if (started++ > 1) await Promise.race([guard.decided, isOver]);
      if (!signal.aborted) await drawing.readyFor(testCase);
      if (signal.aborted) return { result: createCutShortResult(planned, describeInterruption(signal)) };
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
    const ran = pMapIterable(
      cases,
      (testCase) => {
        const running = run(testCase);
        underWay.add(running);
        return running.finally(() => underWay.delete(running));
      },
      // A case that takes long delays the results of later ones, but not the later cases.
      { concurrency: jobs, backpressure: Number.POSITIVE_INFINITY },
    );
    try {
      for await (const one of ran) yield* guard.pass(one);
      yield* guard.held();
    } finally {
      stopped.abort();
      await Promise.allSettled(underWay);
    }
  } finally {
    await lanes.close();
    await rm(folder, { recursive: true, force: true });
    process.off('exit', removeFolder);
  }
}
