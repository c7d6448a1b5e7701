import { findingPhrase } from '../../journal/finding-in-words.js';
import type { JournalEntry, Violation } from '../../schemas/journal-types.js';
import { isForced, rejectedBy } from '../requests/outcome.js';

/** A piece of a sentence. What matters is strong. */
export interface SentencePiece {
  readonly text: string;
  readonly strong?: true;
}

/** Returns why a request was answered as it was, in sentences. */
export function explainingSentence(entry: JournalEntry): readonly SentencePiece[] {
  const { answer, state, parts } = entry;
  if (!answer)
    return [plain(state === 'open' ? 'The request is still arriving.' : 'The client left before it had sent all.')];
  const [first] = rejectedBy(entry);
  const isByRules = !isForced(entry) && answer.kind !== undefined;
  const reason = isByRules && first ? phraseOf(first) : answer.reason;
  const likely = isByRules ? first?.likelyPartIndex : undefined;
  const sent = likely === undefined ? undefined : parts[likely]?.name;
  const verb = state === 'open' ? 'Will be answered' : 'Answered';
  return [
    ...(answer.status === 0 && answer.kind === undefined
      ? [plain('Not answered: '), strong(reason), plain('.')]
      : [
          plain(`${verb} `),
          strong(answer.scenario ?? `with status ${answer.status}`),
          plain(' because '),
          strong(reason),
          plain('.'),
        ]),
    ...(sent === undefined ? [] : [plain(' You sent '), strong(sent), plain('.')]),
    ...(isForced(entry) && first
      ? [plain(' By the rules: '), strong(first.outcome), plain(`, because ${phraseOf(first)}.`)]
      : []),
    ...(answer.fault ? [plain(' Then the fault '), strong(answer.fault.type), plain(' acted on the answer.')] : []),
    ...(state === 'aborted' ? [plain(' The connection ended before the whole answer was sent.')] : []),
  ];
}

/** Returns a violation as the end of a sentence. */
function phraseOf({ part, text }: Violation): string {
  return findingPhrase({ ...(part === undefined ? {} : { part }), text: text.replace(/; it is required$/, '') });
}

const plain = (text: string): SentencePiece => ({ text });
const strong = (text: string): SentencePiece => ({ text, strong: true });
