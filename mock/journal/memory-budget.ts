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

/** Makes a budget of so many bytes. */
export function createMemoryBudget(bytes: number): MemoryBudget {
  const drops = new LRUCache<object, () => void>({
    maxSize: bytes,
    dispose: (drop, _thing, reason) => {
      if (reason === 'evict') drop();
    },
  });
  return {
    hold: (thing, size, drop) => {
      // The cache leaves a size as it was where the value is the same one.
      drops.delete(thing);
      return drops.set(thing, drop, { size: Math.max(1, size) }).has(thing);
    },
    giveBack: (thing) => {
      drops.delete(thing);
    },
    held: () => drops.calculatedSize,
  };
}

/** About how many bytes of memory a value takes up that is made of plain objects, lists and texts. */
export function bytesOf(value: unknown): number {
  if (typeof value === 'string') return 24 + 2 * value.length;
  if (typeof value !== 'object' || value === null) return 8;
  let bytes = 40;
  for (const key in value) bytes += 8 + bytesOf((value as Readonly<Record<string, unknown>>)[key]);
  return bytes;
}
