import { type Contract, type FailureKind, type ResponseKind, ruleNames } from '../../spec/index.js';
import { answerUnder } from '../expectation/answer-under.js';
import { messageOf } from '../wire/answer.js';
import { hasOtherMethod, type SeenAnswer } from './seen-answer.js';

/** The kinds whose body is a status and a message, so that nothing but the text tells them apart. */
const shortKinds: readonly FailureKind[] = [
  'insufficient-balance',
  'parameter-invalid',
  'invalid-credentials',
  'image-too-large',
  'face-compare-error',
];

/** How many different cases have to agree before an unknown text counts as the text of a kind. */
const agreeing = 2;

/** The kinds of each text of a short failure: none, one, or several that a server words alike. */
export type KindsOfText = ReadonlyMap<string, readonly ResponseKind[]>;

/**
 * Finds out of which kind each text is. A text that the contract has is of its kind. Any other is of the kind that most
 * cases demand which it answers. A single answer says nothing: at least two cases have to agree.
 */
export function findKindsOfTexts(answers: readonly SeenAnswer[], contract: Contract): KindsOfText {
  const short = answers.flatMap((answer) =>
    answer.form.type === 'message' && !hasOtherMethod(answer) ? [{ answer, text: answer.form.text }] : [],
  );
  const texts = [...new Set(short.map(({ text }) => text))];
  const known = new Map(shortKinds.map((kind) => [kind, messageOf(contract, kind)]));
  const unknown = texts.filter((text) => ![...known.values()].includes(text));
  const support = countSupport(
    short.filter(({ answer }) => answer.notKnown !== 'outcome'),
    contract,
  );
  const found = new Map<string, ResponseKind[]>(texts.map((text) => [text, []]));
  for (const kind of shortKinds) {
    const text = known.get(kind) ?? '';
    const usual = texts.includes(text)
      ? text
      : // A text that the contract has for another kind may be that kind's. One that it has for none is not.
        (usualText(unknown, (candidate) => support(candidate, kind)) ??
        usualText(texts, (candidate) => support(candidate, kind)));
    if (usual !== undefined) found.get(usual)?.push(kind);
  }
  for (const text of texts) {
    if (found.get(text)?.length !== 0) continue;
    const kind = usualKind((candidate) => support(text, candidate));
    if (kind !== undefined) found.set(text, [kind]);
  }
  return found;
}

/** How many cases speak for a text being of a kind. */
interface Support {
  /** Cases that demand the kind, whatever the order of the rules. */
  readonly demanding: number;
  /** With those that break two rules, of which one leads to the kind. */
  readonly possible: number;
}

function countSupport(
  short: readonly { readonly answer: SeenAnswer; readonly text: string }[],
  contract: Contract,
): (text: string, kind: ResponseKind) => Support {
  const cases = new Map<string, { readonly demanding: Set<string>; readonly possible: Set<string> }>();
  const at = (text: string, kind: ResponseKind) => {
    const key = `${kind} ${text}`;
    const entry = cases.get(key) ?? { demanding: new Set(), possible: new Set() };
    cases.set(key, entry);
    return entry;
  };
  for (const { answer, text } of short) {
    const { id, breaks } = answer.case;
    for (const kind of possibleKinds(answer, contract)) {
      at(text, kind).possible.add(id);
      if (breaks === undefined) at(text, kind).demanding.add(id);
    }
  }
  return (text, kind) => {
    const { demanding, possible } = at(text, kind);
    return { demanding: demanding.size, possible: possible.size };
  };
}

/** The demanded kind, or both kinds of a request that breaks two rules. */
function possibleKinds({ facts, case: { breaks } }: SeenAnswer, contract: Contract): ReadonlySet<ResponseKind> {
  const { decisions } = contract;
  if (breaks === undefined) return new Set([answerUnder(facts, contract, decisions).kind]);
  return new Set(
    breaks.map((rule) => {
      const order = [rule, ...ruleNames.filter((name) => name !== rule)];
      return answerUnder(facts, contract, { ...decisions, order }).kind;
    }),
  );
}

/** The text that answers most cases of a kind. Undefined where too few agree, or two texts are as frequent. */
function usualText(texts: readonly string[], supportOf: (text: string) => Support): string | undefined {
  const ranked = texts
    .map((text) => ({ text, ...supportOf(text) }))
    .filter(({ demanding, possible }) => demanding > 0 && possible >= agreeing)
    .sort((one, other) => other.demanding - one.demanding || other.possible - one.possible);
  const [first, second] = ranked;
  const isTied = second && first?.demanding === second.demanding && first.possible === second.possible;
  return isTied ? undefined : first?.text;
}

/** The kind that most cases of a text demand. Undefined where too few agree, or two kinds are as frequent. */
function usualKind(supportOf: (kind: ResponseKind) => Support): ResponseKind | undefined {
  const ranked = shortKinds
    .map((kind) => ({ kind, count: supportOf(kind).demanding }))
    .filter(({ count }) => count >= agreeing)
    .sort((one, other) => other.count - one.count);
  const [first, second] = ranked;
  return first?.count === second?.count ? undefined : first?.kind;
}
