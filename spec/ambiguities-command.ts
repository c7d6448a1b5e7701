import { writeFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { ambiguities } from './ambiguities/index.js';
import { ambiguitiesAsMarkdown, ambiguitiesAsText } from './ambiguity-pages.js';
import type { CommandIo } from './command-io.js';
import { pathsGovernedBy } from './decisions/index.js';
import { KitError } from './error.js';
import { vendorPacket } from './vendor-packet.js';
import { whyNotWritten } from './why-not-written.js';

interface AmbiguitiesFlags {
  readonly format: 'text' | 'json' | 'markdown';
  readonly vendorPacket?: true;
  readonly from?: string;
  readonly output?: string;
}

/** `eendigo-kit ambiguities`: prints the register of open questions, or writes them as a letter to the vendor. */
export function createAmbiguitiesCommand(io: CommandIo): Command {
  return new Command('ambiguities')
    .description('print what the document leaves open, or write it as a letter to the vendor')
    .addOption(new Option('--format <format>', 'output format').choices(['text', 'json', 'markdown']).default('text'))
    .addOption(
      new Option('--vendor-packet', 'write a letter to the vendor (Markdown, English and Indonesian)').conflicts(
        'format',
      ),
    )
    .option('--from <sender>', 'the sender of the letter, e.g. "PT Contoh, integration team"')
    .option('-o, --output <file>', 'write to a new file instead of standard output')
    .action(async (flags: AmbiguitiesFlags) => {
      if (flags.from !== undefined && !flags.vendorPacket)
        throw new KitError('usage', '--from: only a letter has a sender; give --vendor-packet too');
      const text = flags.vendorPacket ? vendorPacket(ambiguities, flags.from) : formatRegister(flags.format);
      if (flags.output === undefined) return io.out(text);
      await writeNew(flags.output, `${text}\n`);
      io.err(`wrote ${ambiguities.length} questions to ${flags.output}`);
    });
}

function formatRegister(format: AmbiguitiesFlags['format']): string {
  switch (format) {
    case 'text':
      return ambiguitiesAsText(ambiguities);
    case 'json':
      return JSON.stringify(
        ambiguities.map((entry) => ({ ...entry, decisions: pathsGovernedBy(entry.id) })),
        null,
        2,
      );
    case 'markdown':
      return ambiguitiesAsMarkdown(ambiguities);
  }
}

/** Writes a file that does not exist yet: an older letter may contain the vendor's answers. */
async function writeNew(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { flag: 'wx' });
  } catch (error) {
    const another = 'give another name with --output';
    const reason =
      (error as NodeJS.ErrnoException).code === 'EEXIST'
        ? `already exists and may contain answers; ${another}`
        : `cannot be written: ${whyNotWritten(file, error, another)}`;
    throw new KitError('setup', `${file}: ${reason}`, { cause: error });
  }
}
