import { Command } from 'commander';
import type { CommandIo } from '../../../spec/index.js';
import { publishedTargetsSchema } from './target-schema.js';

/** `eendigo-kit conformance targets-schema`: prints the JSON Schema of targets files. */
export function targetsSchemaCommand(io: CommandIo): Command {
  return new Command('targets-schema')
    .description('print the JSON Schema of targets files, for editors')
    .action(() => io.out(JSON.stringify(publishedTargetsSchema, null, 2)));
}
