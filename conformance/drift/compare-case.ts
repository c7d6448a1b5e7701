import type { CaseFacts, Fact } from './facts.js';

import { type Change, contentEncodingRule, contentTypeRule, type DriftAspect, type Rule, ruleFor } from './rules.js';
import { quoteBoth } from './words.js';

/** One difference of one case from its baseline. */
export interface CaseDifference extends Rule {
  readonly aspect: DriftAspect;
  readonly place: string;
  /** The earlier and the present value, in words. */
  readonly old: string;
  readonly now: string;
  readonly caseId: string;
  /** The kind of the answer, where it is the same. */
  readonly kind?: string;
}

/** How cases are compared. */
export interface Comparing {
  /** Keys of facts that are compared by their form. */
  readonly varying: ReadonlySet<string>;
  /** Whether the runs judge alike, so that the same answer has the same kind. */
  readonly isSameJudge: boolean;
}

/** Compares a case with the same case in the runs of the baseline. */
export function compareCase(
  caseId: string,
  baseline: readonly CaseFacts[],
  now: CaseFacts,
  { varying, isSameJudge }: Comparing,
): readonly CaseDifference[] {
  const alike = baseline.filter(({ kind }) => kind === now.kind || kind === undefined || now.kind === undefined);
  const [first] = baseline;
  if (alike.length === 0) {
    if (!first) return [];
    if (!isSameJudge) {
      const parts = [...factDifferences(baseline, now, varying), ...[statusDifference(baseline, now) ?? []].flat()];
      if (parts.every((part) => part.class === 'noise')) return parts.map((part) => ({ ...part, caseId }));
    }
    // An answer of no kind is one of which a part differs, and that part explains it.
    const isOfNoKind = [first.kind, now.kind].includes('outside') && ![first.kind, now.kind].includes('no answer');
    const parts = isOfNoKind ? factDifferences(baseline, now, varying) : [];
    return [otherKind(caseId, first, now), ...parts.map((difference) => ({ ...difference, caseId }))];
  }
  const kind = now.kind === undefined ? {} : { kind: now.kind };
  const status = statusDifference(alike, now);
  return [
    ...(status ? [{ ...status, caseId, ...kind }] : []),
    ...factDifferences(alike, now, varying).map((difference) => ({ ...difference, caseId, ...kind })),
  ];
}

/** Another kind has another status and body, so these are part of this difference. */
function otherKind(caseId: string, old: CaseFacts, now: CaseFacts): CaseDifference {
  const isClient = old.status === undefined && now.status === undefined && old.kind !== 'no answer';
  const rule: Rule =
    old.kind === 'no answer'
      ? { class: 'additive', why: 'nothing relies on an answer that did not come' }
      : now.kind === 'no answer'
        ? { class: 'breaking', why: 'a client waits for it' }
        : isClient
          ? { class: 'breaking', why: 'the client understands the same answer in another way' }
          : { class: 'breaking', why: 'a client acts on the kind' };
  return {
    aspect: isClient ? 'report' : 'answer',
    place: '',
    old: answerInWords(old),
    now: answerInWords(now),
    ...rule,
    caseId,
  };
}

type Found = Omit<CaseDifference, 'caseId' | 'kind'>;

function statusDifference(alike: readonly CaseFacts[], { status }: CaseFacts): Found | undefined {
  const known = [...new Set(alike.flatMap((run) => run.status ?? []))];
  if (status === undefined || known.length === 0 || known.includes(status)) return undefined;
  const old = known.join(' or ');
  return {
    aspect: 'answer',
    place: 'status',
    old,
    now: String(status),
    class: 'breaking',
    why: `a client that expects ${old} breaks`,
  };
}

function factDifferences(alike: readonly CaseFacts[], now: CaseFacts, varying: ReadonlySet<string>): readonly Found[] {
  const keys = new Set([...alike.flatMap(({ facts }) => [...facts.keys()]), ...now.facts.keys()]);
  const found = [...keys].flatMap((key) => {
    const earlier = alike.flatMap(({ facts }) => facts.get(key) ?? []);
    const present = now.facts.get(key);
    return factDifference(earlier, present, alike.length, varying.has(key)) ?? [];
  });
  // What is below a key that is gone, new, or of another type, differs for that reason.
  const moved = found
    .filter(({ aspect }) => aspect === 'type' || aspect === 'body')
    .map(({ place, aspect }) => ({ place, aspect }));
  return found.filter(
    ({ aspect, place }) =>
      !['type', 'order', 'text'].includes(aspect) ||
      !moved.some(
        (other) =>
          (other.aspect === 'body' && aspect !== 'body') ||
          (other.place === place ? aspect !== 'type' : place.startsWith(`${other.place}.`)),
      ),
  );
}

function factDifference(
  earlier: readonly Fact[],
  now: Fact | undefined,
  runs: number,
  varies: boolean,
): Found | undefined {
  const [first] = earlier;
  const { aspect, place } = (now ?? first) as Fact;
  const difference = (change: Change, old: string, present: string, rule = ruleFor(aspect, change)): Found => ({
    aspect,
    place,
    old,
    now: present,
    ...rule,
  });
  if (!now) {
    if (!first || earlier.length < runs)
      return difference('flickers', `present in ${earlier.length} of ${runs} runs`, 'absent');
    return difference('gone', shown(first), 'absent');
  }
  const isEncoding = aspect === 'header' && place === 'content-encoding';
  if (!first) return difference('new', 'absent', shown(now), isEncoding ? contentEncodingRule : ruleFor(aspect, 'new'));
  if (earlier.some(({ value }) => isSame(aspect, value, now.value))) return undefined;
  const hasSameShape = earlier.some(({ shape }) => shape === now.shape);
  if (varies && hasSameShape) return undefined;
  const values = [...new Set(earlier.map(({ value }) => value))];
  if (values.length > 1 && hasSameShape && !first.isForm)
    return difference('varies', `one of ${values.length} values`, quoteBoth(first.value, now.value)[1]);
  if (varies) return difference('changed', first.shape, now.shape);
  if (aspect === 'order') return difference('changed', keysOf(first.value).join(', '), keysOf(now.value).join(', '));
  const [old, present] = first.isForm || now.isForm ? [shown(first), shown(now)] : quoteBoth(first.value, now.value);
  const rule =
    aspect === 'header' && place === 'content-type'
      ? contentTypeRule(first.value, now.value)
      : ruleFor(aspect, 'changed');
  return difference('changed', values.length > 1 ? `${old} or another known value` : old, present, rule);
}

function shown({ value, isForm }: Fact): string {
  return isForm ? value : quoteBoth(value, '')[0];
}

/** Keys that only one of two objects has do not change the order of the others. */
function isSame(aspect: Fact['aspect'], old: string, now: string): boolean {
  if (old === now) return true;
  if (aspect !== 'order') return false;
  const [before, after] = [keysOf(old), keysOf(now)];
  const common = (keys: readonly string[], others: readonly string[]): string =>
    JSON.stringify(keys.filter((key) => others.includes(key)));
  return common(before, after) === common(after, before);
}

function keysOf(order: string): readonly string[] {
  return JSON.parse(order) as readonly string[];
}

function answerInWords({ kind, status }: CaseFacts): string {
  const word = kind === 'no answer' ? 'not at all' : kind === 'outside' ? 'with none of the seven kinds' : `${kind}`;
  return status === undefined ? word : `${word} ${kind === 'outside' ? 'and' : 'with'} ${status}`;
}
