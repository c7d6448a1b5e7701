import { Command } from 'commander';
import type { CommandIo } from './command-io.js';
import { decisionAt, profilePaths } from './decisions/index.js';
import { type LoadedProfile, loadProfile, profileSchema, provenanceInWords } from './profiles/index.js';

/** `eendigo-kit profile`: checks a profile file, shows every decision of a profile, prints the schema of profile files. */
export function createProfileCommand(io: CommandIo): Command {
  const command = new Command('profile').description('check a profile, or show what it decides and why');
  command
    .command('check')
    .description('read a profile file and print what it decides differently from the profile it extends')
    .argument('<file>', 'JSON or YAML file')
    .action(async (file: string) => {
      for (const line of differences(await loadProfile(file))) io.out(line);
    });
  command
    .command('show')
    .description('print every decision of a profile, its value and where it comes from')
    .argument('[profile]', 'name of a built-in profile, or a file', 'documented')
    .action(async (nameOrFile: string) => {
      for (const line of decisions(await loadProfile(nameOrFile))) io.out(line);
    });
  command
    .command('schema')
    .description('print the JSON Schema of profile files')
    .action(() => {
      io.out(JSON.stringify(profileSchema(), null, 2));
    });
  return command;
}

function differences(loaded: LoadedProfile): readonly string[] {
  const { profile, origins, base } = loaded;
  if (!base) return [`${profile.name}: the profile that all others build on`];
  const changed = profilePaths.filter((path) => written(loaded, path) !== written(base, path));
  const decided = profilePaths.filter((path) => origins[path].profile === profile.name);
  return [
    `${profile.name}: ${profile.summary}`,
    `extends ${lineage(base)}; decides ${decided.length} of ${profilePaths.length}, ${changed.length} differently`,
    ...changed.map(
      (path) => `  ${path}: ${written(base, path)} -> ${written(loaded, path)}  ${provenanceInWords(origins[path])}`,
    ),
  ];
}

function decisions(loaded: LoadedProfile): readonly string[] {
  const { profile, origins, base } = loaded;
  const width = Math.max(...profilePaths.map((path) => path.length));
  return [
    `${profile.name}: ${profile.summary}`,
    ...(base ? [`extends ${lineage(base)}`] : []),
    ...profilePaths.map((path) => {
      const origin = origins[path];
      const by = origin.profile === profile.name ? '' : `from ${origin.profile}: `;
      return `  ${path.padEnd(width)}  ${written(loaded, path)}\n  ${''.padEnd(width)}    ${by}${provenanceInWords(origin)}`;
    }),
  ];
}

/** A profile's name and those of all that it builds on: `uat, which extends documented`. */
function lineage({ profile, base }: LoadedProfile): string {
  return base ? `${profile.name}, which extends ${lineage(base)}` : profile.name;
}

function written({ profile }: LoadedProfile, path: string): string {
  return JSON.stringify(decisionAt(profile, path));
}
