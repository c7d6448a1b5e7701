import { findFixture } from '../../fixtures/index.js';
import { type Contract, contractUnder, type Profile } from '../../spec/index.js';
import type { TestCase } from '../cases/case.js';
import { cases } from '../cases/index.js';
import { answerUnder, ownAnswerOf } from '../expectation/answer-under.js';
import { factsOf } from '../expectation/facts.js';
import { type EndedSearch, searchAll } from '../expectation/limit-search.test-helper.js';
import { requestOfSearch } from './read-runs.js';
import { type KeptAnswer, readAnswer, type SeenAnswer } from './seen-answer.js';

/** The cases that a server is sent. */
export const serverCases: readonly TestCase[] = cases.filter(
  ({ directions, search }) => directions.includes('server') && !search,
);

/** The answers of a server that decides as a profile does: derived from the contract, without a server. */
export function derivedRun(profile: Profile, run = 'run', toSend = serverCases): readonly SeenAnswer[] {
  const contract = contractUnder(profile);
  let next = 10_877;
  const trxNo = (): string => {
    next += 7;
    return String(profile.trxNo.increasing ? next : (next * 7919) % 100_003);
  };
  const searched = toSend === serverCases ? searchAll(contract).flatMap(probesOf) : [];
  return [...toSend, ...searched].map((testCase, at) => {
    const sentAt = new Date(Date.UTC(2026, 2, 1, 8, 0, at));
    return readAnswer(testCase, derivedAnswer(testCase, contract, trxNo), { run, sentAt });
  });
}

/** The requests of a search, as a report has them. */
function probesOf({ id, probes }: EndedSearch): readonly TestCase[] {
  const search = cases.find((testCase) => testCase.id === id);
  return probes.flatMap(({ request }) => {
    const { img1, img2 } = 'raw' in request ? {} : (request.files ?? {});
    return search && img1 && img2 ? [requestOfSearch(search, { img1: img1.fixture, img2: img2.fixture })] : [];
  });
}

/** The answer to a case under a contract. */
export function derivedAnswer(testCase: TestCase, contract: Contract, trxNo: () => string): KeptAnswer {
  const facts = factsOf(testCase);
  const derived = answerUnder(facts, contract, contract.decisions);
  const own = ownAnswerOf(derived, contract.decisions);
  if (own) return { ...own, headers: inLowerCase(own.headers) };
  const { kind, result } = derived;
  const name =
    kind === 'success'
      ? [
          'success',
          ...(result?.matched === false ? ['not-matched'] : []),
          ...(result?.live === false ? ['not-live'] : []),
        ].join('-')
      : kind === 'liveness-error'
        ? livenessScenario(testCase, contract)
        : kind;
  const { status, headers, body } = contract.scenarios.get(name)?.render({
    httpDate: () => new Date(0).toUTCString(),
    trxNo,
    figure: (_, minimum, maximum) => ((minimum + maximum) / 2).toFixed(5),
  }) ?? { status: 0, headers: {}, body: `no scenario ${name}` };
  return {
    status: facts.method === 'POST' ? status : contract.decisions.wrongMethod.status,
    headers: inLowerCase(headers),
    body,
  };
}

function inLowerCase(headers: KeptAnswer['headers']): KeptAnswer['headers'] {
  return Object.fromEntries(Object.entries(headers).map(([header, value]) => [header.toLowerCase(), value]));
}

function livenessScenario({ request }: TestCase, { decisions }: Contract): string {
  if ('raw' in request || decisions.answers.livenessErrorText === 'fixed') return 'liveness-error';
  const sight = findFixture(request.files?.img1?.fixture ?? 'selfie-good')?.mark?.sees;
  return sight === 'dim' || sight === 'covered' ? `liveness-error-${sight}` : 'liveness-error';
}
