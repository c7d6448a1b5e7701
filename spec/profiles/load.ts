import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { decisionAt, leafPathsOf, type ProfilePath, profilePaths, withDecisions } from '../decisions/index.js';
import { KitError, reasonOf } from '../error.js';
import { documented, type Profile } from '../profile.js';
import { readTextFile } from '../text-file.js';
import { parseYaml } from '../yaml.js';
import { builtInDocuments, builtInNames } from './built-in.js';
import { contradictionsIn } from './contradictions.js';
import { checkDocument } from './problems.js';
import { documentedProvenance, type Provenance } from './provenance.js';
import type { ProfileDocument } from './schema.js';

/** Where a decision of a loaded profile comes from, and which profile made it. */
export type DecisionOrigin = Provenance & { readonly profile: string };

/** A profile with all its decisions, and where each of them comes from. */
export interface LoadedProfile {
  readonly profile: Profile;
  readonly origins: Readonly<Record<ProfilePath, DecisionOrigin>>;
  /** The profile that it extends, loaded; absent for `documented`, which extends none. */
  readonly base?: LoadedProfile;
}

/** A profile file larger than this is refused before it is read. The largest profile that makes sense has 10 KB. */
const mostBytes = 1_000_000;

/**
 * Loads a profile: a built-in one by its name, or a JSON or YAML file by its path (whatever has a slash, or ends in
 * .json, .yaml or .yml). `reads` hears of every file before it is read, those that it extends too, for who follows them.
 *
 * @throws KitError `setup` with one line that names the file, the path in it, the value and what is allowed: an unknown
 * name, a file that is missing, too large or unreadable, a value of the wrong type, a contradiction, a cycle in `extends`
 */
export async function loadProfile(
  nameOrFile: string,
  reads: (file: string) => void = () => {},
): Promise<LoadedProfile> {
  return isFile(nameOrFile) ? loadFile(nameOrFile, [], reads) : builtInProfile(nameOrFile);
}

/**
 * A built-in profile by its name. `askedBy` is the place that names it, for the message where none has that name.
 *
 * @throws KitError `setup` where none has it
 */
export function builtInProfile(name: string, askedBy?: string): LoadedProfile {
  if (name === documented.name) return documentedLoaded;
  const document = builtInDocuments.find((candidate) => candidate.name === name);
  if (document) return extended(builtInProfile(document.extends ?? documented.name), document);
  throw new KitError(
    'setup',
    `${askedBy === undefined ? '' : `${askedBy}: `}no profile is called ${JSON.stringify(name.slice(0, 100))}; allowed: ${builtInNames.join(', ')}, or the path of a .json or .yaml file`,
  );
}

const documentedLoaded: LoadedProfile = {
  profile: documented,
  origins: Object.fromEntries(
    profilePaths.map((path) => [path, { ...documentedProvenance[path], profile: documented.name }]),
  ) as Record<ProfilePath, DecisionOrigin>,
};

async function loadFile(file: string, chain: readonly string[], reads: (file: string) => void): Promise<LoadedProfile> {
  reads(file);
  const place = await realpath(file).catch((error: unknown) => {
    throw unreadable(file, error);
  });
  if (chain.includes(place)) {
    const circle = [...chain.slice(chain.indexOf(place)), place].map((step) => basename(step));
    throw new KitError(
      'setup',
      `${file}: extends goes round in a circle (${circle.join(' -> ')}); let one of them extend a built-in profile`,
    );
  }
  const checked = checkDocument(parsed(file, await readBounded(file)));
  if ('problem' in checked) throw new KitError('setup', `${file}: ${checked.problem}`);
  const { document } = checked;
  for (const problem of [nameProblem(document), ...strayProvenance(document)])
    if (problem !== undefined) throw new KitError('setup', `${file}: ${problem}`);
  const { extends: parent = documented.name } = document;
  const base = isFile(parent)
    ? await loadFile(resolve(dirname(file), parent), [...chain, place], reads)
    : builtInProfile(parent, `${file}: extends`);
  const loaded = extended(base, document);
  const [contradiction] = contradictionsIn(loaded.profile);
  if (contradiction !== undefined) throw new KitError('setup', `${file}: ${contradiction}`);
  return loaded;
}

/** A file's text, unless it is no file or too large to be a profile: the size is asked before anything is read. */
async function readBounded(file: string): Promise<string> {
  const found = await stat(file);
  if (!found.isFile()) throw new KitError('setup', `${file}: is no file; give the path of a .json or .yaml file`);
  if (found.size > mostBytes)
    throw new KitError(
      'setup',
      `${file}: has ${found.size} bytes, a profile at most ${mostBytes}; give a smaller file`,
    );
  try {
    return await readTextFile(file);
  } catch (error) {
    if (error instanceof KitError) throw error;
    throw unreadable(file, error);
  }
}

function parsed(file: string, text: string): unknown {
  try {
    return parseYaml(text);
  } catch (error) {
    throw new KitError('setup', `${file}: cannot be read as YAML or JSON (${reasonOf(error)}); mend it there`, {
      cause: error,
    });
  }
}

function nameProblem({ name }: ProfileDocument): string | undefined {
  return builtInNames.includes(name)
    ? `name: ${JSON.stringify(name)} is the name of a built-in profile; allowed: a name of its own`
    : undefined;
}

/** A provenance belongs to a decision of the same file: of another's decision it could become untrue unnoticed. */
function strayProvenance({ decisions = {}, provenance = {} }: ProfileDocument): string[] {
  return Object.keys(provenance)
    .filter((path) => decisionAt(decisions, path) === undefined)
    .map(
      (path) => `provenance.${path}: nothing under "decisions" decides it; allowed: paths that this profile decides`,
    );
}

function extended(base: LoadedProfile, document: ProfileDocument) {
  const { name, decisions = {}, provenance = {} } = document;
  const { summary = `The decisions of ${name}, over ${base.profile.name}.` } = document;
  const decided = leafPathsOf(decisions) as ProfilePath[];
  const origins = decided.map((path): [ProfilePath, DecisionOrigin] => {
    const given: Provenance = provenance[path] ?? { source: 'assumed' };
    return [path, { ...given, profile: name }];
  });
  return {
    profile: { ...withDecisions(base.profile, decisions), name, summary },
    origins: { ...base.origins, ...Object.fromEntries(origins) },
    base,
  };
}

function isFile(nameOrFile: string): boolean {
  return /[/\\]|\.(json|ya?ml)$/i.test(nameOrFile);
}

function unreadable(file: string, error: unknown): KitError {
  const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
  return new KitError(
    'setup',
    `${file}: ${missing ? 'there is no such file' : `cannot be read (${reasonOf(error)})`}; give the path of a profile`,
    { cause: error },
  );
}
