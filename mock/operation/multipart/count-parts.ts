import type { Contract } from '../../../spec/index.js';

import type { ReceivedBody, ReceivedPart } from '../../journal/received.js';

/** A part under the name by which the contract knows it. */
export type ContractPart = ReceivedPart & {
  /** Its position among the parts of the body, from 0. */
  readonly place: number;
};

/** A part of one type. */
export type ContractPartOf<Type extends ReceivedPart['type']> = Extract<ContractPart, { readonly type: Type }>;

/**
 * The received parts as the contract reads them: under their contract names, with one part chosen among repeated ones.
 */
export interface ContractParts {
  /** Every part, in wire order. */
  readonly all: readonly ContractPart[];
  /** Returns the text part with this name. */
  readonly textPart: (name: string) => ContractPartOf<'text'> | undefined;
  /** Returns the value of the text part with this name; undefined if it was not sent. */
  readonly text: (name: string) => string | undefined;
  /** Returns the file part with this name. */
  readonly file: (name: string) => ContractPartOf<'file'> | undefined;
}

/** Applies the contract's decisions on names, blanks and repeated parts to a body. */
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
