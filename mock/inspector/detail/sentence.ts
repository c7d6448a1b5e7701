import { findingPhrase } from '../../journal/finding-in-words.js';
import type { JournalEntry, Violation } from '../../schemas/journal-types.js';
import { sentenceWordings as words } from '../../texts/inspector-wordings.js';
import { partWordings } from '../../texts/part-wordings.js';
import { defaultLanguage, type Language, type Wording } from '../../texts/wording.js';
import { isForced, rejectedBy } from '../requests/outcome.js';

/** A piece of a sentence. What matters is strong. */
export interface SentencePiece {
  readonly text: string;
  readonly strong?: true;
}

/** Returns why a request was answered as it was, in sentences of the entry's language. */
export function explainingSentence(entry: JournalEntry): readonly SentencePiece[] {
  const { answer, state, parts, lang = defaultLanguage } = entry;
  const plain = (wording: Wording): SentencePiece => ({ text: wording[lang] });
  if (!answer) return [plain(state === 'open' ? words.arriving : words.left)];
  const [first] = rejectedBy(entry);
  const isByRules = !isForced(entry) && answer.kind !== undefined;
  const reason = isByRules && first ? phraseOf(first) : answer.reason;
  const likely = isByRules ? first?.likelyPartIndex : undefined;
  const sent = likely === undefined ? undefined : parts[likely]?.name;
  return [
    ...(answer.status === 0 && answer.kind === undefined
      ? [plain(words.notAnswered), strong(reason), stop]
      : [
          plain(state === 'open' ? words.willBeAnswered : words.answered),
          strong(answer.scenario ?? words.withStatus({ status: answer.status })[lang]),
          plain(words.because),
          strong(reason),
          stop,
        ]),
    ...(sent === undefined ? [] : [plain(words.youSent), strong(sent), stop]),
    ...(isForced(entry) && first
      ? [plain(words.byTheRules), strong(first.outcome), plain(words.becauseOf({ why: phraseOf(first) }))]
      : []),
    ...(answer.fault ? [plain(words.thenFault), strong(answer.fault.type), plain(words.acted)] : []),
    ...(state === 'aborted' ? [plain(words.cutOff)] : []),
  ];
}

/** Returns what a finding leads to, and where the document says so. */
export function consequenceOf({ outcome, section }: Violation, lang: Language = defaultLanguage): string {
  return (outcome === 'accepted' ? words.accepted({ section }) : words.makesIt({ outcome, section }))[lang];
}

/** Returns a violation as the end of a sentence. */
function phraseOf({ part, text }: Violation): string {
  const isMissing = Object.values(partWordings.missing).includes(text);
  return findingPhrase({ ...(part === undefined ? {} : { part }), text: isMissing ? text.replace(/;.*/, '') : text });
}

const stop: SentencePiece = { text: '.' };
const strong = (text: string): SentencePiece => ({ text, strong: true });
