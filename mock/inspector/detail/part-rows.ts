import type { JournalEntry, JournalPart, Violation } from '../../schemas/journal-types.js';
import type { ServedFormPart } from '../api/served-contract.js';

/** A row of the detail pane: a part of the contract, sent or not, or a part that the contract does not list. */
export interface PartRow {
  /** Unique in the list. */
  readonly key: string;
  /** What the contract says of it; undefined for a part that it does not list. */
  readonly listed: ServedFormPart | undefined;
  /** What was sent, and its index in the request; undefined for a part that is missing. */
  readonly sent: { readonly part: JournalPart; readonly place: number } | undefined;
  readonly violations: readonly Violation[];
  /** Of a part that the contract does not list: the name that was probably meant. */
  readonly likelyName?: string;
}

/** The rows of a request, and the violations that belong to no part. */
export interface PartRows {
  readonly rows: readonly PartRow[];
  readonly whole: readonly Violation[];
}

/** Returns a row per part of the contract in the document's order, and one for each other part of the request. */
export function partRows({ parts, violations }: JournalEntry, listed: readonly ServedFormPart[]): PartRows {
  const used = new Set<Violation>();
  const taken = (accept: (violation: Violation) => boolean): readonly Violation[] => {
    const found = violations.filter((violation) => !used.has(violation) && accept(violation));
    for (const violation of found) used.add(violation);
    return found;
  };
  const sentRow = (part: JournalPart, place: number, contractPart: ServedFormPart | undefined): PartRow => {
    const own = taken(
      (violation) =>
        violation.partIndex === place || (violation.partIndex === undefined && violation.part === nameOf(part)),
    );
    const missing = violations.find(({ likelyPartIndex }) => likelyPartIndex === place)?.part;
    return {
      key: `sent-${place}`,
      listed: contractPart,
      sent: { part, place },
      violations: own,
      ...(missing === undefined ? {} : { likelyName: missing }),
    };
  };
  const placed = parts.map((part, place) => ({ part, place }));
  const unlisted = placed.filter(({ part }) => !listed.some(({ name }) => name === nameOf(part)));
  const rows = listed.flatMap((contractPart): readonly PartRow[] => {
    const sent = placed.filter(({ part }) => nameOf(part) === contractPart.name);
    if (sent.length > 0) return sent.map(({ part, place }) => sentRow(part, place, contractPart));
    const ghost: PartRow = {
      key: `missing-${contractPart.name}`,
      listed: contractPart,
      sent: undefined,
      violations: taken(({ part }) => part === contractPart.name),
    };
    // The part that was probably meant stands right below the one that is missing.
    const meant = ghost.violations.flatMap(({ likelyPartIndex }) =>
      unlisted.filter(({ place }) => place === likelyPartIndex),
    );
    return [ghost, ...meant.map(({ part, place }) => sentRow(part, place, undefined))];
  });
  const shown = new Set(rows.flatMap(({ sent }) => (sent ? [sent.place] : [])));
  const others = unlisted
    .filter(({ place }) => !shown.has(place))
    .map(({ part, place }) => sentRow(part, place, undefined));
  return { rows: [...rows, ...others], whole: violations.filter((violation) => !used.has(violation)) };
}

function nameOf(part: JournalPart): string {
  return part.contractName ?? part.name;
}
