import { Command } from 'commander';
import type { CommandIo } from '../spec/index.js';
import { clientCommand } from './client/client-command.js';
import { coverageCommand } from './coverage-command.js';
import { driftSchemaCommand } from './drift/drift-schema-command.js';
import { exitCodeHelp } from './evidence/exit-codes.js';
import { listCommand } from './list-command.js';
import { reportSchemaCommand } from './reports/schema-command.js';
import { planCommand } from './server/plan-command.js';
import { replayCommand } from './server/replay-command.js';
import { serverCommand } from './server/server-command.js';
import { spendCommand } from './server/spend/spend-command.js';
import { targetsSchemaCommand } from './server/targets/targets-schema-command.js';

/** `eendigo-kit conformance`: runs the cases on a server or a client, and lists them. */
export function conformanceCommand(io: CommandIo): Command {
  return new Command('conformance')
    .description('judge a server or a client against the contract')
    .addCommand(serverCommand(io).addHelpText('after', exitCodeHelp))
    .addCommand(clientCommand(io).addHelpText('after', exitCodeHelp))
    .addCommand(replayCommand(io).addHelpText('after', exitCodeHelp))
    .addCommand(planCommand(io))
    .addCommand(spendCommand(io))
    .addCommand(listCommand(io))
    .addCommand(coverageCommand(io))
    .addCommand(reportSchemaCommand(io))
    .addCommand(driftSchemaCommand(io))
    .addCommand(targetsSchemaCommand(io));
}
