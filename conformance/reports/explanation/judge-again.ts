import {
  type Contract,
  contractUnder,
  type Profile,
  type ProfilePath,
  type ResponseKind,
} from '../../../spec/index.js';
import { judgeAnswer } from '../../checks/server/judge-answer.js';
import { type CaseResult, verdictOf } from '../../evidence/verdict.js';
import { answerUnder } from '../../expectation/answer-under.js';
import { factsOf } from '../../expectation/facts.js';

/** The received answers of a run, to judge them again under other profiles. */
export interface RunAgain {
  readonly results: readonly CaseResult[];
  /** Judges answers under a profile, in the order of the run. Default: all of them. */
  readonly judge: (profile: Profile, toJudge?: readonly CaseResult[]) => readonly CaseResult[];
  /**
   * Judges answers that are judged under one profile under another one, which differs in one decision. Keeps the results that
   * the decision cannot change.
   */
  readonly judgeFlip: (before: JudgedRun, path: ProfilePath, profile: Profile) => readonly CaseResult[];
}

/** Answers that are judged under a profile. */
export interface JudgedRun {
  readonly profile: Profile;
  readonly results: readonly CaseResult[];
}

/** Creates it from the results of a run. Cases without an answer, and those that the kit failed to judge, are left out. */
export function createRunAgain(run: readonly CaseResult[]): RunAgain {
  const results = run.filter(({ received, verdict }) => received !== undefined && verdict !== 'error');
  const earlier = earlierTrxNos(results);
  const contractOf = createContracts();
  const judgeOne = (result: CaseResult, contract: Contract): CaseResult => {
    if (!result.received) return result;
    const checks = judgeAnswer(result.case, contract, result.received, earlier.get(result.case.id));
    return { ...result, checks, verdict: verdictOf(checks) };
  };
  return {
    results,
    judge: (profile, toJudge = results) => toJudge.map((result) => judgeOne(result, contractOf(profile))),
    judgeFlip: (before, path, profile) => {
      const [old, flipped] = [contractOf(before.profile), contractOf(profile)];
      return before.results.map((result) =>
        isAboutForm(path) || demandOf(result, old) !== demandOf(result, flipped) ? judgeOne(result, flipped) : result,
      );
    },
  };
}

/** Whether a decision changes how an answer must look, and not only which answer must come. */
function isAboutForm(path: ProfilePath): boolean {
  return /^(status|answers|trxNo|wrongMethod)\./.test(path);
}

function demandOf({ case: testCase }: CaseResult, contract: Contract): string {
  return JSON.stringify(answerUnder(factsOf(testCase), contract, contract.decisions));
}

/**
 * Creates contracts of many profiles. Contracts that have the same schema for a kind share its validator: to compile one takes
 * longer than to judge a run.
 */
function createContracts(): (profile: Profile) => Contract {
  const contracts = new Map<Profile, Contract>();
  const bySchema = new Map<string, Contract>();
  const sharing = (contract: Contract): Contract => {
    const owners = new Map<ResponseKind, Contract>();
    const ownerOf = (kind: ResponseKind): Contract => {
      const key = `${kind} ${JSON.stringify(contract.openapi.components?.schemas?.[schemaNameOf(kind)])}`;
      const owner = bySchema.get(key) ?? contract;
      bySchema.set(key, owner);
      return owner;
    };
    return {
      ...contract,
      bodyProblems: (kind, body) => {
        const owner = owners.get(kind) ?? ownerOf(kind);
        owners.set(kind, owner);
        return owner.bodyProblems(kind, body);
      },
    };
  };
  return (profile) => {
    const contract = contracts.get(profile) ?? sharing(contractUnder(profile));
    contracts.set(profile, contract);
    return contract;
  };
}

/** The name of a kind's schema in the OpenAPI document: `LivenessError`. */
function schemaNameOf(kind: ResponseKind): string {
  return kind.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** The `X-Trx-No` values that came before the answer to each case, oldest first. */
function earlierTrxNos(results: readonly CaseResult[]): ReadonlyMap<string, readonly string[]> {
  const trxNos: string[] = [];
  const earlier = new Map<string, readonly string[]>();
  for (const { case: testCase, received } of results) {
    earlier.set(testCase.id, [...trxNos]);
    const trxNo = received && 'headers' in received ? received.headers['x-trx-no'] : undefined;
    if (trxNo !== undefined) trxNos.push(trxNo);
  }
  return earlier;
}
