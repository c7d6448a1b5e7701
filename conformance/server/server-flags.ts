import { type Command, InvalidArgumentError } from 'commander';
import { type BaselineFlags, withBaseline } from '../drift/compare-with-baseline.js';
import { limitOption, parsePause } from '../reports/flags.js';
import { createRunCommand, type RunFlags } from '../reports/run-command.js';
import { credentialVariables } from '../wire/credentials.js';

/** The flags of `eendigo-kit conformance server`. */
export interface ServerFlags extends RunFlags, BaselineFlags {
  readonly target: string;
  readonly maxBillable?: number;
  readonly dryRun?: boolean;
  readonly allowProduction?: string;
  readonly credentials?: string;
  readonly fixtures?: string;
  readonly proxy?: string;
  /** Milliseconds. */
  readonly timeout: number;
  /** Milliseconds. */
  readonly interval?: number;
}

/** Creates the command with its flags. */
export function createServerCommand(): Command {
  return withBaseline(createRunCommand('server', 'the readings to assume: a built-in profile or a file'))
    .description('judge a server: the mock, UAT, or your own')
    .requiredOption('--target <url>', "the URL before the operation's path, e.g. http://127.0.0.1:8080/demo")
    .option('--max-billable <calls>', 'the most calls that may be charged; required beyond this machine', parseCalls)
    .option('--dry-run', 'print the plan and send nothing')
    .option('--allow-production <host>', 'allow a run on production; give the name of its host')
    .option(
      '--credentials <file>',
      `file with ${Object.values(credentialVariables).join(', ')} as NAME=value lines; default: the environment`,
    )
    .option('--fixtures <folder>', 'your own pictures, named by fixture id, e.g. selfie-good.jpg')
    .option('--proxy <url>', 'HTTP proxy for a target beyond this machine; default: HTTPS_PROXY, HTTP_PROXY, NO_PROXY')
    .addOption(limitOption('--timeout <seconds>', 'how long one answer may take', 30))
    .option(
      '--interval <seconds>',
      'the shortest time between two requests (default: 0 on this machine, 1 second beyond)',
      parsePause,
    );
}

function parseCalls(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('Give a whole number of calls.');
  return Number(text);
}
