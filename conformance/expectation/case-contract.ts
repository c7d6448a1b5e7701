import {
  ambiguities,
  type Contract,
  contractUnder,
  type FixedValues,
  nest,
  type Profile,
  withDecisions,
  withFixedValues,
  withReading,
} from '../../spec/index.js';
import type { AnswerValues, TestCase } from '../cases/case.js';

const built = new WeakMap<Contract, Map<string, Contract>>();

/**
 * Returns the contract of a case: that of the run, with the readings, decisions and values with which the mock answers the
 * client in the case.
 */
export function contractOf(testCase: TestCase, contract: Contract): Contract {
  const { readings = {}, decisions = {}, answer } = testCase;
  if (testCase.readings === undefined && testCase.decisions === undefined && answer === undefined) return contract;
  const known = built.get(contract) ?? new Map<string, Contract>();
  built.set(contract, known);
  const key = JSON.stringify([readings, decisions, answer, answer && testCase.scenario]);
  const found = known.get(key) ?? underReadings(testCase, contract);
  known.set(key, found);
  return found;
}

function underReadings({ readings = {}, decisions = {}, answer, scenario }: TestCase, contract: Contract): Contract {
  const base: Profile = { name: contract.profile, summary: '', ...contract.decisions };
  const read = Object.entries(readings).reduce((decided, [id, wanted]) => {
    const reading = ambiguities.find((ambiguity) => ambiguity.id === id)?.readings.find(({ id }) => id === wanted);
    // A test reads every case, so that no user meets this.
    if (!reading) throw new Error(`the register has no reading ${wanted} of ${id}`);
    return withReading(decided, id, reading);
  }, base);
  const under = contractUnder(withDecisions(read, nest(Object.entries(decisions))));
  return answer ? withFixedValues(under, scenario ?? 'success', fixedIn(answer, under)) : under;
}

/** The places of a success that have these values. */
function fixedIn({ trxNo, date, ...values }: AnswerValues, { decisions: { answers } }: Contract): FixedValues {
  const within = `/result${answers.result === 'list' ? '/0' : ''}`;
  const body = Object.entries(values).map(([name, value]) => [
    `${within}/${name === 'live' || name === 'score' ? 'face_liveness' : 'face_compare'}/${name}`,
    value,
  ]);
  return {
    body: Object.fromEntries([...body, ...(date === undefined ? [] : [[`/${answers.dateKeys.success}`, date]])]),
    ...(trxNo === undefined ? {} : { headers: { 'X-Trx-No': trxNo } }),
  };
}
