import { formatList } from '../../wire/format-list.js';
import { failed, formatValue, notApplicable, passed } from '../check.js';
import { type ClientCheck, type ExpectedCall, requirementSource } from './context.js';
import { judgeRequests, textNamed } from './judge-requests.js';

const keyTexts = requirementSource('key-text', 'tenant-code-text', 'ref-number-text');

/** A text that arrived, and the one that the case requires. */
interface ComparedText {
  readonly name: string;
  readonly wanted: string;
  readonly received: string;
}

/** How a text changed on its way. */
type Change = 'none' | 'line-breaks' | 'blanks' | 'encoding' | 'other';

/** Checks on the texts that a client sends. Each change of a text is a finding of one check. */
export const textChecks: readonly ClientCheck[] = [
  {
    id: 'wire-texts',
    title: 'the text parts arrive unchanged',
    source: keyTexts,
    judge: judgeTexts('other', (texts) => {
      const changed = texts.filter((text) => changeOf(text) === 'line-breaks').map(({ name }) => name);
      // HTML forms write every line break as CRLF, and the standard library of some languages does the same.
      const note = `the client sent the line breaks of ${formatList(changed)} as CRLF, as HTML forms do`;
      return changed.length === 0 ? passed : { outcome: 'passed', note };
    }),
  },
  {
    id: 'wire-blanks',
    title: 'the client trims no text: blanks at the beginning and the end arrive',
    source: { ambiguity: 'trimmed-values' },
    judge: judgeTexts('blanks', (texts) =>
      texts.some(({ wanted }) => wanted !== wanted.trim()) ? passed : notApplicable,
    ),
  },
  {
    id: 'wire-utf-8',
    title: 'the client sends texts in UTF-8',
    source: { ambiguity: 'text-charset' },
    judge: judgeTexts('encoding', (texts) =>
      texts.some(({ wanted }) => /\P{ASCII}/u.test(wanted)) ? passed : notApplicable,
    ),
  },
];

/** Fails for a text that changed in this way. `otherwise` judges the texts of a request without one. */
function judgeTexts(
  change: Change,
  otherwise: (texts: readonly ComparedText[]) => ReturnType<ClientCheck['judge']>,
): ClientCheck['judge'] {
  return judgeRequests((request, call) => {
    const texts = textsOf(call).flatMap(({ name, value }): ComparedText[] => {
      const received = textNamed(request, name)?.value;
      return received === undefined ? [] : [{ name, wanted: value, received }];
    });
    const wrong = texts
      .filter((text) => changeOf(text) === change)
      .map(({ name, wanted, received }) => `${name} is ${difference(received, wanted)}`);
    return wrong.length === 0 ? otherwise(texts) : failed('the values of the case', formatList(wrong));
  });
}

function textsOf({ parts }: ExpectedCall) {
  return parts.filter((part) => part.type === 'text');
}

function changeOf({ wanted, received }: ComparedText): Change {
  if (received === wanted) return 'none';
  if (received === wanted.replaceAll(/\r\n|\r|\n/g, '\r\n')) return 'line-breaks';
  if (received.trim() === wanted.trim() && /^\s*$/.test(wanted.replace(wanted.trim(), ''))) return 'blanks';
  return isOtherEncoding(wanted, received) ? 'encoding' : 'other';
}

/** Whether a text shows that its bytes were written, or read, in another encoding than UTF-8. */
function isOtherEncoding(wanted: string, received: string): boolean {
  if (!/\P{ASCII}/u.test(wanted)) return false;
  const ascii = (text: string): string => text.replaceAll(/[^\x20-\x7e]+|\?+|&#\d+;|\\u[\da-f]{4}|%[\da-f]{2}/gi, '');
  return ascii(received) === ascii(wanted);
}

/** Shows two texts. Of long ones, the place where they differ. */
function difference(received: string, wanted: string): string {
  const short = 100;
  if (received.length <= short && wanted.length <= short) return `${formatValue(received)}, not ${formatValue(wanted)}`;
  const at = [...received].findIndex((character, index) => character !== [...wanted][index]);
  const from = Math.max(0, (at < 0 ? Math.min(received.length, wanted.length) : at) - 20);
  const near = (text: string): string => formatValue(text.slice(from, from + short));
  return `of ${received.length} characters, not ${wanted.length}; from character ${from} on ${near(received)}, not ${near(wanted)}`;
}
