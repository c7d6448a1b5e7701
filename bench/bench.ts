import { Command } from 'commander';
import { pin } from './contenders.js';
import { judgeReport, toMarkdown } from './report.js';
import { plans, runBench } from './run.js';

interface BenchFlags {
  readonly quick?: true;
  readonly json?: true;
  readonly check?: true;
}

const { quick, json, check } = new Command('bench')
  .description('compare the mock with bare servers: the same uploads, in one run, each server on one CPU (Linux only)')
  .option('--quick', 'measure briefly, for a first look')
  .option('--json', 'print the report as JSON instead of Markdown')
  .option('--check', 'exit with code 1 when a target is missed')
  .parse()
  .opts<BenchFlags>();

const report = await runBench(quick ? plans.quick : plans.full, pin(), (line) => {
  process.stderr.write(`bench: ${line}\n`);
});
const verdicts = judgeReport(report);
process.stdout.write(`${json ? JSON.stringify({ ...report, verdicts }, null, 2) : toMarkdown(report)}\n`);
if (check && verdicts.some(({ isReached }) => !isReached)) process.exitCode = 1;
