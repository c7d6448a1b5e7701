import { describe, expect, test } from 'vitest';
import { documented, loadContract, type RuleName, ruleNames, withDecisions } from '../../spec/index.js';
import { orderCases } from '../cases/order.js';
import { observedReadings } from '../evidence/readings.js';
import { answerUnder } from '../expectation/answer-under.js';
import { whyNoOrder } from '../expectation/controls.js';
import { factsOf } from '../expectation/facts.js';
import {
  isSettled,
  orderShownBy,
  type Precedence,
  precedenceShown,
  readPrecedence,
} from '../expectation/precedence.js';
import { casesForServers, runOnMock } from '../run-on-mock.test-helper.js';
import { settledReason } from './run-history.js';

const contract = await loadContract();

/** Puts the order probes to a mock of another order, judged as documented. */
async function probe(order: readonly RuleName[]) {
  const results = await runOnMock(withDecisions(documented, { order }), orderCases, contract);
  const sent = results.filter(({ verdict }) => verdict !== 'skipped');
  const observed = results.flatMap(({ checks }) => checks.flatMap((check) => check.observed ?? []));
  const values = observed.filter(({ ambiguity }) => ambiguity === 'check-order').map(({ value }) => value);
  return { results, sent, order: orderShownBy(values.flatMap((value) => readPrecedence(value) ?? [])) };
}

/** Rules in an order that a number chooses. */
function permutation(number: number): readonly RuleName[] {
  const left = [...ruleNames];
  let rest = number;
  return ruleNames.flatMap(() => {
    const [rule] = left.splice(rest % left.length, 1);
    rest = Math.floor(rest / (left.length + 1));
    return rule ?? [];
  });
}

/** The order that no request tells from another one: of credentials and balance as neighbours. */
function canonical(order: readonly RuleName[]): readonly RuleName[] {
  const at = order.indexOf('balance');
  return order[at + 1] === 'credentials' ? order.with(at, 'credentials').with(at + 1, 'balance') : order;
}

describe('the order of all rules', () => {
  const reversed = ruleNames.toReversed();
  test.each([
    ['the documented order', ruleNames, 8],
    ['the reverse', reversed, 8],
    [
      'faces first',
      ['liveness', 'face-compare', 'size', 'format', 'dimensions', 'parameters', 'credentials', 'balance'],
      20,
    ],
  ] as const)('is learned on a mock with %s', async (_, order, calls) => {
    const { results, sent, order: learned } = await probe(order);
    expect(learned).toEqual(canonical(order));
    expect(sent.length).toBeLessThanOrEqual(calls);
    for (const { verdict, reason } of results) if (verdict === 'skipped') expect(reason).toBe(settledReason);
  });

  test('is learned from any order of a server, with fewer calls than pairs', () => {
    for (let number = 0; number < 40_320; number += 997) {
      const order = permutation(number);
      const known: Precedence[] = [];
      let calls = 0;
      for (const testCase of orderCases) {
        if (testCase.breaks && isSettled(testCase.breaks, known)) continue;
        calls++;
        const { kind } = answerUnder(factsOf(testCase), contract, { ...contract.decisions, order });
        const shown = precedenceShown(testCase, contract, kind);
        if (shown) known.push(shown);
      }
      expect([order.join(), orderShownBy(known)]).toEqual([order.join(), canonical(order)]);
      expect(calls).toBeLessThan(orderCases.length);
    }
  });

  test('is not known while the order of two rules is open, or answers contradict each other', () => {
    const inOrder = ruleNames.flatMap((later, at) => {
      const first = ruleNames[at - 1];
      return first ? [{ first, later }] : [];
    });
    expect(orderShownBy(inOrder)).toEqual(ruleNames);
    expect(orderShownBy(inOrder.slice(1))).toBeUndefined();
    expect(orderShownBy([...inOrder, { first: 'face-compare', later: 'parameters' }])).toBeUndefined();
    expect(orderShownBy([])).toBeUndefined();
  });
});

describe('a breach that the server accepts alone', () => {
  const order: readonly RuleName[] = [
    'dimensions',
    'liveness',
    'credentials',
    ...ruleNames.filter((rule) => !['dimensions', 'liveness', 'credentials'].includes(rule)),
  ];
  const anySize = { minimumWidth: 1, minimumHeight: 1 };
  const profile = withDecisions(documented, { order, pictures: { selfie: anySize } });
  const alone = casesForServers.filter(({ id }) =>
    ['success-all-parts', 'credentials-wrong-key', 'selfie-too-small'].includes(id),
  );

  test('tells a run nothing of the order, so that it sends the probes which would follow from it', async () => {
    const results = await runOnMock(profile, [...alone, ...orderCases], contract);
    const find = (id: string) => results.find((result) => result.case.id === id);
    expect(find('selfie-too-small')?.answered).toBe('success');
    expect(find('order-credentials-dimensions')?.answered).toBe('invalid-credentials');
    // Neither this order follows, nor that of credentials before liveness, which dimensions precede.
    expect(find('order-credentials-liveness')?.answered).toBe('liveness-error');
    const observed = observedReadings(results, contract).find(({ ambiguity }) => ambiguity === 'check-order');
    expect(observed?.observed).toContain('liveness before credentials');
    expect(observed?.observed).not.toContain('credentials before dimensions');
  });

  test('tells nothing either where it is answered as the other breach is', () => {
    const [probe] = orderCases.filter(({ id }) => id === 'order-credentials-dimensions');
    const answers = alone.map((one) => ({ case: one, kind: 'parameter-invalid' as const }));
    expect(probe && whyNoOrder(probe, answers)).toBe(
      'the server answers credentials-wrong-key and selfie-too-small alike',
    );
    expect(probe && whyNoOrder(probe, answers.slice(0, 2))).toBeUndefined();
  });
});

test('a run that skips order probes observes the same reading', async () => {
  const order: readonly RuleName[] = [
    'balance',
    'parameters',
    'credentials',
    'size',
    'format',
    'dimensions',
    'face-compare',
    'liveness',
  ];
  const results = await runOnMock(withDecisions(documented, { order }), casesForServers, contract);
  expect(results.filter(({ verdict }) => verdict === 'skipped').length).toBeGreaterThan(10);
  const observed = observedReadings(results, contract).find(({ ambiguity }) => ambiguity === 'check-order');
  expect(observed?.readings).toEqual(['as-listed']);
});
