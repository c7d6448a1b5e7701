import type { Violation } from '../schemas/journal-types.js';
import { continuesSentence, findingWordings } from '../texts/finding-wordings.js';
import type { Language } from '../texts/wording.js';

/** Returns what is wrong, without its hint: `img1: 3200000 bytes; at most 3000000 are allowed`. */
export function findingPhrase({ part, text }: Pick<Violation, 'part' | 'text'>): string {
  return part === undefined ? text : `${part}${continuesSentence.test(text) ? '' : ':'} ${text}`;
}

/**
 * Returns a finding as one sentence, with its hint: `img1 is missing; it is required`. `sentName` is the name, quoted,
 * under which the client probably sent a missing part: `tenant_code is missing; you sent "tenantCode"`. `language` is
 * that of the violation's texts.
 */
export function findingInWords(violation: Violation, language: Language, sentName?: string): string {
  const { rule, part, hint } = violation;
  const named = findingPhrase(violation);
  if (sentName !== undefined)
    return findingWordings.youSent({ finding: named.replace(/;.*/s, ''), name: sentName })[language];
  if (hint === undefined) return named;
  // Which of the two is wrong, the hint says.
  if (rule === 'credentials') return part === undefined || hint.startsWith(`${part} `) ? hint : `${part}: ${hint}`;
  // A hint that begins with the part's name is a sentence of its own, and says more than the text.
  return part !== undefined && hint.startsWith(`${part} `) ? hint : `${named}; ${hint}`;
}

/** Returns the finding to name first: the one that decided the answer, else the first that the contract accepts. */
export function firstFinding(violations: readonly Violation[]): Violation | undefined {
  return violations.find(({ outcome }) => outcome !== 'accepted') ?? violations[0];
}
