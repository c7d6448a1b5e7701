import { Command, Option } from 'commander';
import type { CommandIo } from './command-io.js';
import { buildOpenApi } from './openapi.js';
import { documented } from './profile.js';
import { toYaml } from './yaml.js';

/** `eendigo-kit spec`: prints the contract as an OpenAPI 3.1 document. */
export function specCommand(io: CommandIo): Command {
  return new Command('spec')
    .description('print the contract as an OpenAPI 3.1 document')
    .addOption(new Option('--format <format>', 'how to write it').choices(['yaml', 'json']).default('yaml'))
    .action(({ format }: { format: 'yaml' | 'json' }) => {
      const document = buildOpenApi(documented);
      io.out(format === 'json' ? JSON.stringify(document, null, 2) : toYaml(document).trimEnd());
    });
}
