import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import {
  ambiguities,
  documented,
  loadContract,
  type Profile,
  type Reading,
  type ResponseKind,
} from '../../spec/index.js';
import { answerUnder } from './answer-under.js';
import { factsOf } from './facts.js';
import { flips, serverCases } from './flips.test-helper.js';
import { predictionsFor } from './predictions.js';
import { undecidedReadings } from './undecided.js';

const contract = await loadContract();
const facts = serverCases.map((testCase) => factsOf(testCase));
const kindsUnder = (profile: Profile): readonly ResponseKind[] =>
  facts.map((ofCase) => answerUnder(ofCase, contract, profile).kind);
const demanded = kindsUnder(documented);

/** The kinds of the answers to all cases under each reading that a profile can express, by `ambiguity: reading`. */
const predicted = new Map<string, ResponseKind[]>();
for (const [at, testCase] of serverCases.entries())
  for (const { ambiguity, reading, kind } of predictionsFor(testCase, contract)) {
    const kinds = predicted.get(`${ambiguity}: ${reading}`) ?? [...demanded];
    kinds[at] = kind;
    predicted.set(`${ambiguity}: ${reading}`, kinds);
  }

const isDocumented = (kinds: readonly ResponseKind[]): boolean => isDeepStrictEqual(kinds, demanded);

/** The groups of names that have the same answers to all cases. */
function alike(answersByName: Iterable<readonly [string, readonly string[]]>): readonly (readonly string[])[] {
  const groups = new Map<string, string[]>();
  for (const [name, answers] of answersByName)
    groups.set(answers.join(), [...(groups.get(answers.join()) ?? []), name]);
  return [...groups.values()].filter(({ length }) => length > 1);
}

describe('the cases tell apart', () => {
  test('every two readings of the register that lead to other kinds of answers', () => {
    const others = [...predicted].filter(([, kinds]) => !isDocumented(kinds));
    expect(others.length).toBeGreaterThan(30);
    expect(alike(others)).toEqual([]);
  });

  test('every two decisions but limits one pixel from the printed ones, which a search finds', () => {
    // With it, whether the answer may be an own answer of the server.
    const answersUnder = (profile: Profile): readonly string[] =>
      facts.map((ofCase) => JSON.stringify(answerUnder(ofCase, contract, profile)));
    const usual = answersUnder(documented);
    const answers = flips.map(({ name, profile }) => [name, answersUnder(profile)] as const);
    expect(alike(answers.filter(([, all]) => !isDeepStrictEqual(all, usual)))).toEqual([
      ['pictures.selfie.minimumWidth = 601', 'pictures.selfie.minimumHeight = 601'],
      ['pictures.ktp.minimumWidth = 961', 'pictures.ktp.minimumHeight = 721'],
    ]);
  });

  test('readings that lead to the documented kinds, by what else an answer shows of them', () => {
    const shownOf = ({ observed = [] }: Reading): readonly string[] => observed;
    const hidden = ambiguities.flatMap(({ id, readings, default: preset, unprobed }) =>
      readings
        .filter((reading) => {
          const kinds = predicted.get(`${id}: ${reading.id}`);
          if (unprobed !== undefined || reading.id === preset || !kinds || !isDocumented(kinds)) return false;
          const usual = readings.find((other) => other.id === preset);
          return usual === undefined || isDeepStrictEqual(shownOf(reading), shownOf(usual));
        })
        .map((reading) => `${id}: ${reading.id}`),
    );
    expect(hidden).toEqual([]);
  });

  test('a reading that a profile expresses from one that none does', () => {
    const explained = undecidedReadings.flatMap(({ ambiguity, reading, allows }) =>
      [...predicted].flatMap(([name, kinds]) => {
        if (isDocumented(kinds) || name.startsWith(`${ambiguity}:`)) return [];
        const fits = kinds.every((kind, at) => {
          const [ofCase, usual] = [facts[at], demanded[at]];
          const allowed = ofCase && usual ? allows(ofCase, usual) : [];
          return allowed.length === 0 ? kind === usual : allowed.includes(kind);
        });
        return fits ? [`${name} = ${ambiguity}: ${reading}`] : [];
      }),
    );
    expect(explained).toEqual([]);
  });
});
