import { createMockServer } from '../../mock/index.js';
import {
  type Contract,
  decisions,
  documented,
  knownValues,
  loadContract,
  nest,
  type Profile,
  type ProfilePath,
  profileContradictions,
  profilePaths,
  type ResponseKind,
  withDecisions,
} from '../../spec/index.js';
import type { TestCase } from '../cases/case.js';
import { cases } from '../cases/index.js';
import { drawnPictures } from '../pictures.js';
import { kindOf, parseJson } from '../wire/answer.js';
import { builtInCredentials, credentialFor } from '../wire/credentials.js';
import { isOwnAnswer } from '../wire/own-answer.js';
import { createRequest } from '../wire/request.js';
import { createDispatcher, encodeRequest, sendRequest } from '../wire/send.js';
import { answerUnder, type DerivedAnswer, ownAnswerOf } from './answer-under.js';
import { factsOf } from './facts.js';

/** The cases that a server is sent. */
export const serverCases: readonly TestCase[] = cases.filter(
  ({ directions, search }) => directions.includes('server') && !search,
);

/** A profile that differs from `documented` in one decision. */
export interface Flip {
  readonly name: string;
  readonly profile: Profile;
}

/** Every decision, with each of its other values alone. */
export const flips: readonly Flip[] = profilePaths.flatMap((path) =>
  otherValuesOf(path).map((value) => ({
    name: `${path} = ${JSON.stringify(value)}`,
    profile: withDecisions(documented, nest([[path, value]])),
  })),
);

/** Every other value of a decision that contradicts no other decision: the known ones, or one where none is known. */
export function otherValuesOf(path: ProfilePath): readonly unknown[] {
  const preset = JSON.stringify(decisions[path].default);
  return [...knownValues(path), ...invented(path)].filter(
    (value) =>
      JSON.stringify(value) !== preset &&
      profileContradictions(withDecisions(documented, nest([[path, value]]))).length === 0,
  );
}

/** Values that no list and no reading has: a status, a text, an order, other required parts. */
function invented(path: ProfilePath): readonly unknown[] {
  if (path === 'order') return [documented.order.toReversed()];
  if (path === 'parts.required') return [['img1', 'img2', 'key', 'tenant_code']];
  if (path === 'answers.threshold') return ['0.75'];
  if (path.endsWith('.maximumBytes')) return [path.includes('selfie') ? 2_950_000 : 1_950_000];
  // A limit that some cases are within and others are not.
  if (/^pictures\.(selfie|ktp)\./.test(path)) return [Number(decisions[path].default) + 1];
  if (path.endsWith('status') || path.startsWith('status.')) return [403];
  if (path.startsWith('ownAnswers.')) return ['HTTP/1.1 400\nContent-Type: text/html\n\n<h1>Bad Request</h1>'];
  return path.startsWith('answers.texts.') || path === 'answers.imageTooLargeMessage' ? ['Tidak dapat diproses'] : [];
}

/** The cases whose derived answer differs between two contracts. */
export function casesThatDiffer(one: Contract, other: Contract): readonly TestCase[] {
  const derived = (testCase: TestCase, contract: Contract): DerivedAnswer =>
    answerUnder(factsOf(testCase), contract, contract.decisions);
  return serverCases.filter(
    (testCase) => JSON.stringify(derived(testCase, one)) !== JSON.stringify(derived(testCase, other)),
  );
}

/** Sends cases to a mock under a profile. Returns one line for each whose answer is of another kind than the derived one. */
export async function wrongDerivations(profile: Profile, toSend: readonly TestCase[]): Promise<readonly string[]> {
  const contract = await loadContract(profile);
  await using mock = await createMockServer({ contract });
  const dispatcher = await createDispatcher();
  const refNumbers = new Map<string, string>();
  const wrong: string[] = [];
  try {
    for (const testCase of toSend) {
      const credential = credentialFor(testCase.tenant ?? 'funded', builtInCredentials) ?? builtInCredentials.funded;
      const same = 'raw' in testCase.request ? undefined : testCase.request.sameRefNumberAs;
      const refNumber = (same && refNumbers.get(same)) ?? `REF${refNumbers.size}`;
      refNumbers.set(testCase.id, refNumber);
      const encoded = await encodeRequest(createRequest(testCase, credential, refNumber), drawnPictures);
      const url = new URL(contract.path, mock.url);
      const answer = await sendRequest(url, encoded, { dispatcher, timeoutMs: 30_000 });
      const got = 'text' in answer ? kindOf(parseJson(answer.text), contract) : undefined;
      const derived = answerUnder(factsOf(testCase), contract, contract.decisions);
      const own = ownAnswerOf(derived, contract.decisions);
      if (own) {
        if (!('text' in answer && isOwnAnswer(answer, own))) wrong.push(`${testCase.id}: answered ${got}, not as own`);
        continue;
      }
      const { kind } = derived;
      if (got !== kind && !haveOneBody(contract, got, kind))
        wrong.push(`${testCase.id}: derived ${kind}, answered ${got}`);
    }
  } finally {
    await dispatcher.destroy();
  }
  return wrong;
}

/** Whether a profile gives two kinds one body, so that a body does not tell them apart. */
function haveOneBody(contract: Contract, one: ResponseKind | undefined, other: ResponseKind): boolean {
  const example = (kind: ResponseKind) => JSON.stringify(contract.scenarios.get(kind)?.example);
  return one !== undefined && example(one) === example(other);
}
