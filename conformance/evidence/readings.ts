import { isDeepStrictEqual } from 'node:util';
import {
  type Ambiguity,
  ambiguities,
  type Contract,
  decisionAt,
  pathsGovernedBy,
  type Reading,
  valueUnder,
} from '../../spec/index.js';
import type { TestCase } from '../cases/case.js';
import { matchesReading } from '../checks/registered.js';
import { controlsOf, isGoodRequest, whyNoOrder } from '../expectation/controls.js';
import type { AnsweredCase } from '../expectation/limit-points.js';
import { findCauses, type ShownValue, withoutOtherCauses } from './causes.js';
import type { CaseResult } from './verdict.js';

/** What a run observed of one ambiguity. */
export interface ObservedReading {
  /** Id of the ambiguity. */
  readonly ambiguity: string;
  readonly question: string;
  /** The different values that the answers showed. */
  readonly observed: readonly string[];
  /**
   * Ids of the readings that match all observed values. Of two that match, the more specific one counts: numbers that
   * always increase match `increasing`, not `unordered`. Empty when no reading matches.
   */
  readonly readings: readonly string[];
  /** The readings as text, e.g. `always-200`, `one of: a, b`, `something else: 418`, `not known: the control ... failed`. */
  readonly description: string;
  /** Why the answers say nothing of it, although cases probed it. Absent when they do. */
  readonly unknown?: string;
  /** Whether the reading that the run's profile assumes is among them. True when the reading is not known. */
  readonly matchesProfile: boolean;
}

/**
 * Derives the readings of the register that the answers of a run match, for every ambiguity that the run probed. An answer
 * to a request that a case probes with counts only when the request that differs in nothing but that point behaved.
 */
export function observedReadings(results: readonly CaseResult[], contract: Contract): readonly ObservedReading[] {
  const shown = withoutOtherCauses(
    results.flatMap((result) => observationsOf(result, results)),
    findCauses(results, contract),
  );
  return ambiguities.flatMap((entry): ObservedReading[] => {
    const own = shown.filter(({ ambiguity }) => ambiguity === entry.id);
    const values = [...new Set(own.flatMap(({ value, unknown }) => (unknown === undefined ? [value] : [])))];
    const { id: ambiguity, question } = entry;
    if (values.length > 0) {
      const readings = readingsOf(entry, values);
      const assumed = assumedReading(entry, contract);
      const matchesProfile = assumed === undefined || readings.includes(assumed);
      const description = describeReadings(readings, values);
      return [{ ambiguity, question, observed: values, readings, description, matchesProfile }];
    }
    const unknown = own.find((observation) => observation.unknown !== undefined)?.unknown;
    if (unknown === undefined) return [];
    const description = `not known: ${unknown}`;
    return [{ ambiguity, question, observed: [], readings: [], description, unknown, matchesProfile: true }];
  });
}

function observationsOf({ case: testCase, checks }: CaseResult, results: readonly CaseResult[]): readonly ShownValue[] {
  const observed = checks.flatMap((check) => check.observed ?? []);
  const isWrongKind = checks.some(({ id, outcome }) => (id === 'kind' || id === 'body-json') && outcome === 'failed');
  const unknown = isWrongKind
    ? `the answer to ${testCase.id} has a wrong kind`
    : (missingControl(testCase, results) ?? whyNoOrder(testCase, results.flatMap(answeredCase)));
  return observed.flatMap((observation): ShownValue[] => {
    // The form of an answer shows in every answer that has a kind. What a case probes shows beside its control only.
    if (testCase.ambiguities.includes(observation.ambiguity))
      return [unknown === undefined ? observation : { ...observation, unknown }];
    return isWrongKind ? [] : [observation];
  });
}

function answeredCase({ case: testCase, answered }: CaseResult): readonly AnsweredCase[] {
  return answered === undefined ? [] : [{ case: testCase, kind: answered }];
}

/** Why no control vouches for the answer to a case. Undefined where one does, or none is needed. */
function missingControl(testCase: TestCase, results: readonly CaseResult[]): string | undefined {
  if (isGoodRequest(testCase)) return undefined;
  const ran = results.filter(({ checks }) => checks.length > 0);
  const controls = controlsOf(
    testCase,
    results.map((result) => result.case),
  );
  if (controls.length === 0) return 'the run has no control, a case with the good request';
  const [first] = controls;
  const seen = ran.filter((result) => controls.includes(result.case));
  if (seen.length === 0) return `the control ${first?.id} was not run`;
  const bad = seen.filter(({ checks }) => !checks.some(({ id, outcome }) => id === 'kind' && outcome !== 'failed'));
  // Of controls with one difference each, all have to behave. Of repetitions of the good request, one is enough.
  const isEnough = controls.every(isGoodRequest) ? bad.length < seen.length : bad.length === 0;
  return isEnough ? undefined : `the control ${bad[0]?.case.id} failed`;
}

function readingsOf({ readings }: Ambiguity, values: readonly string[]): readonly string[] {
  const matching = readings.filter((reading) => values.every((value) => matchesReading(reading, value)));
  return matching.filter((reading) => !matching.some((other) => isMoreSpecific(other, reading))).map(({ id }) => id);
}

/** The reading that the decisions of a contract follow. Undefined where a profile decides otherwise than any reading. */
function assumedReading({ id, default: preset, readings }: Ambiguity, { decisions }: Contract): string | undefined {
  const paths = pathsGovernedBy(id);
  if (paths.length === 0) return preset;
  const follows = (reading: Reading): boolean =>
    reading.value !== undefined &&
    paths.every((path) => isDeepStrictEqual(decisionAt(decisions, path), valueUnder(path, reading)));
  return readings.find(follows)?.id;
}

function describeReadings(readings: readonly string[], values: readonly string[]): string {
  const [only] = readings;
  if (only === undefined) return `something else: ${values.join(', ')}`;
  return readings.length === 1 ? only : `one of: ${readings.join(', ')}`;
}

/** Whether a reading allows only some of the values that another one allows. */
function isMoreSpecific(reading: Reading, other: Reading): boolean {
  return covers(other, reading) && !covers(reading, other);
}

function covers(reading: Reading, { observed = [] }: Reading): boolean {
  return observed.every((pattern) => matchesReading(reading, pattern));
}
