import { Command, Option } from 'commander';
import type { CommandIo } from './command-io.js';
import { buildOpenApi } from './openapi.js';
import { builtInNames, loadProfile } from './profiles/index.js';
import { toYaml } from './yaml.js';

interface SpecFlags {
  readonly format: 'yaml' | 'json';
  readonly profile: string;
}

/** `eendigo-kit spec`: prints the contract under a profile as an OpenAPI 3.1 document. */
export function createSpecCommand(io: CommandIo): Command {
  return new Command('spec')
    .description('print the contract as an OpenAPI 3.1 document')
    .addOption(profileOption())
    .addOption(new Option('--format <format>', 'output format').choices(['yaml', 'json']).default('yaml'))
    .action(async ({ format, profile: nameOrFile }: SpecFlags) => {
      const { profile } = await loadProfile(nameOrFile);
      const document = buildOpenApi(profile);
      io.out(format === 'json' ? JSON.stringify(document, null, 2) : toYaml(document).trimEnd());
    });
}

/** The option `--profile`, the same for every command that has it. Pass its value to `loadProfile`. */
function profileOption(): Option {
  return new Option('--profile <profile>', `${builtInNames.join(', ')}, or a profile file`).default('documented');
}
