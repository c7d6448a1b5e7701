/** One fenced block of a guide. */
export interface GuideBlock {
  /** The line of the guide on which it begins. */
  readonly line: number;
  /** Its info string: `sh`, `ts`, `text` ...; empty where there is none. */
  readonly language: string;
  readonly text: string;
  /** The file that the reader saves it as: the sentence before it ends with "Save this as `name`:". */
  readonly savedAs: string | undefined;
  /** What the guide shows as the result of these commands: the `text` block that follows, with or without a sentence between. */
  readonly result: string | undefined;
}

const fence = /^```(?<language>[^\n]*)\n(?<text>.*?)^```$/gms;

const savedAs = /Save this as\s+`([^`]+)`:$/;

/** Reads all fenced blocks of a guide, in order. */
export function readBlocks(guide: string): readonly GuideBlock[] {
  const found = [...guide.matchAll(fence)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    language: match.groups?.['language'] ?? '',
    text: match.groups?.['text'] ?? '',
  }));
  return found.map(({ start, end, language, text }, place) => {
    const before = guide.slice(found[place - 1]?.end ?? 0, start).trimEnd();
    const next = found[place + 1];
    const between = next && guide.slice(end, next.start);
    return {
      line: guide.slice(0, start).split('\n').length,
      language,
      text,
      savedAs: savedAs.exec(before)?.[1],
      result:
        language === 'sh' && next?.language === 'text' && !savedAs.test(between?.trimEnd() ?? '')
          ? next.text
          : undefined,
    };
  });
}

/** One command of a block, and how it ends. */
export interface GuideCommand {
  readonly command: string;
  /** 0, or what the comment behind it says: `# exit code 3`. */
  readonly exitCode: number;
}

/** The commands of a block: a line each, longer where a line ends with a backslash. Comments and empty lines are none. */
export function readCommands(text: string): readonly GuideCommand[] {
  return text
    .replaceAll(/\\\n/g, '')
    .split('\n')
    .filter((line) => /^\s*[^#\s]/.test(line))
    .map((line) => {
      const exitCode = /\s# exit code (\d+)$/.exec(line)?.[1];
      return { command: line, exitCode: Number(exitCode ?? 0) };
    });
}

/** What differs between two runs: times, durations, and the folder's own path. */
const varying: readonly (readonly [RegExp, string])[] = [
  [/\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT/g, '<date>'],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, '<time>'],
  [/\b\d+(\.\d+)? ?(ms|s)\b/g, '<duration>'],
];

function plain(line: string): string {
  return varying.reduce((text, [pattern, word]) => text.replaceAll(pattern, word), line.trimEnd());
}

/**
 * Finds what of a guide's result a command has not printed. The result stands as it is printed, but for dates and durations;
 * `...` stands for the rest of a line, or alone on its line for any number of lines.
 *
 * @returns the first line that is missing, or undefined
 */
export function missingLine(result: string, printed: string): string | undefined {
  const lines = printed.split(/\r?\n/).map(plain);
  let place = 0;
  let anywhere = true;
  for (const expected of result.trimEnd().split('\n').map(plain)) {
    if (expected.trim() === '...') {
      anywhere = true;
      continue;
    }
    const pattern = new RegExp(`^${expected.split('...').map(escaped).join('.*')}$`);
    const found = lines.findIndex((line, index) => index >= place && pattern.test(line));
    if (found < 0 || (!anywhere && found > place)) return expected;
    place = found + 1;
    anywhere = false;
  }
  return undefined;
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
