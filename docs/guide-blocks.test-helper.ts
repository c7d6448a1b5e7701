/** One fenced block of a guide. */
export interface GuideBlock {
  /** The line of the guide on which it begins. */
  readonly line: number;
  /** Its info string: `sh`, `ts`, `text` ...; empty if there is none. */
  readonly language: string;
  readonly text: string;
  /** The file that the reader saves it as: the sentence before it ends with "Save this as `name`:", in either language. */
  readonly savedAs: string | undefined;
  /** Whether the reader ends the recorder first: the sentence before it says "End the recorder with Ctrl-C". */
  readonly endsRecorder: boolean;
  /** The output that the guide shows for these commands: the next `text` block, with or without a sentence between. */
  readonly result: string | undefined;
}

const fence = /^```(?<language>[^\n]*)\n(?<text>.*?)^```$/gms;

const savedAs = /(?:Save this as|Simpan sebagai)\s+`([^`]+)`:$/;

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
      endsRecorder: /End the recorder with Ctrl-C/.test(before),
      result:
        language === 'sh' && next?.language === 'text' && !savedAs.test(between?.trimEnd() ?? '')
          ? next.text
          : undefined,
    };
  });
}

/** One command of a block, and its expected exit code. */
export interface GuideCommand {
  readonly command: string;
  /** 0, or the code in the comment behind it: `# exit code 3`. */
  readonly exitCode: number;
}

/** Returns the commands of a block, one per line. A backslash continues a line. Skips comments and empty lines. */
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

/** Text that differs between two runs: dates, times and durations. */
const varying: readonly (readonly [RegExp, string])[] = [
  [/\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT/g, '<date>'],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, '<time>'],
  [/\b\d+(\.\d+)? ?(ms|s)\b/g, '<duration>'],
];

function plain(line: string): string {
  return varying.reduce((text, [pattern, word]) => text.replaceAll(pattern, word), line.trimEnd());
}

/**
 * Finds a line that the guide shows and a command has not printed. Dates, times and durations may differ. `...` matches the
 * rest of a line, or any number of lines if it is alone on its line.
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
