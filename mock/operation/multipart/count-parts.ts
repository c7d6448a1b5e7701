import type { Contract } from '../../../spec/index.js';

import type { ReceivedBody, ReceivedPart } from '../../journal/received.js';

/** A part under the name that it counts for. */
export type ContractPart = ReceivedPart & {
  /** Its place among the parts of the body, from 0. */
  readonly place: number;
};

/** A part of one type. */
export type ContractPartOf<Type extends ReceivedPart['type']> = Extract<ContractPart, { readonly type: Type }>;

/** The received parts as the contract counts them: under the names that they count for, and of a repeated one the one that counts. */
export interface ContractParts {
  /** Every part, in wire order. */
  readonly all: readonly ContractPart[];
  /** The text part that counts under a name. */
  readonly textPart: (name: string) => ContractPartOf<'text'> | undefined;
  /** The value of the text part that counts under a name, or undefined where none came. */
  readonly text: (name: string) => string | undefined;
  /** The file part that counts under a name. */
  readonly file: (name: string) => ContractPartOf<'file'> | undefined;
}

/** Counts the parts of a body as the contract's decisions on names, blanks and repeated parts say. */
export function countParts({ parts, decisions }: Contract, body: ReceivedBody): ContractParts {
  const listed = new Map(parts.map(({ name }) => [name.toLowerCase(), name]));
  const all = body.parts.map((part, place): ContractPart => {
    const name =
      decisions.parts.nameCase === 'ignored' ? (listed.get(part.name.toLowerCase()) ?? part.name) : part.name;
    return part.type === 'text' && decisions.parts.trimmed
      ? { ...part, name, place, value: part.value.trim() }
      : { ...part, name, place };
  });
  const texts = new Map<string, ContractPartOf<'text'>>();
  const files = new Map<string, ContractPartOf<'file'>>();
  for (const part of decisions.parts.repeated === 'last' ? all : all.toReversed())
    if (part.type === 'text') texts.set(part.name, part);
    else files.set(part.name, part);
  return {
    all,
    textPart: (name) => texts.get(name),
    text: (name) => texts.get(name)?.value,
    file: (name) => files.get(name),
  };
}
