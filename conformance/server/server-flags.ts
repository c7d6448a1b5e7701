import { Command, InvalidArgumentError } from 'commander';
import { type BaselineFlags, withBaseline } from '../drift/compare-with-baseline.js';
import { limitOption, parsePause, type ReportFlags, type SelectionFlags, withSelection } from '../reports/flags.js';
import { createRunCommand } from '../reports/run-command.js';
import { credentialVariables } from '../wire/credentials.js';
import { type PriceFlags, spendFileOption, withPrice } from './spend/spend-flags.js';
import { defaultTargetsFile } from './targets/targets-file.js';

/** The flags of the targets file, the budget, the price and the credentials. */
export interface BudgetFlags extends PriceFlags {
  readonly targets?: string;
  readonly maxBillable?: number;
  readonly maxBillablePerDay?: number;
  readonly credentials?: string;
  readonly spendFile?: string;
}

/** The flags that say which server is reached, and how. */
export interface ReachFlags {
  /** An address, or the name of an entry in a targets file. */
  readonly target: string;
  readonly allowProduction?: string;
  readonly proxy?: string;
  /** Milliseconds. */
  readonly timeout: number;
}

/** The flags that a plan depends on. */
export interface PlanFlags extends SelectionFlags, BudgetFlags {
  readonly profile: string;
  /** An address, or the name of an entry in a targets file. */
  readonly target?: string;
  readonly fixtures?: string;
  /** The JSON report or `.partial` file of the run to go on with. */
  readonly resume?: string;
}

/** The flags of `eendigo-kit conformance server`. */
export interface ServerFlags extends PlanFlags, ReachFlags, ReportFlags, BaselineFlags {
  readonly target: string;
  readonly dryRun?: boolean;
  /** Milliseconds. */
  readonly interval?: number;
}

const profileDescription = 'the readings to assume: a built-in profile or a file';
const targetDescription =
  "the URL before the operation's path, e.g. http://127.0.0.1:8080/demo, or a name in the targets file";

/** The flags of `eendigo-kit conformance replay`. */
export interface ReplayFlags extends Omit<ServerFlags, 'target' | 'profile'> {
  /** The JSON report with the case. */
  readonly run: string;
  readonly target?: string;
  readonly profile?: string;
}

/** Creates `server` with its flags. */
export function createServerCommand(): Command {
  return withSending(
    withTarget(withResume(withPlanFlags(withBaseline(createRunCommand('server', profileDescription))))),
  ).description('judge a server: the mock, UAT, or your own');
}

/** Creates `replay` with its flags. */
export function createReplayCommand(): Command {
  return withSending(withPlanFlags(new Command('replay')))
    .description('send one case of a run on a server again, and show its old and its new answer side by side')
    .argument('<id>', 'the case')
    .requiredOption('--run <file>', 'the JSON report of the run')
    .option('--target <url or name>', `${targetDescription} (default: that of the run)`)
    .option('--profile <profile>', `${profileDescription} (default: that of the run)`);
}

function withSending(command: Command): Command {
  return withReach(command)
    .option('--dry-run', 'print the plan and send nothing, as "conformance plan" does')
    .option(
      '--interval <seconds>',
      'the shortest time between two requests (default: 0 on this machine, 1 second beyond)',
      parsePause,
    );
}

/** Creates `plan` with its flags. */
export function createPlanCommand(): Command {
  return withResume(withPlanFlags(withSelection(new Command('plan'))))
    .description('show what a run on a server would send, skip and cost; needs no network and no credentials')
    .option('--target <url or name>', `${targetDescription} (default: the UAT of the document)`)
    .option('--profile <profile>', profileDescription, 'documented');
}

function withResume(command: Command): Command {
  return command.option(
    '--resume <file>',
    'go on with a run that was cut short: its JSON report, or the .partial file beside it',
  );
}

function withPlanFlags(command: Command): Command {
  return withBudget(command).option(
    '--fixtures <folder>',
    'your own pictures, named by fixture id, e.g. selfie-good.jpg',
  );
}

/** Adds the flag of the server, which the command demands. */
export function withTarget(command: Command): Command {
  return command.requiredOption('--target <url or name>', targetDescription);
}

/** Adds the flags that say how the server is reached. */
export function withReach(command: Command): Command {
  return command
    .option('--allow-production <host>', 'allow production as the target; give the name of its host')
    .option('--proxy <url>', 'HTTP proxy for a target beyond this machine; default: HTTPS_PROXY, HTTP_PROXY, NO_PROXY')
    .addOption(limitOption('--timeout <seconds>', 'how long one answer may take', 30));
}

/** Adds the flags of the targets file, the budget, the price and the credentials. */
export function withBudget(command: Command): Command {
  return withPrice(command)
    .option('--targets <file>', `the targets file; default: ${defaultTargetsFile}, if it is in this folder`)
    .option('--max-billable <calls>', 'the most calls that may be charged; required beyond this machine', parseCalls)
    .option('--max-billable-per-day <calls>', 'the most calls of all runs of a day that may be charged', parseCalls)
    .addOption(spendFileOption())
    .option(
      '--credentials <file>',
      `file with ${Object.values(credentialVariables).join(', ')} as NAME=value lines; default: the environment`,
    );
}

/** Returns a test whether a flag is on the command line, so that it overrides a targets file. */
export function givenIn(command: Command): (flag: string) => boolean {
  return (flag) => command.getOptionValueSource(flag) === 'cli';
}

function parseCalls(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('Give a whole number of calls.');
  return Number(text);
}
