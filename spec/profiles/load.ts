import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { decisionAt, leafPathsOf, type ProfilePath, profilePaths, withDecisions } from '../decisions/index.js';
import { KitError, reasonOf } from '../error.js';
import { nearest } from '../nearest.js';
import { documented, type Profile } from '../profile.js';
import { readTextFile } from '../text-file.js';
import { parseYaml } from '../yaml.js';
import { builtInDocuments, builtInNames } from './built-in.js';
import { profileContradictions } from './contradictions.js';
import { checkDocument } from './problems.js';
import { documentedProvenance, type Provenance } from './provenance.js';
import type { ProfileDocument } from './schema.js';

/** The provenance of a decision, and the profile that made it. */
export type DecisionOrigin = Provenance & { readonly profile: string };

/** A profile with all its decisions, and the provenance of each. */
export interface LoadedProfile {
  readonly profile: Profile;
  readonly origins: Readonly<Record<ProfilePath, DecisionOrigin>>;
  /** The profile that it extends; absent for `documented`. */
  readonly base?: LoadedProfile;
}

/** The size limit of a profile file in bytes, checked before it is read. The largest useful profile has 10 KB. */
const maxBytes = 1_000_000;

/**
 * Loads a profile: a built-in one by its name, or a JSON or YAML file by its path (any name with a slash, or ending in
 * .json, .yaml or .yml). Calls `onRead` with every file before it is read, including those that it extends, e.g. to watch them.
 *
 * @throws KitError `setup` with one line that names the file, the path in it, the value and what is allowed: an unknown
 * name, a file that is missing, too large or unreadable, a value of the wrong type, a contradiction, a cycle in `extends`
 */
export async function loadProfile(
  nameOrFile: string,
  onRead: (file: string) => void = () => {},
): Promise<LoadedProfile> {
  return isFile(nameOrFile) ? loadFile(nameOrFile, [], onRead) : builtInProfile(nameOrFile);
}

/**
 * Returns a built-in profile by its name. `referrer` names the place of the reference, for the error message.
 *
 * @throws KitError `setup` for an unknown name
 */
export function builtInProfile(name: string, referrer?: string): LoadedProfile {
  if (name === documented.name) return documentedLoaded;
  const document = builtInDocuments.find((candidate) => candidate.name === name);
  if (document) return extendProfile(builtInProfile(document.extends ?? documented.name), document);
  const meant = nearest(name, builtInNames);
  const suggestion = meant === undefined ? '' : ` (did you mean ${meant}?)`;
  throw new KitError(
    'setup',
    `${referrer === undefined ? '' : `${referrer}: `}no profile is called ${JSON.stringify(name.slice(0, 100))}; allowed: ${builtInNames.join(', ')}, or the path of a .json or .yaml file${suggestion}`,
  );
}

const documentedLoaded: LoadedProfile = {
  profile: documented,
  origins: Object.fromEntries(
    profilePaths.map((path) => [path, { ...documentedProvenance[path], profile: documented.name }]),
  ) as Record<ProfilePath, DecisionOrigin>,
};

async function loadFile(
  file: string,
  chain: readonly string[],
  onRead: (file: string) => void,
): Promise<LoadedProfile> {
  onRead(file);
  const place = await realpath(file).catch((error: unknown) => {
    throw readError(file, error);
  });
  if (chain.includes(place)) {
    const cycle = [...chain.slice(chain.indexOf(place)), place].map((step) => basename(step));
    throw new KitError(
      'setup',
      `${file}: "extends" forms a cycle (${cycle.join(' -> ')}); let one of them extend a built-in profile`,
    );
  }
  const checked = checkDocument(parseFile(file, await readProfileText(file)));
  if ('problem' in checked) throw new KitError('setup', `${file}: ${checked.problem}`);
  const { document } = checked;
  for (const problem of [nameProblem(document), ...provenanceProblems(document)])
    if (problem !== undefined) throw new KitError('setup', `${file}: ${problem}`);
  const { extends: parent = documented.name } = document;
  const base = isFile(parent)
    ? await loadFile(resolve(dirname(file), parent), [...chain, place], onRead)
    : builtInProfile(parent, `${file}: extends`);
  const loaded = extendProfile(base, document);
  const [contradiction] = profileContradictions(loaded.profile);
  if (contradiction !== undefined) throw new KitError('setup', `${file}: ${contradiction}`);
  return loaded;
}

/** Reads a file's text. Rejects a file that is too large for a profile before reading it. */
async function readProfileText(file: string): Promise<string> {
  const found = await stat(file);
  if (!found.isFile()) throw new KitError('setup', `${file}: is not a file; give the path of a .json or .yaml file`);
  if (found.size > maxBytes)
    throw new KitError(
      'setup',
      `${file}: has ${found.size} bytes, more than the limit of ${maxBytes}; give a smaller file`,
    );
  try {
    return await readTextFile(file);
  } catch (error) {
    if (error instanceof KitError) throw error;
    throw readError(file, error);
  }
}

function parseFile(file: string, text: string): unknown {
  try {
    return parseYaml(text);
  } catch (error) {
    throw new KitError('setup', `${file}: cannot be read as YAML or JSON (${reasonOf(error)}); correct the file`, {
      cause: error,
    });
  }
}

function nameProblem({ name }: ProfileDocument): string | undefined {
  return builtInNames.includes(name)
    ? `name: ${JSON.stringify(name)} is the name of a built-in profile; allowed: any other name`
    : undefined;
}

/** A provenance belongs to a decision of the same file. For another file's decision it could become untrue unnoticed. */
function provenanceProblems({ decisions = {}, provenance = {} }: ProfileDocument): string[] {
  return Object.keys(provenance)
    .filter((path) => decisionAt(decisions, path) === undefined)
    .map((path) => `provenance.${path}: "decisions" has no value for it; allowed: paths that this profile decides`);
}

function extendProfile(base: LoadedProfile, document: ProfileDocument) {
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

function readError(file: string, error: unknown): KitError {
  const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
  return new KitError(
    'setup',
    `${file}: ${missing ? 'there is no such file' : `cannot be read (${reasonOf(error)})`}; give the path of a profile`,
    { cause: error },
  );
}
