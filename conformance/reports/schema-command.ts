import { Command } from 'commander';
import type { CommandIo } from '../../spec/index.js';
import { reportSchema } from './report-schema.js';

/** `eendigo-kit conformance report-schema`: prints the JSON Schema of the JSON report. */
export function reportSchemaCommand(io: CommandIo): Command {
  return new Command('report-schema')
    .description('print the JSON Schema of the JSON report')
    .action(() => io.out(JSON.stringify(reportSchema, null, 2)));
}
