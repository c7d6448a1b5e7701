import {
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
import { ownFlips } from './own-flips.test-helper.js';
import { partFlips } from './part-flips.test-helper.js';
import { pictureFlips } from './picture-flips.test-helper.js';
import { type Observed, observe } from './profile-observer.test-helper.js';
import { statusFlips } from './status-flips.test-helper.js';
import { transactionFlips } from './transaction-flips.test-helper.js';

/** A new decision is one entry in the file of its topic. */
export const topics = [
  statusFlips,
  answerFlips,
  outcomeFlips,
  transactionFlips,
  operationFlips,
  partFlips,
  pictureFlips,
  ownFlips,
];
export const flips: Readonly<Record<ProfilePath, Flip>> = {
  ...statusFlips,
  ...answerFlips,
  ...outcomeFlips,
  ...transactionFlips,
  ...operationFlips,
  ...partFlips,
  ...pictureFlips,
  ...ownFlips,
};
/** All paths except new ones without a witness: their own test fails, and the others still run. */
export const witnessed = profilePaths.filter((path) => Object.hasOwn(flips, path));
const mocks = new Map<string, Promise<MockServer>>();

/** Observes every witness under the documented profile. */
export async function observeAll(): Promise<ReadonlyMap<ProfilePath, Observed>> {
  return new Map(await Promise.all(witnessed.map(async (path) => [path, await witness(path, documented)] as const)));
}

/** Closes the mocks that the witnesses have started. */
export async function closeMocks(): Promise<void> {
  for (const mock of mocks.values()) await (await mock).close();
}

/** The documented profile with one decision flipped. */
export function flipped(path: (typeof profilePaths)[number]): Profile {
  return withDecisions(documented, nest([[path, flips[path].value]]));
}

/** Observes a path's witness under a profile. */
export async function witness(path: (typeof profilePaths)[number], profile: Profile): Promise<Observed> {
  const { under = {}, requests, balance }: Flip = flips[path];
  return observe(await mockUnder(withDecisions(profile, under)), path, requests, balance);
}

function mockUnder(profile: Profile): Promise<MockServer> {
  const key = JSON.stringify(profile);
  const running = mocks.get(key) ?? loadContract(profile).then((contract) => createMockServer({ contract }));
  mocks.set(key, running);
  return running;
}

/** The scenarios of the answers to a witness. */
export function scenariosOf(observed: Observed | undefined): string[] {
  return observed?.answers.map(({ scenario }) => scenario) ?? [];
}
