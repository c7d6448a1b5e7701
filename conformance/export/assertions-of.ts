import { type Contract, figurePattern, httpDatePattern, type Scenario } from '../../spec/index.js';
import type { TestCase } from '../cases/case.js';
import type { DerivedAnswer } from '../expectation/answer-under.js';
import { expectationOf } from '../expectation/expectation.js';
import { isObject, parseJson, resultText } from '../wire/answer.js';
import type { Assertion, BodyPath } from './assertion.js';

/** Values that stand for those that are new in each answer. No answer contains them. */
const fresh = { httpDate: '\uE000date', trxNo: '\uE000trxNo', figure: '\uE000figure' } as const;

const freshPatterns: ReadonlyMap<unknown, string> = new Map([
  [fresh.httpDate, httpDatePattern],
  [fresh.trxNo, '^[0-9]+$'],
  [fresh.figure, figurePattern],
]);

/** The assertions on the answer to a case: the answer that the suite demands under the contract. */
export function assertionsOf(testCase: TestCase, contract: Contract): readonly Assertion[] {
  const { demanded, own, status } = expectationOf(testCase, contract);
  const onStatus: Assertion = { on: 'status', equals: status };
  if (own)
    return [
      onStatus,
      ...Object.entries(own.headers).map(([name, value]) => onHeader(name, value)),
      { on: 'text', equals: own.body },
    ];
  const scenario = scenarioFor(demanded, contract);
  const { headers, body } = scenario.render({
    httpDate: () => fresh.httpDate,
    trxNo: () => fresh.trxNo,
    figure: () => fresh.figure,
  });
  return [
    onStatus,
    ...Object.entries(headers).map(([name, value]) => onHeader(name, value)),
    ...('X-Trx-No' in headers ? [] : [{ on: 'no-header', name: 'X-Trx-No' } as const]),
    ...onBody(parseJson(body), [], contract),
  ];
}

/** The scenario with the words that a success has for these pictures, and the default one of any other kind. */
function scenarioFor({ kind, result }: DerivedAnswer, contract: Contract): Scenario {
  const { falseWord } = contract.decisions.answers;
  const word = (is: boolean): string => (is ? 'True' : falseWord);
  const found = [...contract.scenarios.values()].find(
    ({ kind: own, isJson, example }) =>
      own === kind &&
      isJson &&
      (result === undefined ||
        (isObject(example) &&
          resultText(example, 'face_compare', 'compare') === word(result.matched) &&
          resultText(example, 'face_liveness', 'live') === word(result.live))),
  );
  // The contract has a scenario for every kind, and for each pair of words.
  if (!found) throw new Error(`no scenario of the contract has the answer ${kind}`);
  return found;
}

function onHeader(name: string, value: string): Assertion {
  const pattern = freshPatterns.get(value);
  if (pattern !== undefined) return { on: 'header', name, matches: pattern };
  // HTTP gives letter case and blanks around a semicolon no meaning.
  const parts = value.split(/\s*;\s*/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return { on: 'header', name, matches: `^${parts.join(' *; *')}$` };
}

function onBody(value: unknown, path: BodyPath, contract: Contract): readonly Assertion[] {
  if (Array.isArray(value)) return value.flatMap((inner, index) => onBody(inner, [...path, index], contract));
  if (isObject(value))
    return [
      { on: 'keys', path, keys: Object.keys(value) },
      ...Object.entries(value).flatMap(([key, inner]) => onBody(inner, [...path, key], contract)),
    ];
  const pattern = freshPatterns.get(value);
  if (pattern !== undefined) return [{ on: 'pattern', path, matches: pattern }];
  const { livenessErrorText, texts } = contract.decisions.answers;
  // The parts of the text that apply depend on the picture.
  if (livenessErrorText === 'combined' && value === texts['liveness-error']) return [{ on: 'filled', path }];
  return [{ on: 'value', path, equals: String(value) }];
}
