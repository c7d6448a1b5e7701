import { type Command, Option as Flag } from 'commander';
import type { Option } from './option.js';
import { flagOf, type OptionName, optionEntries, variablesOf } from './options.js';

/**
 * Adds a flag for every option that has one. `resolveConfig` parses their texts. If `shown` is given, the help lists
 * only those.
 */
export function addFlags(command: Command, shown?: ReadonlySet<OptionName>): Command {
  for (const [name, entry] of optionEntries)
    if (entry.noFlag === undefined)
      for (const flag of flagsOf(name, entry))
        command.addOption(shown === undefined || shown.has(name) ? flag : flag.hideHelp());
  return command;
}

/** Describes the options without a flag, for the help. */
export function withoutFlags(): string {
  return optionEntries
    .flatMap(([name, { noFlag }]) =>
      noFlag === undefined ? [] : [`${name} by file or ${variablesOf(name)[0]} alone: ${noFlag}`],
    )
    .join('\n');
}

function flagsOf(name: OptionName, entry: Option<unknown>): readonly Flag[] {
  const { placeholder, letter, summary } = entry;
  const notes = `(${[...presetNote(entry), `env: ${variablesOf(name).join(' or ')}`].join(', ')})`;
  if (placeholder !== undefined)
    return [new Flag(`${letter ? `-${letter}, ` : ''}${flagOf(name)} <${placeholder}>`, `${summary} ${notes}`)];
  // Both forms, so that a flag can override a file or a variable. The help shows the form that changes the default.
  const off = flagOf(name).replace('--', '--no-');
  const isOn = entry.default === true;
  return [
    new Flag(flagOf(name), `${summary} ${notes}`).hideHelp(isOn),
    new Flag(off, `do not ${summary} ${notes}`).hideHelp(!isOn),
  ];
}

function presetNote({ default: preset }: Option<unknown>): readonly string[] {
  if (preset === undefined || typeof preset === 'boolean') return [];
  return [`default: ${Array.isArray(preset) ? preset.join(',') || 'none' : preset}`];
}
