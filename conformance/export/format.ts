import type { Exchange, Topic } from './exchange.js';
import type { Obstacle } from './obstacles.js';

/** What an export holds, before it takes a tool's form. */
export interface Collection {
  readonly name: string;
  /** The profile under which the answers are expected. */
  readonly profile: string;
  /** The path of the operation behind the base URL. */
  readonly path: string;
  readonly exchanges: readonly Exchange[];
}

/** A file of an export that a format writes. */
export interface WrittenFile {
  readonly path: string;
  readonly text: string;
  readonly isExecutable?: true;
}

/** A tool's form of a collection. */
export interface ExportFormat {
  /** The name of the tool. */
  readonly tool: string;
  /** What the format cannot express, beyond what no tool can. */
  readonly cannot: readonly Obstacle[];
  /** Command lines that run the export in its folder. */
  readonly commands: readonly string[];
  /** What a user of the tool needs to know, in Markdown. */
  readonly notes: readonly string[];
  readonly write: (collection: Collection) => readonly WrittenFile[];
}

/** The topics of a collection with their exchanges, in the order of their first ones. */
export function byTopic({ exchanges }: Collection): readonly (Topic & { readonly exchanges: readonly Exchange[] })[] {
  const slugs = [...new Set(exchanges.map(({ topic }) => topic.slug))];
  return slugs.flatMap((slug) => {
    const own = exchanges.filter(({ topic }) => topic.slug === slug);
    return own[0] ? [{ ...own[0].topic, exchanges: own }] : [];
  });
}

/** The purpose of an exchange as a Markdown list, with the profile of its tests. */
export function purposeInMarkdown({ id, title, purpose }: Exchange, { profile }: Collection): string {
  return [
    `Case \`${id}\`: ${title}. Expected under the profile \`${profile}\`.`,
    '',
    ...purpose.map((line) => `- ${line}`),
  ]
    .join('\n')
    .trimEnd();
}
