import { builtInProfile, type Contract, contractUnder, type LoadedProfile } from '../../spec/index.js';

/** What a mock may be told of the contract that it is to keep. */
export interface ContractOptions {
  /** The profile to answer under: the name of a built-in one, or what `loadProfile` returns; `documented` unless another is given. */
  readonly profile?: LoadedProfile | string;
  /** The contract to keep, e.g. from an edited OpenAPI file; the profile's unless another is given. */
  readonly contract?: Contract;
}

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
  change: { readonly [Option in keyof ContractOptions]?: ContractOptions[Option] | undefined },
  preset: LoadedProfile,
): ContractInForce {
  const { contract, profile } = change;
  if (contract) return contractInForce({ contract, ...(profile ? { profile } : {}) }, preset);
  if (!('contract' in change || 'profile' in change)) return { contract: currentContract, profile: currentProfile };
  const wanted = 'profile' in change ? profile : currentProfile;
  return contractInForce(wanted ? { profile: wanted } : {}, preset);
}
