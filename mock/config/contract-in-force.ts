import { builtInProfile, type Contract, contractUnder, type LoadedProfile } from '../../spec/index.js';
import type { MockChange, MockOptions } from './option-types.js';

/** Options that select the contract. */
export type ContractOptions = Pick<MockOptions, 'profile' | 'contract'>;

/** The contract in effect and its profile. The profile is undefined for an edited OpenAPI file. */
export interface ContractInForce {
  readonly contract: Contract;
  readonly profile: LoadedProfile | undefined;
}

/** Returns the contract that the options select. Default: the one of `preset`. */
export function contractInForce({ contract, profile }: ContractOptions, preset: LoadedProfile): ContractInForce {
  const named = typeof profile === 'string' ? builtInProfile(profile) : profile;
  if (contract) return { contract, profile: named };
  const used = named ?? preset;
  return { contract: contractUnder(used.profile), profile: used };
}

/**
 * Applies a change to the contract in effect. A new profile builds a new contract. A contract without a profile stands
 * alone.
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
