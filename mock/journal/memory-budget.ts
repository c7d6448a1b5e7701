import { LRUCache } from 'lru-cache';

/** A shared memory budget that evicts the oldest holder first. */
export interface MemoryBudget {
  /**
   * Reserves bytes for a holder, replacing its previous reservation. Calls `drop` when it evicts the holder. Returns
   * false and reserves nothing if the size exceeds the whole budget.
   */
  readonly hold: (thing: object, bytes: number, drop: () => void) => boolean;
  /** Releases a holder's reservation, without calling `drop`. */
  readonly release: (thing: object) => void;
  /** Bytes reserved now. */
  readonly heldBytes: () => number;
}

/**
 * Creates a budget of that many bytes. It evicts before it changes the cache, never in a cache callback: `drop` calls
 * `release`, and changing the cache during eviction corrupts it.
 */
export function createMemoryBudget(bytes: number): MemoryBudget {
  const drops = new LRUCache<object, () => void>({ maxSize: bytes });
  return {
    hold: (thing, needed, drop) => {
      const size = Math.max(1, needed);
      drops.delete(thing);
      if (size > bytes) return false;
      while (drops.calculatedSize > bytes - size) drops.pop()?.();
      drops.set(thing, drop, { size });
      return true;
    },
    release: (thing) => {
      drops.delete(thing);
    },
    heldBytes: () => drops.calculatedSize,
  };
}

/** Estimates the memory that a value of plain objects, arrays and texts takes, in bytes. */
export function estimatedBytes(value: unknown): number {
  if (typeof value === 'string') return 24 + 2 * value.length;
  if (typeof value !== 'object' || value === null) return 8;
  let bytes = 40;
  for (const key in value) bytes += 8 + estimatedBytes((value as Readonly<Record<string, unknown>>)[key]);
  return bytes;
}
