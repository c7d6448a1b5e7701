import type { LineStyle } from './cause-lines.js';
import { nameCases } from './cause-lines.js';
import type { Explanation } from './explanation/explanation.js';
import { describeDecision, profileSnippet } from './explanation/in-words.js';
import { countOf, wrap } from './layout.js';

/**
 * What explains the answers, and what to do with it: a built-in profile to run under, or a profile file to save.
 * `profileFile`: what the profile of the run is called on the command line.
 */
export function explanationLines(
  explanation: Explanation,
  profileFile: string,
  { columns, paint }: LineStyle,
): readonly string[] {
  const { profile, decisions, explained, remaining } = explanation;
  const snippet = profileSnippet(explanation, profileFile);
  const text = (words: string, indent = ''): readonly string[] =>
    wrap(words, columns - indent.length).map((line) => `${indent}${line}`);
  const what =
    profile === undefined
      ? `${decisions.length === 1 ? 'One decision explains' : `${decisions.length} decisions explain`}`
      : `A server under --profile ${profile}${decisions.length === 0 ? '' : `, with ${countOf(decisions.length, 'other decision')},`} answers like that: it explains`;
  const rest =
    remaining.length === 0
      ? 'no case remains'
      : `${countOf(remaining.length, 'case')} ${remaining.length === 1 ? 'remains' : 'remain'} (${nameCases(remaining)})`;
  return [
    ...text(`${what} ${countOf(explained.length, 'case')}; ${rest}.`).map((line) => paint('bold', line)),
    ...decisions.flatMap((decision) =>
      text(`${describeDecision(decision)}  explains ${countOf(decision.cases.length, 'case')}`, '  '),
    ),
    ...(snippet === undefined
      ? text(`If the server means it so, run again with --profile ${profile}.`)
      : [
          ...text(
            'If the server means it so, save this as my-server.yaml and run again with --profile my-server.yaml:',
          ),
          ...snippet.split('\n').map((line) => `  ${line}`),
        ]),
  ];
}
