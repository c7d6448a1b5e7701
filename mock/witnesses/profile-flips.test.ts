import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  buildOpenApi,
  documented,
  loadContract,
  nest,
  type Profile,
  type ProfilePath,
  profilePaths,
  withDecisions,
} from '../../spec/index.js';
import { createMockServer, type MockServer } from '../server.js';
import { answerFlips } from './answer-flips.test-helper.js';
import type { Flip } from './flip.test-helper.js';
import { operationFlips } from './operation-flips.test-helper.js';
import { outcomeFlips } from './outcome-flips.test-helper.js';
import { partFlips } from './part-flips.test-helper.js';
import { pictureFlips } from './picture-flips.test-helper.js';
import { type Observed, observe } from './profile-observer.test-helper.js';
import { statusFlips } from './status-flips.test-helper.js';
import { transactionFlips } from './transaction-flips.test-helper.js';

/** A new decision is one entry in the file of its topic. */
const topics = [statusFlips, answerFlips, outcomeFlips, transactionFlips, operationFlips, partFlips, pictureFlips];
const flips: Readonly<Record<ProfilePath, Flip>> = {
  ...statusFlips,
  ...answerFlips,
  ...outcomeFlips,
  ...transactionFlips,
  ...operationFlips,
  ...partFlips,
  ...pictureFlips,
};
/** All paths except new ones without a witness: their own test fails, and the others still run. */
const witnessed = profilePaths.filter((path) => Object.hasOwn(flips, path));
const mocks = new Map<string, Promise<MockServer>>();
const before = new Map<string, Observed>();

beforeAll(async () => {
  await Promise.all(witnessed.map(async (path) => before.set(path, await witness(path, documented))));
});

afterAll(async () => {
  for (const mock of mocks.values()) await (await mock).close();
});

describe.each(profilePaths)('the decision %s', (path) => {
  it('has one witness', () => {
    expect(topics.filter((topic) => Object.hasOwn(topic, path))).toHaveLength(1);
  });

  it('is shown by a request whose answer changes with it', async () => {
    const { answers } = flips[path];
    const unchanged = before.get(path);
    const changed = await witness(path, flipped(path));
    expect(scenariosOf(unchanged)).toEqual(answers[0]);
    expect(scenariosOf(changed)).toEqual(answers[1]);
    expect(changed).not.toEqual(unchanged);
  });

  it('changes exactly its own places in the OpenAPI document', () => {
    const { places: others = [] } = flips[path];
    const places = [new RegExp(`^x-decisions/${path.replaceAll('.', '/')}(/|$)`), ...others];
    const changed = differences(buildOpenApi(documented), buildOpenApi(flipped(path))).map(shortened);
    expect(changed.filter((place) => !places.some((expected) => expected.test(place)))).toEqual([]);
    expect(places.filter((expected) => !changed.some((place) => expected.test(place)))).toEqual([]);
  });

  it('leaves the answers to all other witnesses unchanged, except where it governs them', async () => {
    const { also = [], answers, changes = (observed: Observed) => observed } = flips[path];
    const others = witnessed.filter((other) => other !== path);
    await Promise.all(
      others.map(async (other) => {
        const unchanged = before.get(other);
        const changed = await witness(other, flipped(path));
        if (also.includes(other)) {
          expect(scenariosOf(changed), other).toEqual(answers[1]);
          expect(scenariosOf(unchanged), other).toEqual(answers[0]);
        } else expect(changed, other).toEqual(unchanged && changes(unchanged));
      }),
    );
  });
});

function flipped(path: (typeof profilePaths)[number]): Profile {
  return withDecisions(documented, nest([[path, flips[path].value]]));
}

/** Observes a path's witness under a profile. */
async function witness(path: (typeof profilePaths)[number], profile: Profile): Promise<Observed> {
  const { under = {}, requests, balance }: Flip = flips[path];
  return observe(await mockUnder(withDecisions(profile, under)), path, requests, balance);
}

function mockUnder(profile: Profile): Promise<MockServer> {
  const key = JSON.stringify(profile);
  const running = mocks.get(key) ?? loadContract(profile).then((contract) => createMockServer({ contract }));
  mocks.set(key, running);
  return running;
}

function scenariosOf(observed: Observed | undefined): string[] {
  return observed?.answers.map(({ scenario }) => scenario) ?? [];
}

/** The pointers at which two JSON values differ, without a leading slash. A key in only one of them is one place. */
function differences(one: unknown, other: unknown, at = ''): string[] {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return Object.is(one, other) ? [] : [at];
  if (Array.isArray(one) !== Array.isArray(other)) return [at];
  if (Array.isArray(one) && Array.isArray(other) && one.length !== other.length) return [at];
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap((key) =>
    differences(Reflect.get(one, key), Reflect.get(other, key), at === '' ? key : `${at}/${key}`),
  );
}

/** A pointer without the operation's path and with unescaped names. */
function shortened(pointer: string): string {
  return pointer
    .replace(/^paths\/\/biometric\/facecompareliveness\/post\//, '')
    .replace(/\/(multipart|application)\/(form-data|json[^/]*)/, '/$1+$2');
}
