import { type Command, Option as Flag } from 'commander';
import { flagOf, type Option, type OptionName, optionEntries, variableOf } from './options.js';

/** Gives a command a flag for every option that can be said in one. Their texts are for `resolveConfig` to read. */
export function addFlags(command: Command): Command {
  for (const [name, entry] of optionEntries)
    if (entry.parse) for (const flag of flagsOf(name, entry)) command.addOption(flag);
  return command;
}

function flagsOf(name: OptionName, entry: Option<unknown>): readonly Flag[] {
  const { placeholder, letter, summary } = entry;
  const notes = `(${[...presetNote(entry), `env: ${variableOf(name)}`].join(', ')})`;
  if (placeholder !== undefined)
    return [new Flag(`${letter ? `-${letter}, ` : ''}${flagOf(name)} <${placeholder}>`, `${summary} ${notes}`)];
  // Both ways, so that a flag can take back what a file or a variable says; the help shows the one that changes something.
  const off = flagOf(name).replace('--', '--no-');
  const isOn = entry.default === true;
  return [
    new Flag(flagOf(name), `${summary} ${notes}`).hideHelp(isOn),
    new Flag(off, `leave out: ${summary} ${notes}`).hideHelp(!isOn),
  ];
}

function presetNote({ default: preset }: Option<unknown>): readonly string[] {
  if (preset === undefined || typeof preset === 'boolean') return [];
  return [`default: ${Array.isArray(preset) ? preset.join(',') || 'none' : preset}`];
}
