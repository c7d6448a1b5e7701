import { Command } from 'commander';
import { type Contract, loadContract, loadProfile } from '../../spec/index.js';
import type { Direction, TestCase } from '../cases/case.js';
import { type KnownFailures, loadKnownFailures } from '../known-failures/load.js';
import { selectCases } from '../select.js';
import { type ReportFlags, type SelectionFlags, withReports, withSelection } from './flags.js';

/** The flags of a run in either direction. */
export interface RunFlags extends SelectionFlags, ReportFlags {
  /** A built-in profile's name, or a file. */
  readonly profile: string;
}

/** The input of a run: the selected cases, the contract under the profile, and the failures that are known. */
export interface RunInputs {
  readonly cases: readonly TestCase[];
  readonly contract: Contract;
  /** Absent for a run without a file of known failures. */
  readonly knownFailures?: KnownFailures;
}

/** Creates the command of a direction, with the flags that both directions have. */
export function createRunCommand(direction: Direction, profileDescription: string): Command {
  return withReports(withSelection(new Command(direction))).option(
    '--profile <profile>',
    profileDescription,
    'documented',
  );
}

/**
 * Selects the cases, and loads the contract and the known failures.
 *
 * @throws KitError `usage` for an unknown id, kind, tag or profile, `setup` for a file that cannot be read
 */
export async function loadRunInputs(direction: Direction, flags: RunFlags): Promise<RunInputs> {
  const contract = await loadContract((await loadProfile(flags.profile)).profile);
  return {
    cases: selectCases({ direction, only: flags.only, kinds: flags.kind, tags: flags.tag }, contract),
    contract,
    ...(flags.knownFailures === undefined ? {} : { knownFailures: await loadKnownFailures(flags.knownFailures) }),
  };
}
