import {
  ambiguities,
  contractUnder,
  type Decisions,
  decisionAt,
  decisions as decisionTable,
  documented,
  type Profile,
  type ProfilePath,
  profileContradictions,
  profilePaths,
} from '../../spec/index.js';
import { cases } from '../cases/index.js';
import { formatList } from '../wire/format-list.js';
import { withValue } from './candidates.js';
import { createDemands, type Demands } from './demands.js';
import type { Contradiction, Finding, UnexplainedAnswer } from './findings.js';
import { formsShownBy, type KnownAnswer, usualStatuses } from './forms.js';
import { judgeForms, valueInWords } from './judge-forms.js';
import { judgeOutcomes } from './judge-outcomes.js';
import { judgeTrxNo } from './judge-trx-no.js';
import { createFit, findOutcomes } from './outcomes.js';
import { createRecogniser, type Recogniser } from './recogniser.js';
import type { SeenAnswer } from './seen-answer.js';
import { findKindsOfTexts } from './texts.js';

/** A decision that stays as documented. */
export interface UnobservedDecision {
  readonly path: ProfilePath;
  readonly reason: string;
}

/** What runs show of a server. */
export interface Learned {
  /** The observed decisions, in the order of the table. */
  readonly observed: readonly Finding[];
  /** Decisions of which answers say different things. They stay as documented. */
  readonly contradictions: readonly Contradiction[];
  /** All other decisions. They stay as documented. */
  readonly unobserved: readonly UnobservedDecision[];
  /** Answers to which no decisions lead. */
  readonly unexplained: readonly UnexplainedAnswer[];
  /** The decisions of `documented` with the observed ones. */
  readonly decisions: Decisions;
}

const preset: Profile = documented;
const contract = contractUnder(preset);

/**
 * Learns from the answers of runs how a server decides what the document leaves open. It looks for the decisions that lead
 * to the observed kinds of answers, reads off the answers how they look, and tells what the answers do not show.
 */
export function learnFrom(answers: readonly SeenAnswer[], demands: Demands = createDemands(contract)): Learned {
  const kindsOfText = findKindsOfTexts(answers, contract);
  const learnWith = (recogniser: Recogniser) => {
    const fit = createFit(answers, contract, { recogniser, demands });
    const judged = judgeOutcomes(fit, findOutcomes(fit, preset), preset);
    const known = answers.flatMap((answer): KnownAnswer[] => {
      if (!recogniser.isKnown(answer)) return [];
      const only = recogniser.onlyKind(answer);
      if (!fit.answers.includes(answer))
        return only === undefined ? [] : [{ answer, kind: only, demanded: { kind: only } }];
      const demanded = demands(judged.decisions)(answer);
      const kind = recogniser.mayBe(answer, demanded.kind) ? demanded.kind : recogniser.onlyKind(answer);
      return kind === undefined ? [] : [{ answer, kind, demanded }];
    });
    return { judged, known };
  };
  let recogniser = createRecogniser(kindsOfText);
  let { judged, known } = learnWith(recogniser);
  if ([...kindsOfText.values()].some((kinds) => kinds.length > 1)) {
    recogniser = createRecogniser(kindsOfText, usualStatuses(known));
    ({ judged, known } = learnWith(recogniser));
  }
  const all = [judgeForms(known.flatMap(formsShownBy)), judgeTrxNo(known, preset), judged];
  const contradictions = all.flatMap((findings) => findings.contradictions);
  const contradicted = new Set(contradictions.filter(({ about }) => about === undefined).map(({ path }) => path));
  const undecided = new Map(all.flatMap((findings) => [...findings.undecided]));
  const found = new Map(all.flatMap((findings) => findings.found.map((finding) => [finding.path, finding] as const)));
  dropImpossible(found, undecided);
  return {
    observed: profilePaths.flatMap((path) => found.get(path) ?? []),
    contradictions,
    unobserved: profilePaths
      .filter((path) => !found.has(path) && !contradicted.has(path))
      .map((path) => ({ path, reason: undecided.get(path) ?? reasonFor(path, answers) })),
    unexplained: unexplainedBy(answers, demands(judged.decisions), recogniser),
    decisions: decisionsWith(found),
  };
}

function decisionsWith(found: ReadonlyMap<ProfilePath, Finding>): Decisions {
  const { name: _, summary: __, ...start } = preset;
  return [...found].reduce<Decisions>((decisions, [path, { value }]) => withValue(decisions, path, value), start);
}

/** Removes what cannot be together in one profile, such as one word for success and failure. */
function dropImpossible(found: Map<ProfilePath, Finding>, undecided: Map<ProfilePath, string>): void {
  for (;;) {
    const [contradiction] = profileContradictions(decisionsWith(found));
    const path = profilePaths.find((candidate) => contradiction?.startsWith(`${candidate}:`));
    if (contradiction === undefined || path === undefined || !found.delete(path)) return;
    undecided.set(path, `no profile can have what the answers show: ${contradiction}`);
  }
}

/** Why no answer shows a decision: no case can, the runs have no answer to the cases that do, or the answers do not tell. */
function reasonFor(path: ProfilePath, answers: readonly SeenAnswer[]): string {
  const { ambiguity } = decisionTable[path];
  const entry = ambiguities.find(({ id }) => id === ambiguity);
  const isTextOfKind = path.startsWith('answers.texts.');
  if (entry?.unprobed !== undefined && !isTextOfKind) return entry.unprobed;
  const probing = cases.filter((one) => one.directions.includes('server') && one.ambiguities.includes(ambiguity));
  const missing = probing.filter(({ id }) => !answers.some((answer) => answer.case.id === id)).map(({ id }) => id);
  if (missing.length === 0) return 'no answer of these runs shows it';
  const shown = missing.length > 4 ? [...missing.slice(0, 3), `${missing.length - 3} more cases`] : missing;
  return `these runs have no answer to ${formatList(shown)}`;
}

function unexplainedBy(
  answers: readonly SeenAnswer[],
  demandedOf: ReturnType<Demands>,
  recogniser: Recogniser,
): readonly UnexplainedAnswer[] {
  return answers.flatMap((answer): UnexplainedAnswer[] => {
    if (answer.notKnown !== undefined) return [];
    const { kind: demanded } = demandedOf(answer);
    if (recogniser.mayBe(answer, demanded)) return [];
    const { form } = answer;
    if (recogniser.isKnown(answer)) {
      const kind = recogniser.onlyKind(answer) ?? 'a kind that shares its text';
      return [{ answer, demanded, reason: `is ${kind}` }];
    }
    const reason =
      form.type === 'message' ? `has the text ${valueInWords(form.text)}, of no known kind` : 'has the form of no kind';
    return [{ answer, demanded, reason }];
  });
}

/** The value of a decision under `documented`. */
export function documentedValue(path: ProfilePath): unknown {
  return decisionAt(preset, path);
}
