/** About how many bytes of memory a row of texts takes up; rather more than less. */
export function bytesOfTexts(texts: readonly string[]): number {
  return texts.reduce((bytes, text) => bytes + 24 + 2 * text.length, 40);
}

/** Memory that the ledgers of all sessions share. */
export interface LedgerBudget {
  readonly join: (member: LedgerMember) => LedgerShare;
  /** Bytes that all ledgers hold now. */
  readonly held: () => number;
}

/** A ledger, as the budget sees it. */
export interface LedgerMember {
  /** The session's id; undefined for the mock's own. */
  readonly session: string | undefined;
  /** Drops the oldest of what it holds, a tenth, and at least one thing. Returns how many bytes are left. */
  readonly shed: () => number;
}

/** What one ledger has of the budget. */
export interface LedgerShare {
  /** Says how many bytes the ledger holds now, because something was entered. Others make room, or it does itself. */
  readonly hold: (bytes: number) => void;
  /** Gives all of it back. */
  readonly leave: () => void;
}

/**
 * Makes a budget of so many bytes. Where it is used up, the session whose ledger was written to longest ago sheds what is
 * oldest there: worlds that nobody uses any more decay before those in use, whose balances somebody still reconciles.
 * The mock's own ledger counts and never sheds here: what it holds may be on a state file, and must not depend on what others
 * do. It has bounds of its own.
 */
export function createLedgerBudget(most: number, onShed: (session: string) => void = () => {}): LedgerBudget {
  /** What each holds; the one that was written to longest ago first. */
  const held = new Map<LedgerMember, number>();
  let total = 0;
  const note = (member: LedgerMember, bytes: number): void => {
    total += bytes - (held.get(member) ?? 0);
    if (bytes > 0) held.set(member, bytes);
    else held.delete(member);
  };
  const makeRoom = (): void => {
    for (const member of held.keys()) {
      if (member.session === undefined) continue;
      onShed(member.session);
      while (total > most && held.has(member)) note(member, member.shed());
      if (total <= most) return;
    }
  };
  return {
    join: (member) => ({
      hold: (bytes) => {
        note(member, 0);
        note(member, bytes);
        if (total > most) makeRoom();
      },
      leave: () => note(member, 0),
    }),
    held: () => total,
  };
}
