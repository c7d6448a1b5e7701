import { builtInProfile, type Contract, contractUnder, type LoadedProfile } from '../../spec/index.js';
import type { MockChange, MockOptions } from './option-types.js';

/** What a mock may be told of the contract that it is to keep. */
export type ContractOptions = Pick<MockOptions, 'profile' | 'contract'>;

/** The contract that is kept, and the profile that says where it comes from; undefined where an edited file made it. */
export interface ContractInForce {
  readonly contract: Contract;
  readonly profile: LoadedProfile | undefined;
}

/** The contract that options come to; where they say nothing, the one under `preset`. */
export function contractInForce({ contract, profile }: ContractOptions, preset: LoadedProfile): ContractInForce {
  const named = typeof profile === 'string' ? builtInProfile(profile) : profile;
  if (contract) return { contract, profile: named };
  const used = named ?? preset;
  return { contract: contractUnder(used.profile), profile: used };
}

/**
 * What a change makes of the contract in force. The two go together: another profile makes another contract, and a contract
 * that comes without a profile is nobody's but its own.
 */
export function changedContract(
  { contract: currentContract, profile: currentProfile }: ContractInForce,
  change: Pick<MockChange, keyof ContractOptions>,
  preset: LoadedProfile,
): ContractInForce {
  const { contract, profile } = change;
  if (contract) return contractInForce({ contract, ...(profile ? { profile } : {}) }, preset);
  if (!('contract' in change || 'profile' in change)) return { contract: currentContract, profile: currentProfile };
  const wanted = 'profile' in change ? profile : currentProfile;
  return contractInForce(wanted ? { profile: wanted } : {}, preset);
}
