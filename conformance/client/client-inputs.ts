import { type Contract, KitError } from '../../spec/index.js';
import { baseIdOf, type TestCase } from '../cases/case.js';
import { loadRunInputs, type RunFlags, type RunInputs } from '../reports/run-command.js';

/** The input of a run on a client, under one profile or several. */
export interface ClientInputs extends RunInputs {
  /** The contract of each profile by its name, in a run under several. The first is that of the run. */
  readonly contracts: ReadonlyMap<string, Contract>;
}

/**
 * Loads the input of a run on a client. Under several profiles, comma-separated, the client gets every case under each: the
 * id of a case then ends with `@` and the profile's name.
 *
 * @throws KitError `usage` for an unknown id, kind, tag or profile, or a profile that is named twice, `setup` for a file
 * that cannot be read
 */
export async function loadClientInputs(flags: RunFlags): Promise<ClientInputs> {
  const words = flags.profile.split(',').map((word) => word.trim());
  const each = await Promise.all(
    words.map(async (profile) => ({ profile, ...(await loadRunInputs('client', { ...flags, profile, only: [] })) })),
  );
  const [first] = each;
  if (first === undefined) throw new KitError('usage', '--profile names no profile');
  const names = each.map(({ contract }) => contract.profile);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new KitError('usage', `--profile names ${twice} twice; name each profile once`);
  const wanted = flags.only.map(parseWord);
  for (const { word, profile } of wanted)
    if (profile !== undefined && !names.includes(profile))
      throw new KitError('usage', `--only ${word} names the profile ${profile}, which --profile does not`);
  const chosen = await Promise.all(
    each.map(async ({ profile, contract }) => {
      const only = wanted.flatMap((entry) =>
        (entry.profile ?? contract.profile) === contract.profile ? entry.id : [],
      );
      if (flags.only.length > 0 && only.length === 0) return [];
      const { cases } = await loadRunInputs('client', { ...flags, profile, only });
      return each.length === 1 ? cases : cases.map((testCase) => underProfile(testCase, contract.profile));
    }),
  );
  const contracts =
    each.length === 1 ? [] : each.map(({ contract }): [string, Contract] => [contract.profile, contract]);
  return { ...first, cases: chosen.flat(), contracts: new Map(contracts) };
}

function underProfile(testCase: TestCase, profile: string): TestCase {
  return { ...testCase, id: `${testCase.id}@${profile}`, profile };
}

function parseWord(word: string): { readonly word: string; readonly id: string; readonly profile?: string } {
  const id = baseIdOf(word);
  return id === word ? { word, id } : { word, id, profile: word.slice(id.length + 1) };
}
