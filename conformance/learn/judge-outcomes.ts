import { type Decisions, decisionAt, type ProfilePath } from '../../spec/index.js';
import { formatList } from '../wire/format-list.js';
import { type Candidate, candidatesAt, candidatesFor, outcomePaths, withoutAccount, withValue } from './candidates.js';
import { type Contradiction, type Finding, type Findings, groupAnswers } from './findings.js';
import { neighboursOf } from './limits.js';
import { type Fit, probes } from './outcomes.js';
import { circleOf, orderOf, precedencesIn } from './rule-order.js';
import type { SeenAnswer } from './seen-answer.js';

/** What the answers say of one decision, all others as given. */
interface Judgement {
  /** The answers that another value would change, and that the current one leads to. */
  readonly telling: readonly SeenAnswer[];
  /** The other values that lead to all of them too. */
  readonly alsoFitting: readonly unknown[];
  /** Answers that only other values lead to, each with these values. */
  readonly against: readonly { readonly answer: SeenAnswer; readonly values: readonly unknown[] }[];
}

/**
 * Judges what the answers show of every decision on the outcome. A decision is observed when only its value leads to all
 * answers. Where two answers need different values, the decision goes back to `preset`.
 */
export function judgeOutcomes(fit: Fit, best: Decisions, preset: Decisions): Findings & { decisions: Decisions } {
  const found: Finding[] = [];
  const contradictions: Contradiction[] = [];
  const undecided = new Map<ProfilePath, string>();
  let decisions = best;
  for (const path of outcomePaths) {
    if (path === 'order' || path === 'parts.required') continue;
    const candidates = [...candidatesAt(path, best, fit.suggested), ...neighboursOf(path, best)];
    const judgement = judge(fit, best, candidates, path);
    const value = decisionAt(best, path);
    if (judgement.against.length > 0) {
      contradictions.push(contradictionAt(path, value, judgement));
      decisions = withValue(decisions, path, decisionAt(preset, path));
    } else if (judgement.telling.length > 0) {
      const isPreset = value === decisionAt(preset, path);
      const others = judgement.alsoFitting.map((other) => JSON.stringify(other));
      if (isPreset && others.length > 0)
        undecided.set(path, `the answers fit ${formatList([JSON.stringify(value), ...others])} alike`);
      else {
        const note = [
          ...(others.length > 0 ? [`the answers fit ${formatList(others)} too`] : []),
          ...(isPreset ? [] : otherExplanations(fit, best, path)),
        ].join('; ');
        found.push({ path, value, answers: judgement.telling, ...(note === '' ? {} : { note }) });
      }
    }
  }
  const required = judgeRequired(fit, best, preset);
  const order = judgeOrder(fit, decisions, preset);
  for (const { findings } of [required, order]) {
    found.push(...findings.found);
    contradictions.push(...findings.contradictions);
    for (const [path, reason] of findings.undecided) undecided.set(path, reason);
  }
  decisions = withValue(decisions, 'parts.required', required.value);
  return { found, contradictions, undecided, decisions: withValue(decisions, 'order', order.value) };
}

function judge(fit: Fit, best: Decisions, candidates: readonly Candidate[], path: ProfilePath): Judgement {
  const current = fit.matches(best);
  const others = candidates.map(({ value, decisions }) => ({ value, matches: fit.matches(decisions) }));
  const telling: SeenAnswer[] = [];
  const against: { answer: SeenAnswer; values: unknown[] }[] = [];
  fit.answers.forEach((answer, at) => {
    const fitting = others.filter(({ matches }) => matches[at]);
    if (current[at]) {
      if (fitting.length < others.length) telling.push(answer);
    } else if (fitting.length > 0 && isBlamed(fit, best, answer, path))
      against.push({ answer, values: fitting.map(({ value }) => value) });
  });
  const alsoFitting = others.filter(({ matches }) => fit.answers.every((_, at) => !current[at] || matches[at]));
  return { telling, against, alsoFitting: alsoFitting.map(({ value }) => value) };
}

/**
 * Whether an answer that the decisions do not lead to speaks against one of them. It does when its case probes that
 * decision, or probes none of those that another value of would lead to it.
 */
function isBlamed(fit: Fit, best: Decisions, answer: SeenAnswer, path: ProfilePath): boolean {
  if (probes(answer, path)) return true;
  // A request that breaks two rules speaks of their order.
  if (answer.case.breaks !== undefined) return false;
  const leading = candidatesFor(best, fit.suggested).filter(({ decisions }) => fit.isMatch(answer, decisions));
  return !leading.some((candidate) => probes(answer, candidate.path));
}

function contradictionAt(path: ProfilePath, value: unknown, { telling, against }: Judgement): Contradiction {
  const words = ({ values }: Judgement['against'][number]): string =>
    values.map((other) => JSON.stringify(other)).join(' or ');
  return {
    path,
    says: [
      ...(telling.length > 0 ? [{ value: JSON.stringify(value), answers: telling }] : []),
      ...groupAnswers(against.map((entry) => ({ value: words(entry), answer: entry.answer }))),
    ],
  };
}

/** Other values that lead to the same answers when another decision changes too: the answers do not tell them apart. */
function otherExplanations(fit: Fit, best: Decisions, path: ProfilePath): readonly string[] {
  const wanted = fit.answers.filter((answer) => fit.isMatch(answer, best));
  const same = candidatesAt(path, best, fit.suggested).flatMap(({ value, decisions }) => {
    const failing = wanted.filter((answer) => !fit.isMatch(answer, decisions));
    if (failing.length === 0) return [];
    const helping = [...candidatesFor(decisions, fit.suggested), withoutAccount(decisions)].find(
      (candidate) =>
        candidate.path !== path &&
        failing.every((answer) => fit.isMatch(answer, candidate.decisions)) &&
        wanted.every((answer) => fit.isMatch(answer, candidate.decisions)),
    );
    return helping ? [`${JSON.stringify(value)} with ${helping.path} ${JSON.stringify(helping.value)}`] : [];
  });
  return same.length === 0 ? [] : [`the answers fit ${same.join(', or ')} too`];
}

/** A finding on a decision that is made of several, and its value. */
interface Whole {
  readonly value: unknown;
  readonly findings: Findings;
}

/** Judges part by part whether the server requires it. */
function judgeRequired(fit: Fit, best: Decisions, preset: Decisions): Whole {
  const path = 'parts.required';
  const telling: SeenAnswer[] = [];
  const contradictions: Contradiction[] = [];
  const unseen: string[] = [];
  let required = [...best.parts.required];
  for (const candidate of candidatesAt(path, best, fit.suggested)) {
    const part = candidate.part;
    if (part === undefined) continue;
    const judgement = judge(fit, best, [candidate], path);
    const word = (isRequired: boolean): string => (isRequired ? 'required' : 'not required');
    const isRequired = best.parts.required.includes(part);
    if (judgement.against.length > 0) {
      const against = judgement.against.map(({ answer }) => answer);
      const says = [
        { value: word(isRequired), answers: judgement.telling },
        { value: word(!isRequired), answers: against },
      ].filter(({ answers }) => answers.length > 0);
      contradictions.push({ path, about: part, says });
      required = required.filter((name) => name !== part);
      if (preset.parts.required.includes(part)) required.push(part);
    } else if (judgement.telling.length > 0) telling.push(...judgement.telling);
    else unseen.push(part);
  }
  const value = inOrder(required, preset.parts.required);
  const note = unseen.length > 0 ? `not observed of ${formatList(unseen)}` : '';
  const answers = [...new Set(telling)];
  const found = answers.length > 0 ? [{ path, value, answers, ...(note === '' ? {} : { note }) } as const] : [];
  return { value, findings: { found, contradictions, undecided: new Map() } };
}

/** The parts of a list that another one has too, in the order of that one, then the others. */
function inOrder<Name>(names: readonly Name[], preferred: readonly Name[]): readonly Name[] {
  return [...preferred.filter((name) => names.includes(name)), ...names.filter((name) => !preferred.includes(name))];
}

function judgeOrder(fit: Fit, decisions: Decisions, preset: Decisions): Whole {
  const path = 'order';
  const known = precedencesIn(fit.answers, fit.contract, decisions, fit.recogniser);
  const none: Findings = { found: [], contradictions: [], undecided: new Map() };
  if (known.length === 0) return { value: preset.order, findings: none };
  const value = orderOf(known, preset.order);
  const words = ({ first, later }: (typeof known)[number]): string => `${first} before ${later}`;
  if (value === undefined) {
    const says = groupAnswers(circleOf(known).map((shown) => ({ value: words(shown), answer: shown.answer })));
    return { value: preset.order, findings: { ...none, contradictions: [{ path, says }] } };
  }
  const open = value.slice(1).flatMap((rule, at) => {
    const before = value[at] ?? rule;
    const isShown = known.some(({ first, later }) => first === before && later === rule);
    return isShown ? [] : [`${before} and ${rule}`];
  });
  const note = open.length > 0 ? `not observed between ${open.join('; ')}, where the document's order is kept` : '';
  const answers = known.map(({ answer }) => answer);
  return { value, findings: { ...none, found: [{ path, value, answers, ...(note === '' ? {} : { note }) }] } };
}
