import { Command } from 'commander';
import { pin } from './pinning.js';
import { plans, runBench } from './run.js';
import { toMarkdown } from './tables.js';
import { judge } from './targets.js';

interface BenchFlags {
  readonly quick?: true;
  readonly json?: true;
  readonly check?: true;
}

const { quick, json, check } = new Command('bench')
  .description('compare the mock with bare servers: the same uploads, in one run, each server on one CPU')
  .option('--quick', 'measure briefly, for a first look')
  .option('--json', 'print the report as JSON instead of Markdown')
  .option('--check', 'end with exit code 1 when a target is not reached')
  .parse()
  .opts<BenchFlags>();

const report = await runBench(quick ? plans.quick : plans.full, pin(), (line) => {
  process.stderr.write(`bench: ${line}\n`);
});
const verdicts = judge(report);
process.stdout.write(`${json ? JSON.stringify({ ...report, verdicts }, null, 2) : toMarkdown(report)}\n`);
if (check && verdicts.some(({ reached }) => !reached)) process.exitCode = 1;
