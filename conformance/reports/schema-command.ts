import { Command } from 'commander';
import type { CommandIo } from '../../spec/index.js';
import { runReportSchema } from './report-schema.js';

/** `eendigo-kit conformance report-schema`: prints the JSON Schema of the JSON report. */
export function reportSchemaCommand(io: CommandIo): Command {
  return new Command('report-schema')
    .description('print the JSON Schema of the JSON report')
    .action(() => io.out(JSON.stringify(runReportSchema, null, 2)));
}
