import { nest, toYaml } from '../../../spec/index.js';
import { formatList } from '../../wire/format-list.js';
import type { ExplainingDecision, Explanation } from './explanation.js';

/**
 * What explains some cases, in a few words: `--profile rest`, or `status.success: 201 and charged: []`. Of several
 * decisions, those that concern the cases.
 */
export function describeProfile({ profile, decisions }: Explanation, caseIds: readonly string[]): string {
  const concerned = decisions.filter(({ cases }) => cases.some((id) => caseIds.includes(id)));
  return formatList([
    ...(profile === undefined ? [] : [`--profile ${profile}`]),
    ...(concerned.length === 0 ? decisions : concerned).map(describeDecision),
  ]);
}

/** A decision with its value: `status.invalid-credentials: 401`. */
export function describeDecision({ path, value }: ExplainingDecision): string {
  return `${path}: ${typeof value === 'string' ? JSON.stringify(value) : Array.isArray(value) ? `[${value.join(', ')}]` : String(value)}`;
}

/**
 * A profile file with the decisions of an explanation, as YAML. Undefined where the explanation changes no decision.
 * `profileFile`: what the profile of the run is called on the command line, a name or a file.
 */
export function profileSnippet({ profile, decisions }: Explanation, profileFile: string): string | undefined {
  if (decisions.length === 0) return undefined;
  return toYaml({
    name: 'my-server',
    extends: profile ?? profileFile,
    decisions: nest(decisions.map(({ path, value }) => [path, value])),
  }).trimEnd();
}
