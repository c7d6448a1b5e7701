import { Command } from 'commander';
import type { CommandIo } from '../../spec/index.js';
import { driftSchema } from './drift-schema.js';

/** `eendigo-kit conformance drift-schema`: prints the JSON Schema of the JSON form of a drift. */
export function driftSchemaCommand(io: CommandIo): Command {
  return new Command('drift-schema')
    .description('print the JSON Schema of diff --format json')
    .action(() => io.out(JSON.stringify(driftSchema, null, 2)));
}
