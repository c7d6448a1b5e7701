import { escapeInvisible } from '../reports/visible-text.js';

/** Characters of a value that a sentence repeats. */
const mostShown = 100;

/** Quotes two values. Of long ones it shows the part where they begin to differ. */
export function quoteBoth(old: string, now: string): readonly [string, string] {
  const [before, after] = [[...old], [...now]];
  const differsAt = before.findIndex((character, at) => character !== after[at]);
  const start = Math.max(0, (differsAt < 0 ? Math.min(before.length, after.length) : differsAt) - 30);
  const isLong = before.length > mostShown || after.length > mostShown;
  const excerpt = (characters: readonly string[]): string => {
    if (!isLong || characters.length === 0) return characters.join('');
    const end = start + mostShown;
    const shown = characters.slice(start, end).join('');
    return `${start > 0 ? '…' : ''}${shown}${end < characters.length ? '…' : ''}`;
  };
  return [quote(excerpt(before)), quote(excerpt(after))];
}

function quote(text: string): string {
  return `"${escapeInvisible(text).replaceAll('\n', '\\n')}"`;
}
