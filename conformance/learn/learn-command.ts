import { Command } from 'commander';
import { type CommandIo, exitCodes, KitError, putFile, whyNotWritten } from '../../spec/index.js';
import { createEnvironmentGate } from '../evidence/environment-gate.js';
import { requireWritable } from '../reports/report-files.js';
import { describeBeyondProfiles } from './beyond-profiles.js';
import { describeLearned } from './in-words.js';
import { learnFrom } from './learn.js';
import { createProfileDocument, formatProfile, profileNameOf } from './profile-file.js';
import { readRuns } from './read-runs.js';

interface LearnFlags {
  readonly output: string;
}

/** `eendigo-kit learn`: makes a profile of what runs on a server showed. */
export function createLearnCommand(io: CommandIo): Command {
  return new Command('learn')
    .description('make a profile of what a server did in runs, for the mock to repeat')
    .argument('<run.json...>', 'JSON reports of runs on the server (conformance server --json)')
    .requiredOption('-o, --output <file>', 'the profile file to write, e.g. uat.profile.yaml')
    .action(async (files: readonly string[], { output }: LearnFlags) => {
      const name = profileNameOf(output);
      await requireWritable(output);
      const { answers, readings, subjects, warnings } = await readRuns(files);
      for (const warning of warnings) io.err(`eendigo-kit: ${warning}`);
      const gate = createEnvironmentGate(io.env);
      const learned = learnFrom(answers);
      const lines = describeLearned(learned, describeBeyondProfiles(answers, readings));
      gate.requireClean('standard output', lines.join('\n'));
      for (const line of lines) io.out(line);
      if (learned.observed.length === 0) {
        io.err('eendigo-kit: no profile was written: no answer of these runs shows a decision');
        io.exitCode = exitCodes.inconclusive;
        return;
      }
      const profile = formatProfile(createProfileDocument(name, learned, subjects), output);
      gate.requireClean(output, profile);
      await write(output, profile);
      io.out(`${learned.observed.length} decisions observed; the profile is in ${output}`);
    });
}

async function write(file: string, text: string): Promise<void> {
  try {
    await putFile(file, text);
  } catch (error) {
    const why = whyNotWritten(file, error, 'free space or give another file');
    throw new KitError('setup', `${file}: cannot be written: ${why}`, { cause: error });
  }
}
