import { type Contract, contractUnder, type Profile, type ResponseKind } from '../../../spec/index.js';
import { judgeAnswer } from '../../checks/server/judge-answer.js';
import { type CaseResult, verdictOf } from '../../evidence/verdict.js';

/** The received answers of a run, to judge them again under other profiles. */
export interface RunAgain {
  readonly results: readonly CaseResult[];
  /** Judges the answers to some cases under a profile, in the order of the run. Default: to all cases. */
  readonly judge: (profile: Profile, isIncluded?: (result: CaseResult) => boolean) => readonly CaseResult[];
}

/** Creates it from the results of a run. Cases without an answer, and those that the kit failed to judge, are left out. */
export function createRunAgain(run: readonly CaseResult[]): RunAgain {
  const results = run.filter(({ received, verdict }) => received !== undefined && verdict !== 'error');
  const earlier = earlierTrxNos(results);
  const contractOf = createContracts();
  return {
    results,
    judge: (profile, isIncluded = () => true) => {
      const contract = contractOf(profile);
      return results.filter(isIncluded).map((result) => {
        if (!result.received) return result;
        const checks = judgeAnswer(result.case, contract, result.received, earlier.get(result.case.id));
        return { ...result, checks, verdict: verdictOf(checks) };
      });
    },
  };
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
