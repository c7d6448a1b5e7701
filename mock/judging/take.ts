import type { Contract } from '../../spec/index.js';
import type { ReceivedBody, ReceivedFile, ReceivedPart } from '../multipart/index.js';

/** The received parts as the contract takes them: under the names that they count for, and of a repeated one the one that counts. */
export interface TakenParts {
  /** Every part, in wire order. */
  readonly all: readonly ReceivedPart[];
  /** The text part that counts under a name: its value, or undefined where none came. */
  readonly text: (name: string) => string | undefined;
  /** The file part that counts under a name. */
  readonly file: (name: string) => ReceivedFile | undefined;
}

/** Takes a body's parts as the contract's decisions on names, blanks and repeated parts say. */
export function takeParts({ parts, rules }: Contract, body: ReceivedBody): TakenParts {
  const listed = new Map(parts.map(({ name }) => [name.toLowerCase(), name]));
  const all = body.parts.map((part): ReceivedPart => {
    const name = rules.partNameCase === 'ignored' ? (listed.get(part.name.toLowerCase()) ?? part.name) : part.name;
    return part.type === 'text' && rules.trimmedValues
      ? { ...part, name, value: part.value.trim() }
      : { ...part, name };
  });
  const which = rules.repeatedPart === 'last' ? -1 : 0;
  const counting = <Type extends ReceivedPart['type']>(type: Type, name: string) =>
    all
      .filter((part): part is Extract<ReceivedPart, { type: Type }> => part.type === type && part.name === name)
      .at(which);
  return {
    all,
    text: (name) => counting('text', name)?.value,
    file: (name) => counting('file', name),
  };
}
