/** Estimates the memory of a row of texts in bytes, rather too high than too low. */
export function bytesOfTexts(texts: readonly string[]): number {
  return texts.reduce((bytes, text) => bytes + 24 + 2 * text.length, 40);
}

/** A memory limit shared by the ledgers of all sessions. */
export interface LedgerBudget {
  readonly join: (member: LedgerMember) => LedgerShare;
  /** Bytes that all ledgers use now. */
  readonly held: () => number;
}

/** A ledger in the budget. */
export interface LedgerMember {
  /** The session's id; undefined for the mock's own. */
  readonly session: string | undefined;
  /** Drops the oldest tenth, and at least one item. Returns the remaining bytes. */
  readonly shed: () => number;
}

/** One ledger's share of the budget. */
export interface LedgerShare {
  /**
   * Reports the ledger's current bytes after an addition. If the budget is exceeded, ledgers shed, this one included.
   */
  readonly hold: (bytes: number) => void;
  /** Returns the share to the budget. */
  readonly leave: () => void;
}

/**
 * Creates a budget of `most` bytes. When it is exceeded, the session whose ledger was written to least recently sheds
 * its oldest data. So unused sessions lose data before those that are still being reconciled.
 *
 * The mock's own ledger counts but never sheds here. It may be in a state file, so its contents must not depend on
 * other sessions. It has its own limits.
 */
export function createLedgerBudget(most: number, onShed: (session: string) => void = () => {}): LedgerBudget {
  /** Bytes per member, least recently written first. */
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
