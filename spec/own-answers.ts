/** The requests that a framework or a proxy may answer by itself, with an answer of none of the seven kinds. */
export const ownAnswerNames = [
  'wrongMethod',
  'wrongContentType',
  'malformedForm',
  'tooManyBytes',
  'unreadablePicture',
] as const;

/** The name of a decision in `ownAnswers`. */
export type OwnAnswerName = (typeof ownAnswerNames)[number];

/** An answer as a profile has it: status, headers by the names that are sent, and the body as it stands. */
export interface OwnAnswerParts {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The form of an own answer in a profile: as HTTP writes it, with line feeds between the lines of its head; or nothing. */
export const ownAnswerPattern =
  "^(HTTP/1\\.1 [2-5]\\d\\d(?<! 20[45])(?<! 304)(\\n[!#$%&'*+.^_`|~0-9A-Za-z-]+: [\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?)*\\n\\n[\\s\\S]*)?$";

/** Reads the text of an own answer. Undefined for an empty text, which means that the answer is of a kind. */
export function parseOwnAnswer(text: string): OwnAnswerParts | undefined {
  if (text === '') return undefined;
  const end = text.indexOf('\n\n');
  const [first = '', ...lines] = text.slice(0, end).split('\n');
  return {
    status: Number(first.slice('HTTP/1.1 '.length)),
    headers: Object.fromEntries(
      lines.map((line) => {
        const colon = line.indexOf(': ');
        return [line.slice(0, colon), line.slice(colon + 2)];
      }),
    ),
    body: text.slice(end + 2),
  };
}

/** Writes an own answer as the text that a profile has. */
export function formatOwnAnswer({ status, headers, body }: OwnAnswerParts): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\n`);
  return `HTTP/1.1 ${status}\n${lines.join('')}\n${body}`;
}

/** The name of the scenario of an own answer: `own-wrong-method`. */
export function ownScenarioName(name: OwnAnswerName): string {
  return `own-${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
