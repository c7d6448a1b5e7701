import type { Collected } from './collect.js';
import type { ExportFormat } from './format.js';
import { exportVariableNames, exportVariables } from './variables.js';

/** The README.md of an export: how to run it, its variables, and what is left out. */
export function readmeOf({ collection, leftOut }: Collected, { tool, commands, notes }: ExportFormat): string {
  const { name, profile, exchanges } = collection;
  return `${[
    `# ${name}: requests for ${tool}`,
    '',
    `Written by \`eendigo-kit export\`. ${exchanges.length} requests, with tests on their answers as the profile \`${profile}\` expects them.`,
    'Where the document is silent, another server may answer differently and be right; `eendigo-kit conformance server` tells such',
    'answers from failures.',
    '',
    'Start a mock with `npx eendigo-kit mock` and the same profile, then run in this folder:',
    '',
    '```sh',
    ...commands,
    '```',
    '',
    ...notes.flatMap((note) => [note, '']),
    '| variable | default | is |',
    '| --- | --- | --- |',
    ...exportVariableNames.map((variable) => {
      const { value, meaning } = exportVariables[variable];
      return `| \`${variable}\` | \`${value}\` | ${meaning} |`;
    }),
    '',
    'The tenants are those of the mock. A call to a real server may cost money, and most requests need real photos there: put',
    'yours in place of the files in `pictures/`.',
    '',
    ...(leftOut.length === 0
      ? ['No case is left out.']
      : [
          '## Left out',
          '',
          ...leftOut.map(({ reason, ids }) => `- ${reason}: ${ids.map((id) => `\`${id}\``).join(', ')}`),
        ]),
  ].join('\n')}\n`;
}
