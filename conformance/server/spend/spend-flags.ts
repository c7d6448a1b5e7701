import { Option } from 'commander';

/** Creates the flag that names the spend file. */
export function spendFileOption(): Option {
  return new Option(
    '--spend-file <file>',
    "the file that counts the calls of all runs; default: EENDIGO_KIT_SPEND, or spend.ndjson in the user's data folder",
  );
}
