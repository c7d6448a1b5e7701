import { Command } from 'commander';
import type { CommandIo } from './command-io.js';
import { decisionAt, profilePaths } from './decisions/index.js';
import { KitError } from './error.js';
import { type LoadedProfile, loadProfile, profileSchema, provenanceInWords } from './profiles/index.js';

/** `eendigo-kit profile`: checks a profile file, shows every decision of a profile, prints the schema of profile files. */
export function createProfileCommand(io: CommandIo): Command {
  const command = new Command('profile').description('check a profile, or show its decisions and their provenance');
  command
    .command('check')
    .description('read profile files and print the decisions that differ from the profile that each extends')
    .argument('<files...>', 'JSON or YAML files')
    .action(async (files: readonly string[]) => {
      const problems: KitError[] = [];
      for (const file of files) {
        try {
          for (const line of formatDifferences(await loadProfile(file))) io.out(line);
        } catch (error) {
          if (!(error instanceof KitError)) throw error;
          problems.push(error);
        }
      }
      const last = problems.pop();
      for (const { message } of problems) io.err(`eendigo-kit: ${message}`);
      if (last) throw last;
    });
  command
    .command('show')
    .description('print every decision of a profile, with its value and provenance')
    .argument('[profile]', 'name of a built-in profile, or a file', 'documented')
    .action(async (nameOrFile: string) => {
      for (const line of formatDecisions(await loadProfile(nameOrFile))) io.out(line);
    });
  command
    .command('schema')
    .description('print the JSON Schema of profile files')
    .action(() => {
      io.out(JSON.stringify(profileSchema(), null, 2));
    });
  return command;
}

function formatDifferences(loaded: LoadedProfile): readonly string[] {
  const { profile, origins, base } = loaded;
  if (!base) return [`${profile.name}: the profile that all others build on`];
  const changed = profilePaths.filter((path) => formatValue(loaded, path) !== formatValue(base, path));
  const decided = profilePaths.filter((path) => origins[path].profile === profile.name);
  return [
    `${profile.name}: ${profile.summary}`,
    `extends ${lineage(base)}; decides ${decided.length} of ${profilePaths.length}, ${changed.length} differently`,
    ...changed.map(
      (path) =>
        `  ${path}: ${formatValue(base, path)} -> ${formatValue(loaded, path)}  ${provenanceInWords(origins[path])}`,
    ),
  ];
}

function formatDecisions(loaded: LoadedProfile): readonly string[] {
  const { profile, origins, base } = loaded;
  const width = Math.max(...profilePaths.map((path) => path.length));
  return [
    `${profile.name}: ${profile.summary}`,
    ...(base ? [`extends ${lineage(base)}`] : []),
    ...profilePaths.map((path) => {
      const origin = origins[path];
      const by = origin.profile === profile.name ? '' : `from ${origin.profile}: `;
      return `  ${path.padEnd(width)}  ${formatValue(loaded, path)}\n  ${''.padEnd(width)}    ${by}${provenanceInWords(origin)}`;
    }),
  ];
}

/** A profile's name followed by the names of its bases: `uat, which extends documented`. */
function lineage({ profile, base }: LoadedProfile): string {
  return base ? `${profile.name}, which extends ${lineage(base)}` : profile.name;
}

function formatValue({ profile }: LoadedProfile, path: string): string {
  return JSON.stringify(decisionAt(profile, path));
}
