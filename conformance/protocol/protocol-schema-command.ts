import { Command } from 'commander';
import type { CommandIo } from '../../spec/index.js';
import { clientProtocolSchema } from './protocol-schema.js';

/** `eendigo-kit conformance protocol-schema`: prints the JSON Schema of what the runner and a client exchange. */
export function protocolSchemaCommand(io: CommandIo): Command {
  return new Command('protocol-schema')
    .description('print the JSON Schema of what a run and a client exchange: cases, reports, messages')
    .action(() => io.out(JSON.stringify(clientProtocolSchema, null, 2)));
}
