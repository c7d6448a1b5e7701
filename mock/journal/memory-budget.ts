import { LRUCache } from 'lru-cache';

/** Memory that many share, and that none of them may fill alone: for what is held last, what was held first is dropped. */
export interface MemoryBudget {
  /**
   * Holds so many bytes for a thing, in place of what was held for it before; `drop` is called if it has to make room for
   * others. Returns false, and holds nothing, for what is larger than the whole budget.
   */
  readonly hold: (thing: object, bytes: number, drop: () => void) => boolean;
  /** What a thing held is free again; it is not dropped, for whoever gives it back has done so. */
  readonly giveBack: (thing: object) => void;
  /** Bytes that are held now. */
  readonly held: () => number;
}

/**
 * Makes a budget of so many bytes. Room is made before the cache is changed, and never in one of its callbacks: what is
 * dropped gives back, and a cache that is changed while it evicts breaks its own list.
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
    giveBack: (thing) => {
      drops.delete(thing);
    },
    held: () => drops.calculatedSize,
  };
}

/** About how many bytes of memory a value takes up that is made of plain objects, lists and texts. */
export function estimatedBytes(value: unknown): number {
  if (typeof value === 'string') return 24 + 2 * value.length;
  if (typeof value !== 'object' || value === null) return 8;
  let bytes = 40;
  for (const key in value) bytes += 8 + estimatedBytes((value as Readonly<Record<string, unknown>>)[key]);
  return bytes;
}
