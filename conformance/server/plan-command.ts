import type { Command } from 'commander';
import { type CommandIo, KitError, servers } from '../../spec/index.js';
import { formatPlan } from './plan.js';
import { prepareRun } from './prepare-run.js';
import { createPlanCommand, givenIn, type PlanFlags } from './server-flags.js';

/** `eendigo-kit conformance plan`: prints what a run would send, skip and cost. Sends nothing. */
export function planCommand(io: CommandIo): Command {
  return createPlanCommand().action(async (flags: PlanFlags, command: Command) => {
    const { target = documentedUat(), ...others } = flags;
    const isGiven = givenIn(command);
    const prepared = await prepareRun(io, { ...others, target }, { isDryRun: true, isGiven });
    for (const line of formatPlan(prepared.target, prepared.plan, prepared.price)) io.out(line);
  });
}

function documentedUat(): string {
  const uat = servers.find(({ environment }) => environment === 'uat');
  if (!uat) throw new KitError('internal', 'the document names no UAT');
  return uat.url;
}
