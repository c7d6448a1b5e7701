import { type Decisions, responseKinds } from '../../spec/index.js';
import { formatList } from '../wire/format-list.js';
import type { Contradiction, Finding, Findings } from './findings.js';
import type { KnownAnswer } from './forms.js';
import type { SeenAnswer } from './seen-answer.js';

/** How many numbers in a row have to be larger before a server counts as one whose numbers increase. */
const convincing = 3;

/** Judges which kinds carry `X-Trx-No`, and whether its numbers increase. */
export function judgeTrxNo(known: readonly KnownAnswer[], preset: Decisions): Findings {
  const kinds = judgeKinds(known, preset);
  const sequence = judgeSequence(known.map(({ answer }) => answer));
  return {
    found: [...kinds.found, ...(sequence ? [sequence] : [])],
    contradictions: kinds.contradictions,
    undecided: new Map(),
  };
}

function judgeKinds(known: readonly KnownAnswer[], { trxNo }: Decisions): Pick<Findings, 'found' | 'contradictions'> {
  const path = 'trxNo.kinds';
  const contradictions: Contradiction[] = [];
  const unseen: string[] = [];
  const seen: SeenAnswer[] = [];
  const value = responseKinds.filter((kind) => {
    const answers = known.flatMap((one) => (one.kind === kind ? [one.answer] : []));
    const [having, lacking] = [answers.filter(hasTrxNo), answers.filter((answer) => !hasTrxNo(answer))];
    const isPreset = trxNo.kinds.includes(kind);
    if (answers.length === 0) unseen.push(kind);
    else if (having.length > 0 && lacking.length > 0) {
      const says = [
        { value: 'with X-Trx-No', answers: having },
        { value: 'without X-Trx-No', answers: lacking },
      ];
      contradictions.push({ path, about: kind, says });
    } else {
      seen.push(...answers);
      return having.length > 0;
    }
    return isPreset;
  });
  const note = unseen.length > 0 ? { note: `not observed of ${formatList(unseen)}` } : {};
  return { found: seen.length > 0 ? [{ path, value, answers: seen, ...note }] : [], contradictions };
}

function hasTrxNo({ trxNo }: SeenAnswer): boolean {
  return trxNo !== undefined;
}

/** Compares each number with the one before it in the same run. Equal ones, of a repeated answer, say nothing. */
function judgeSequence(answers: readonly SeenAnswer[]): Finding | undefined {
  const numbered = answers
    .filter(({ trxNo }) => /^\d+$/.test(trxNo ?? ''))
    .toSorted((one, other) => one.sentAt.getTime() - other.sentAt.getTime());
  const larger: SeenAnswer[] = [];
  const smaller: SeenAnswer[] = [];
  for (const run of new Set(numbered.map((answer) => answer.run))) {
    const own = numbered.filter((answer) => answer.run === run);
    own.slice(1).forEach((answer, at) => {
      const [now, before] = [BigInt(answer.trxNo ?? 0), BigInt(own[at]?.trxNo ?? 0)];
      if (now !== before) (now > before ? larger : smaller).push(answer);
    });
  }
  const path = 'trxNo.increasing';
  if (smaller.length > 0) return { path, value: false, answers: smaller };
  return larger.length >= convincing ? { path, value: true, answers: larger } : undefined;
}
